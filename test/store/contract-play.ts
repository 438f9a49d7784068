import { describe, expect, it } from "vitest";
import { atOnce, MINUTE, NOW, type Open } from "./given.ts";

const C1 = {
  ...{ id: "c1", place: "discord:7", scenario: "three-way", seed: 2 ** 40, engineVersion: "3" },
  ...{ options: { mode: "turns" }, status: "playing" },
};
const move = (person: string) => ({ person, move: { type: "deliver", by: person } });

export function playContract(open: Open): void {
  describe("connections", () => {
    it("are their moves, in order", async () => {
      const { connections } = await open();
      expect(await connections.load("c1")).toBeUndefined();
      await connections.create(C1, NOW);
      for (let version = 0; version < 12; version++) {
        const kind = (await connections.append("c1", version, move(`web:${version}`), NOW + version)).kind;
        expect(kind).toBe("appended");
      }
      await connections.setCard("c1", "m-9");
      const loaded = await connections.load("c1");
      expect(loaded).toMatchObject({ ...C1, card: "m-9", createdAt: NOW, changedAt: NOW, version: 12 });
      expect(loaded?.moves[11]).toEqual({ ...move("web:11"), at: NOW + 11 });
    });

    it("let one of many simultaneous moves in and tell the others the version", async () => {
      const { connections } = await open();
      await connections.create(C1, NOW);
      const appended = await atOnce(20, (turn) => connections.append("c1", 0, move(`web:${turn}`), NOW));
      expect(appended.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      const conflicts = appended.filter(({ kind }) => kind === "conflict");
      expect(conflicts).toEqual(Array(19).fill({ kind: "conflict", version: 1 }));
      expect((await connections.load("c1"))?.version).toBe(1);
    });

    it("refuse moves from the past, from the future and to no connection", async () => {
      const { connections } = await open();
      await connections.create(C1, NOW);
      await connections.append("c1", 0, move("web:1"), NOW);
      expect(await connections.append("c1", 0, move("web:1"), NOW)).toEqual({ kind: "conflict", version: 1 });
      expect(await connections.append("c1", 7, move("web:1"), NOW)).toEqual({ kind: "conflict", version: 1 });
      expect(await connections.append("c2", 0, move("web:1"), NOW)).toEqual({ kind: "conflict" });
    });

    it("change their status once", async () => {
      const { connections } = await open();
      await connections.create(C1, NOW);
      const ended = await atOnce(10, () => connections.changeStatus("c1", "playing", "ended", NOW + 1));
      expect(ended.filter(Boolean)).toHaveLength(1);
      expect(await connections.load("c1")).toMatchObject({ status: "ended", changedAt: NOW + 1 });
    });

    it("go on in another place", async () => {
      const { connections } = await open();
      await connections.create(C1, NOW);
      await connections.moveTo("c1", "discord:7/8");
      expect(await connections.listByPlace("discord:7", 9)).toEqual([]);
      expect(await connections.listByPlace("discord:7/8", 9)).toHaveLength(1);
    });

    it("are listed by place, and where nobody has moved for a while", async () => {
      const { connections } = await open();
      await connections.create(C1, NOW);
      await connections.create({ ...C1, id: "c2" }, NOW + 1);
      await connections.create({ ...C1, id: "c3", place: "discord:8" }, NOW + 2);
      await connections.create({ ...C1, id: "c4", status: "waiting" }, NOW);
      const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
      expect(ids(await connections.listByPlace("discord:7", 2))).toEqual(["c2", "c1"]);
      await connections.append("c1", 0, move("web:1"), NOW + MINUTE);
      expect(ids(await connections.listQuiet("playing", NOW + MINUTE, 9))).toEqual(["c2", "c3"]);
      expect(ids(await connections.listQuiet("playing", NOW + MINUTE + 1, 9))).toEqual(["c1", "c2", "c3"]);
      expect(ids(await connections.listQuiet("playing", NOW + 1, 9))).toEqual([]);
    });
  });

  describe("seats", () => {
    it("are taken, handed over and left by whoever is right about the holder", async () => {
      const { connections, seats } = await open();
      await connections.create(C1, NOW);
      await seats.add("c1", ["server", "client"], NOW);
      const [ada, bo] = ["Ada", "Bo"].map((name) => ({ person: `web:${name}`, name }));
      const taken = await atOnce(10, (turn) =>
        seats.change("c1", "client", null, { person: `web:${turn}`, name: "" }, NOW),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
      const holder = (await seats.of("c1"))[0]?.person ?? null;
      expect(await seats.change("c1", "client", "web:nobody", ada!, NOW)).toBe(false);
      expect(await seats.change("c1", "client", holder, ada!, NOW)).toBe(true);
      expect(await seats.change("c1", "server", null, ada!, NOW)).toBe(true);
      expect(await seats.heldBy("web:Ada")).toEqual([
        { connection: "c1", seat: "client" },
        { connection: "c1", seat: "server" },
      ]);
      expect(await seats.change("c1", "server", "web:Ada", null, NOW + 5)).toBe(true);
      expect(await seats.change("c1", "client", "web:Ada", bo!, NOW + 6)).toBe(true);
      expect(await seats.of("c1")).toEqual([
        { seat: "client", ...bo, since: NOW + 6 },
        { seat: "server", person: null, name: null, since: NOW + 5 },
      ]);
    });
  });
}
