import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { atOnce, MINUTE, NOW, type Open } from "./given.ts";

export function eventsContract(open: Open): void {
  describe("what was said on a page", () => {
    it("stands as it was written last, in order, each page's for itself", async () => {
      const { pageMessages } = await open();
      const message = (id: number, kept: unknown, person: string | null = null) => ({ id, person, kept });
      await pageMessages.save("a", [message(2 ** 40, "b\0"), message(1, { text: "a" }, "web:1")], []);
      await pageMessages.save("b", [message(1, "other")], []);
      await pageMessages.save("a", [message(1, "changed"), message(3, "c")], [2 ** 40, 7]);
      expect(await pageMessages.of("a")).toEqual([message(1, "changed"), message(3, "c")]);
      expect(await pageMessages.of("b")).toEqual([message(1, "other")]);
    });

    it("goes with its person", async () => {
      const { pageMessages, people } = await open();
      const [hers, his] = ["web:ada", "web:bob"].map((person, at) => ({ id: at, person, kept: {} }));
      await pageMessages.save("a", [hers!, his!], []);
      expect((await people.everythingOf("web:ada")).page_messages).toHaveLength(1);
      await people.forget("web:ada");
      expect(await pageMessages.of("a")).toEqual([his]);
    });
  });

  describe("seen", () => {
    it("lets one claim through until it runs out", async () => {
      const { seen } = await open();
      expect(await seen.claim("a", NOW)).toBe(true);
      expect(await seen.claim("a", NOW)).toBe(false);
      expect(await seen.claim("b", NOW)).toBe(true);
      expect(await seen.claim("a", NOW + 10 * MINUTE)).toBe(false);
      expect(await seen.claim("a", NOW + 15 * MINUTE)).toBe(true);
      expect(await seen.claim("a", NOW + 16 * MINUTE)).toBe(false);
    });

    it("lets one of many simultaneous claims through", async () => {
      const { seen } = await open();
      const won = await atOnce(50, () => seen.claim("same", NOW));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    it("takes keys of any length and keeps them apart", async () => {
      const { seen } = await open();
      const long = "x".repeat(100_000);
      expect(await seen.claim(`${long}1`, NOW)).toBe(true);
      expect(await seen.claim(`${long}2`, NOW)).toBe(true);
      expect(await seen.claim(`${long}1`, NOW)).toBe(false);
    });

    it("keeps each for ten minutes at least", async () => {
      const { seen } = await open();
      await expect(seen.claim("a", NOW, { ttlMs: 10 * MINUTE - 1 })).rejects.toThrow(RangeError);
      expect(await seen.claim("a", NOW, { ttlMs: 10 * MINUTE })).toBe(true);
    });

    it("sweeps what has run out, and only that; by itself too", async () => {
      const { seen, db } = await open();
      await seen.claim("old", NOW);
      await seen.claim("young", NOW + MINUTE);
      expect(await seen.sweep(NOW + 15 * MINUTE)).toBe(1);
      expect(await seen.claim("young", NOW + 15 * MINUTE)).toBe(false);
      for (let i = 0; i < 1_000; i++) await seen.claim("later", NOW + 60 * MINUTE);
      const left = await db.selectFrom("seen").select("key").execute();
      expect(left).toEqual([{ key: "later" }]);
    });
  });

  describe("installations", () => {
    it("saves, replaces, finds, lists and forgets", async () => {
      const { installations } = await open();
      const first = {
        team: { id: "T1", name: "서울\u0000" },
        bot: { token: "xoxb-1", scopes: ["commands"] },
      };
      expect(await installations.find("T1")).toBeUndefined();
      await installations.save("T1", first, NOW);
      await installations.save("E1", {}, NOW);
      expect(await installations.find("T1")).toEqual(first);
      await installations.save("T1", { bot: { token: "xoxb-2" } }, NOW + 1);
      expect(await installations.find("T1")).toEqual({ bot: { token: "xoxb-2" } });
      expect(await installations.list()).toEqual([
        { id: "E1", installedAt: NOW },
        { id: "T1", installedAt: NOW + 1 },
      ]);
      await installations.forget("T1");
      await installations.forget("T1");
      expect(await installations.find("T1")).toBeUndefined();
    });
  });

  describe("settings", () => {
    it("changes what is named, takes back what is null, keeps the rest", async () => {
      const { settings } = await open();
      expect(await settings.ofPerson("web:1")).toEqual({});
      await settings.changePerson("web:1", { language: "ko", timezone: "Asia/Seoul" }, NOW);
      await settings.changePerson("web:1", { visibility: "named", language: undefined }, NOW);
      await settings.changePerson("web:1", { timezone: null }, NOW);
      expect(await settings.ofPerson("web:1")).toEqual({ language: "ko", visibility: "named" });
      expect(await settings.ofPerson("web:2")).toEqual({});
    });

    it("keeps those of channels and servers", async () => {
      const { settings } = await open();
      await settings.changePlace("discord:1", { language: "ko" }, NOW);
      expect(await settings.ofPlace("discord:1")).toEqual({ language: "ko" });
      await settings.changePlace("discord:1", {}, NOW);
      expect(await settings.ofPlace("discord:1")).toEqual({ language: "ko" });
      await settings.changePlace("discord:1", { language: null }, NOW);
      expect(await settings.ofPlace("discord:1")).toEqual({});
    });

    it("takes a value that it does not know as not chosen", async () => {
      const { settings, db } = await open();
      await settings.changePerson("web:1", { language: "ko", timezone: "Asia/Seoul" }, NOW);
      await sql`update people set language = 'fr'`.execute(db);
      expect(await settings.ofPerson("web:1")).toEqual({ timezone: "Asia/Seoul" });
    });
  });

  describe("broken places", () => {
    it("are marked once and told once, until they are mended", async () => {
      const { brokenPlaces } = await open();
      const marked = await atOnce(10, () => brokenPlaces.mark("discord:1", "gone", NOW));
      expect(marked.filter(Boolean)).toHaveLength(1);
      expect(await brokenPlaces.mark("discord:1", "forbidden", NOW + 5)).toBe(false);
      expect(await brokenPlaces.find("discord:1")).toEqual({
        place: "discord:1",
        reason: "forbidden",
        since: NOW,
      });
      const telling = await atOnce(20, () => brokenPlaces.claimTelling("discord:1", NOW));
      expect(telling.filter(Boolean)).toHaveLength(1);
      await brokenPlaces.mark("discord:0", "gone", NOW + 1);
      await brokenPlaces.mend("discord:1");
      expect(await brokenPlaces.find("discord:1")).toBeUndefined();
      expect(await brokenPlaces.claimTelling("discord:1", NOW)).toBe(false);
      expect(await brokenPlaces.mark("discord:1", "gone", NOW + 9)).toBe(true);
      expect(await brokenPlaces.claimTelling("discord:1", NOW + 9)).toBe(true);
    });
  });
}
