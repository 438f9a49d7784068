import { describe, expect, it } from "vitest";
import { postedToday } from "../../src/schedule/posted-today.ts";
import type { Store } from "../../src/store/index.ts";
import { SEOUL } from "../schedule/given.ts";
import { atOnce, MINUTE, NOW, type Open } from "./given.ts";

const lease = { leaseMs: MINUTE, limit: 10 };
const schedule = (id: string, nextDue: number | null = NOW) => ({
  ...{ id, server: "s", place: `discord:${id}`, setting: { time: "09:00" }, bag: ["q1", "q2"], nextDue },
});
const slot = { schedule: "d1", day: "2026-03-01", post: { question: "q1" }, dueAt: NOW };

async function withSchedule(open: Open): Promise<Store> {
  const store = await open();
  await store.schedules.create(schedule("d1"), NOW);
  return store;
}

export function dailyContract(open: Open): void {
  describe("schedules", () => {
    it("are due in order, unless they are paused", async () => {
      const { schedules } = await open();
      await schedules.create(schedule("d1", NOW), NOW);
      await schedules.create(schedule("d2", NOW - 1), NOW);
      await schedules.create(schedule("d3", NOW + 1), NOW);
      await schedules.create(schedule("d4", null), NOW);
      expect((await schedules.due(NOW, 9)).map(({ id }) => id)).toEqual(["d2", "d1"]);
      expect((await schedules.ofServer("s")).map(({ id }) => id)).toEqual(["d1", "d2", "d3", "d4"]);
      expect(await schedules.find("d4")).toEqual({ ...schedule("d4", null), version: 1 });
      expect(await schedules.find("d9")).toBeUndefined();
    });

    it("are made once, and stay as they were made", async () => {
      const { schedules } = await open();
      const made = await atOnce(5, (n) => schedules.create({ ...schedule("d1"), bag: [`q${n}`] }, NOW));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect((await schedules.find("d1"))?.bag).toEqual([`q${made.indexOf(true)}`]);
    });

    it("are changed where nobody changed them since", async () => {
      const { schedules } = await withSchedule(open);
      const changed = await atOnce(5, () => schedules.change("d1", 1, { bag: ["q2"], nextDue: null }, NOW));
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await schedules.find("d1")).toEqual({ ...schedule("d1", null), bag: ["q2"], version: 2 });
    });
  });

  it("say when a channel's question comes, and which one came", async () => {
    const { schedules, slots } = await open();
    const next = NOW + 60 * MINUTE;
    await schedules.create({ ...schedule("discord:d1", next), setting: SEOUL }, NOW);
    const today = { ...slot, schedule: "discord:d1", post: { questions: ["q1"] } };
    const asked = (now: number) => postedToday({ schedules, slots }, "discord:d1", now);
    expect(await asked(NOW)).toMatchObject({ names: [], coming: { at: next, zone: SEOUL.zone } });
    await slots.reserve(today);
    expect(await asked(NOW)).toMatchObject({ names: [], coming: { at: NOW } });
    const [mine] = await slots.claim(NOW, lease);
    await slots.markSent(mine!, { message: "m1", revealAt: null });
    expect(await asked(NOW)).toEqual({ names: ["discord:d1/2026-03-01"] });
    expect(await postedToday({ schedules, slots }, "discord:d9", NOW)).toEqual({ names: [] });
  });

  describe("slots", () => {
    it("are reserved once a day", async () => {
      const { slots } = await withSchedule(open);
      const reserved = await atOnce(10, () => slots.reserve(slot));
      expect(reserved.filter(Boolean)).toHaveLength(1);
      expect(await slots.skip({ ...slot, reason: "late" })).toBe(false);
      expect(await slots.skip({ ...slot, day: "2026-03-02", reason: "late" })).toBe(true);
      expect(await slots.find(slot)).toMatchObject({ ...slot, state: "reserved", attempts: 0 });
      expect(await slots.find({ ...slot, day: "2026-03-03" })).toBeUndefined();
      expect((await slots.last("d1", 9)).map(({ day, state, reason }) => [day, state, reason])).toEqual([
        ["2026-03-02", "skipped", "late"],
        ["2026-03-01", "reserved", null],
      ]);
    });

    it("go from reserved to sent to revealed, and stay there", async () => {
      const { slots } = await withSchedule(open);
      await slots.reserve(slot);
      expect(await slots.claim(NOW - 1, lease)).toEqual([]);
      const [mine] = await slots.claim(NOW, lease);
      expect(mine).toMatchObject({ ...slot, state: "reserved", attempts: 1 });
      expect(await slots.claim(NOW + MINUTE - 1, lease)).toEqual([]);
      expect(await slots.markSent(mine!, { message: "m1", revealAt: NOW + 5 * MINUTE })).toBe(true);
      expect(await slots.claim(NOW + 2 * MINUTE, lease)).toEqual([]);
      expect(await slots.claimReveals(NOW + 4 * MINUTE, lease)).toEqual([]);
      const [reveal] = await slots.claimReveals(NOW + 5 * MINUTE, lease);
      expect(reveal).toMatchObject({ state: "sent", message: "m1", attempts: 2 });
      expect(await slots.markRevealed(reveal!)).toBe(true);
      expect(await slots.markRevealed(reveal!)).toBe(false);
      expect(await slots.claimReveals(NOW + 99 * MINUTE, lease)).toEqual([]);
      expect((await slots.last("d1", 1))[0]).toMatchObject({ state: "revealed", message: "m1" });
    });

    it("have their thread claimed once, and marked, while they are sent", async () => {
      const { slots } = await withSchedule(open);
      await slots.reserve(slot);
      await slots.reserve({ ...slot, day: "2026-03-02" });
      expect(await slots.claimThreads(NOW, lease)).toEqual([]);
      const [mine, other] = await slots.claim(NOW, lease);
      expect(await slots.markSent(mine!, { message: "m1", revealAt: null, thread: true })).toBe(true);
      expect(await slots.markSent(other!, { message: "m2", revealAt: null })).toBe(true);
      const [thread, ...more] = await slots.claimThreads(NOW, lease);
      expect(more).toEqual([]);
      expect(thread).toMatchObject({ day: mine!.day, message: "m1", thread: "wanted", attempts: 2 });
      expect(await slots.claimThreads(NOW, lease)).toEqual([]);
      const [next] = await slots.claimThreads(NOW + MINUTE, lease);
      expect(await slots.markThread(thread!, "open")).toBe(false);
      expect(await slots.markThread(next!, "open")).toBe(true);
      expect(await slots.claimThreads(NOW + 9 * MINUTE, lease)).toEqual([]);
      expect(await slots.find(slot)).toMatchObject({ state: "sent", thread: "open" });
    });

    it("are taken over after the lease; who comes late is told so", async () => {
      const { slots } = await withSchedule(open);
      await slots.reserve(slot);
      const [late] = await slots.claim(NOW, lease);
      const [next] = await slots.claim(NOW + MINUTE, lease);
      expect(next?.attempts).toBe(2);
      expect(await slots.markSent(late!, { message: "m1", revealAt: null })).toBe(false);
      expect(await slots.markFailed(late!, "gone")).toBe(false);
      expect(await slots.markFailed(next!, "gone")).toBe(true);
      expect((await slots.last("d1", 1))[0]).toMatchObject({
        state: "failed",
        reason: "gone",
        message: null,
      });
    });

    it("are each claimed by one of many at once, never more than were asked for", async () => {
      const { slots } = await withSchedule(open);
      for (let day = 1; day <= 28; day++)
        await slots.reserve({ ...slot, day: `2026-02-${String(day).padStart(2, "0")}`, dueAt: NOW - day });
      const claims = await atOnce(8, () => slots.claim(NOW, { leaseMs: MINUTE, limit: 5 }));
      expect(claims.every((claim) => claim.length <= 5)).toBe(true);
      const rest = await slots.claim(NOW, { leaseMs: MINUTE, limit: 100 });
      const days = [...claims.flat(), ...rest].map(({ day }) => day);
      expect(days).toHaveLength(28);
      expect(new Set(days).size).toBe(28);
    });
  });
}
