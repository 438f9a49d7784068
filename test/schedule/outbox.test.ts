import { describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { questionsIn } from "../../src/schedule/posted.ts";
import { HOUR, SEOUL } from "./given.ts";
import { simulated } from "./simulated.ts";

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe("daily posts", () => {
  it.each([
    ["02:30", "America/New_York", "2026-03-08T07:00"],
    ["00:00", "America/Santiago", "2026-09-06T04:00"],
    ["00:30", "Africa/Cairo", "2026-04-23T22:00"],
    ["02:15", "Australia/Lord_Howe", "2026-10-03T15:30"],
    ["01:30", "America/New_York", "2026-11-01T05:30"],
    ["09:00", "Asia/Seoul", "2026-03-08T00:00"],
  ])("%s in %s comes once, at %s UTC", async (time, zone, utc) => {
    const from = Date.parse(`${utc}Z`) - HOUR / 2;
    const world = await simulated(new Date(from).toISOString());
    await world.schedule({ ...SEOUL, time, zone, revealAfterMs: 72 * HOUR });
    // Also through the hour that comes twice.
    await world.until(new Date(from + 2.5 * HOUR).toISOString());
    expect(world.posts.map(({ at }) => iso(at))).toEqual([utc]);
    expect(world.errors).toEqual([]);
  });

  it("come once after a week of downtime, and the others are shown as skipped", async () => {
    const world = await simulated("2026-03-01T00:00Z");
    await world.schedule(SEOUL);
    world.clock.now = Date.parse("2026-03-08T01:30Z");
    await world.outbox.round();
    await world.outbox.round();
    expect(world.posts).toHaveLength(1);
    const last = await world.store.slots.last("discord:1", 9);
    expect(last.map(({ day, state, reason }) => [day, state, reason])).toEqual([
      ["2026-03-08", "sent", null],
      ...[7, 6, 5, 4, 3, 2].map((day) => [`2026-03-0${day}`, "skipped", "missed"]),
    ]);
  });

  it("are skipped where they would come too late", async () => {
    const world = await simulated("2026-03-01T00:00Z");
    await world.schedule(SEOUL);
    world.clock.now = Date.parse("2026-03-02T06:01Z");
    await world.outbox.round();
    expect(world.posts).toEqual([]);
    expect((await world.store.slots.last("discord:1", 1))[0]).toMatchObject({
      state: "skipped",
      reason: "late",
    });
  });

  it("are not doubled where the platform's reply is lost, and not lost where it refuses for now", async () => {
    const world = await simulated("2026-03-01T23:55Z");
    await world.schedule(SEOUL);
    world.answers.push({ ok: false, why: "later" }, "lost");
    await world.until("2026-03-02T00:10Z");
    expect(world.posts).toHaveLength(1);
    expect((await world.store.slots.last("discord:1", 1))[0]).toMatchObject({ state: "sent", attempts: 3 });
  });

  it("repeat no question before all that suit have come, nor soon after", async () => {
    const world = await simulated("2026-03-01T23:00Z", questions.slice(0, 12));
    await world.schedule(SEOUL);
    await world.until("2026-03-26T23:00Z", HOUR);
    const slots = await world.store.slots.last("discord:1", 99);
    const ids = slots.flatMap(questionsIn).reverse();
    expect(new Set(ids.slice(0, 12)).size).toBe(12);
    for (let at = 1; at < ids.length; at++) expect(ids.slice(Math.max(0, at - 5), at)).not.toContain(ids[at]);
    const low = world.posts.filter(({ message }) => message.text.startsWith("For managers"));
    // Once, and not again at each post or each turn of so small a bag.
    expect(low.map(({ message }) => message.text)).toEqual([expect.stringContaining("9 questions are left")]);
  });

  it("stop where the channel is gone, and managers are told once, elsewhere", async () => {
    const world = await simulated("2026-03-01T23:55Z");
    await world.schedule(SEOUL, "1");
    await world.schedule({ ...SEOUL, time: "10:00" }, "2");
    world.answers.push({ ok: false, why: "gone" });
    await world.until("2026-03-03T23:00Z", 5 * 60_000);
    expect(world.posts.filter(({ channel }) => channel === "1")).toEqual([]);
    const told = world.posts.filter(({ message }) => message.text.includes("can no longer post"));
    expect(told.map(({ channel }) => channel)).toEqual(["2"]);
    expect(await world.store.brokenPlaces.find("discord:1")).toMatchObject({ reason: "gone" });
    expect((await world.store.schedules.find("discord:1"))?.nextDue).toBeNull();
  });
});
