/**
 * What users of bots that post on a schedule complain of, each as a test. The names say what they wrote.
 */
import { describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { dayOf } from "../../src/quiz/day.ts";
import { streakOf } from "../../src/quiz/streak.ts";
import { postedName, questionsIn } from "../../src/schedule/posted.ts";
import type { Setting } from "../../src/schedule/setting.ts";
import { HOUR, SEOUL } from "./given.ts";
import { simulated } from "./simulated.ts";

const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const WEEKDAYS = [1, 2, 3, 4, 5];

describe("complaints about schedules", () => {
  it("one set-up fires twice a day", async () => {
    const world = await simulated("2026-03-01T23:00Z");
    await world.schedule(SEOUL);
    await world.until("2026-03-08T22:00Z", HOUR);
    expect(world.posts.map(({ at }) => iso(at).slice(0, 10))).toEqual(
      ["02", "03", "04", "05", "06", "07", "08"].map((day) => `2026-03-${day}`),
    );
  });

  it("a late tick and a change of clocks give the digest twice", async () => {
    const world = await simulated("2026-03-08T00:00Z");
    await world.schedule({
      ...SEOUL,
      ...{ zone: "America/New_York", time: "02:30", days: [7], rhythm: "weekly" },
    });
    // 02:30 does not exist that day; the tick comes 17 minutes after 03:00, twice.
    world.clock.now = Date.parse("2026-03-08T07:17Z");
    await world.outbox.round();
    await world.outbox.round();
    await world.until("2026-03-09T07:00Z", HOUR);
    expect(world.posts.map(({ at }) => iso(at))).toEqual(["2026-03-08T07:17"]);
  });

  it("two servers both send it", async () => {
    const world = await simulated("2026-03-02T00:00Z");
    await world.schedule(SEOUL);
    const other = world.another();
    world.clock.now = Date.parse("2026-03-03T00:00Z");
    await Promise.all([world.outbox.round(), other.round(), world.outbox.round(), other.round()]);
    expect(world.posts).toHaveLength(1);
  });

  it("requests for the day's question at the same moment are not deduplicated", async () => {
    const world = await simulated("2026-03-02T00:00Z");
    await world.schedule(SEOUL);
    const slot = { schedule: "discord:1", day: "2026-03-02", dueAt: world.clock.now };
    const asked = ["why-three-way", "another"].map((id) =>
      world.store.slots.reserve({ ...slot, post: { questions: [id] } }),
    );
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });

  it("yesterday's question is posted today", async () => {
    const world = await simulated("2026-03-01T00:30Z");
    await world.schedule({ ...SEOUL, catchUpMs: 24 * HOUR });
    // Down over two posts: what comes late is today's, under today's date.
    world.clock.now = Date.parse("2026-03-03T05:00Z");
    await world.outbox.round();
    expect(world.posts).toHaveLength(1);
    const [today, yesterday] = await world.store.slots.last("discord:1", 2);
    expect([today?.day, today?.state]).toEqual(["2026-03-03", "sent"]);
    expect([yesterday?.day, yesterday?.state]).toEqual(["2026-03-02", "skipped"]);
  });

  it("nobody can see how much time is left", async () => {
    const world = await simulated("2026-03-01T23:59Z");
    await world.schedule(SEOUL);
    await world.until("2026-03-02T00:02Z");
    expect(world.posts[0]?.message.text).toContain("Solution: 2026-03-02 17:00 (Asia/Seoul)");
  });

  it("the time zone is forgotten", async () => {
    const world = await simulated("2026-06-01T00:00Z");
    await world.schedule({ ...SEOUL, zone: "Europe/London" });
    await world.until("2026-06-02T00:00Z", HOUR / 2);
    // 09:00 in London's summer.
    expect(world.posts.map(({ at }) => iso(at))).toEqual(["2026-06-01T08:00"]);
  });

  it("weekends cannot be left out, and the hour cannot be chosen", async () => {
    const world = await simulated("2026-03-05T12:00Z");
    await world.schedule({ ...SEOUL, time: "21:40", days: WEEKDAYS });
    await world.until("2026-03-10T00:00Z", HOUR / 3);
    expect(world.posts.map(({ at }) => iso(at))).toEqual([
      ...["2026-03-05T12:40", "2026-03-06T12:40", "2026-03-09T12:40"],
    ]);
  });

  it("a streak is lost because a day is UTC's", () => {
    // Half past eight in the morning in Seoul, each day: in UTC one day has none, another has two.
    const mornings = ["2026-03-01T23:30Z", "2026-03-03T14:30Z", "2026-03-03T23:30Z"].map((at) =>
      Date.parse(at),
    );
    const days = mornings.map((at) => dayOf(at, "Asia/Seoul"));
    expect(streakOf(new Set(days), "2026-03-04").length).toBe(3);
  });

  it("a change of clocks destroys progress", () => {
    // 23:30 each evening in New York around the night of 8 March.
    const evenings = ["2026-03-08T04:30Z", "2026-03-09T03:30Z", "2026-03-10T03:30Z"].map((at) =>
      Date.parse(at),
    );
    const days = evenings.map((at) => dayOf(at, "America/New_York"));
    expect(days).toEqual(["2026-03-07", "2026-03-08", "2026-03-09"]);
    expect(streakOf(new Set(days), "2026-03-09")).toEqual({ length: 3, frozen: [] });
  });

  it("after an outage every missed question is posted at once", async () => {
    const world = await simulated("2026-03-01T00:00Z");
    await world.schedule(SEOUL);
    world.clock.now = Date.parse("2026-03-08T01:30Z");
    await world.outbox.round();
    expect(world.posts).toHaveLength(1);
  });

  it("is it the same question for all, or does each have a plan of their own?", async () => {
    const world = await simulated("2026-03-01T23:00Z");
    await world.schedule(SEOUL, "1");
    await world.schedule(SEOUL, "2");
    await world.until("2026-03-06T01:00Z", HOUR);
    // One for all in a channel; another channel has a bag of its own.
    const [one, two] = [await asked(world, "discord:1"), await asked(world, "discord:2")];
    expect(one).toHaveLength(5);
    expect(one).not.toEqual(two);
  });

  it("questions come again", async () => {
    const few = questions.slice(0, 6);
    const world = await simulated("2026-03-01T23:00Z", few);
    await world.schedule(SEOUL);
    await world.until("2026-03-08T01:00Z", HOUR);
    const ids = await asked(world, "discord:1");
    expect(new Set(ids.slice(0, 6))).toHaveProperty("size", 6);
    // Taken out when it was chosen: what was never sent does not come back tomorrow.
    expect(ids[6]).not.toBe(ids[5]);
  });
});

describe("daily piles up, so people leave: a digest once a week", () => {
  const weekly: Setting = { ...SEOUL, rhythm: "weekly", days: [1], revealAfterMs: 120 * HOUR, thread: true };

  it("has five questions, and says what became of the last ones", async () => {
    const world = await simulated("2026-03-01T23:55Z");
    await world.schedule(weekly);
    await world.until("2026-03-03T00:00Z", HOUR);
    const [first] = world.posts;
    expect(first?.message.buttons?.flat().map(({ label }) => label)).toEqual(["1", "2", "3", "4", "5"]);
    expect(first?.message.text).not.toContain("Last week");
    const slot = (await world.store.slots.last("discord:1", 1))[0]!;
    const [id = ""] = questionsIn(slot);
    const question = questions.find((one) => one.id === id)!;
    const options = question.kind === "choice" ? question.options : [];
    const right = options.find((one) => one.right)?.id;
    const wrong = options.find((one) => !one.right)?.id;
    await world.answered(postedName(slot, 0), question, right, 4);
    await world.answered(postedName(slot, 0), question, wrong, 2, false);
    await world.until("2026-03-10T00:00Z", HOUR);
    expect(world.edits).toHaveLength(1);
    expect(world.edits[0]?.message.text).toContain("✓");
    const second = world.posts.filter(({ thread }) => thread === undefined)[1];
    expect(second?.message.text).toContain("**Last week's answers**");
    if (right !== undefined) expect(second?.message.text).toContain("(4 of 6 right)");
    expect(second?.message.text.length).toBeLessThanOrEqual(1_950);
    expect(new Set(await asked(world, "discord:1"))).toHaveProperty("size", 10);
  });

  it("fits a message, whatever it is about, in both languages", async () => {
    for (const language of ["en", "ko"] as const) {
      const world = await simulated("2026-03-01T23:55Z");
      await world.schedule({ ...weekly, language, catchUpMs: 24 * HOUR });
      await world.until("2026-04-30T00:00Z", 12 * HOUR);
      const all = [...world.posts, ...world.edits];
      expect(all.length).toBeGreaterThan(12);
      for (const { message } of all) expect(message.text.length).toBeLessThanOrEqual(1_950);
    }
  });
});

type World = Awaited<ReturnType<typeof simulated>>;

/** Oldest first. */
const asked = async ({ store }: World, schedule: string): Promise<string[]> =>
  (await store.slots.last(schedule, 99)).toReversed().flatMap(questionsIn);
