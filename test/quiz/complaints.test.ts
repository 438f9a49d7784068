// What users of other quiz bots complained of, each with the project and the number under which they did.
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { questions } from "../../src/content/questions.ts";
import { dayOf } from "../../src/quiz/day.ts";
import type { Question } from "../../src/quiz/question.ts";
import { posted, schedule } from "../commands/channel-post.ts";
import { member, quizStage, type Stage } from "../commands/quiz-bot.ts";

vi.setConfig({ testTimeout: 30_000 });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let stage: Stage;
beforeEach(async () => {
  stage = await quizStage();
});
afterEach(() => stage.store.close());

const choices = questions.flatMap((one) => (one.kind === "choice" ? [one] : []));
const [choice, other] = choices as [(typeof choices)[number], (typeof choices)[number]];
const letter = (question: typeof choice, right = true): string =>
  String.fromCharCode(65 + question.options.findIndex((option) => (option.right ?? false) === right));
const asked = ({ text }: Message<string>): Question | undefined =>
  questions.find(({ stem }) => text.includes(`**${stem.en}**`));
const answers = (who = "ada") => stage.store.answers.ofPerson(`test:${who}`, 99);
/** Today by Seoul's clock, where the channel's schedule lives. */
const seoulDay = (): string => dayOf(stage.clock.now, "Asia/Seoul");

describe("questions", () => {
  it("sat-prep-app #24: a question counts as seen when it is chosen, not when it is answered", async () => {
    const flags = questions.filter(({ topic }) => topic === "flags");
    const shown = new Set<string | undefined>();
    for (const _ of flags) {
      shown.add(asked(await stage.say("/quiz practice flags fresh=none"))?.id);
      stage.clock.now += 1_000;
    }
    expect(shown.size).toBe(flags.length);
    expect(await answers()).toEqual([]);
  });

  it("KtaneContent #1685: one that was answered wrong comes back soon, a right one later", async () => {
    await stage.say(`/quiz answer ${choice.id}.1 ${letter(choice, false)}`);
    await stage.say(`/quiz answer ${other.id}.1 ${letter(other)}`);
    stage.clock.now += 5 * 60_000;
    const due = await stage.say("/quiz review");
    expect(asked(due)?.id).toBe(choice.id);
    expect(due.text).toContain("Due for review: 1");
  });

  it("Red #4700: nobody else sees an answer or a solution", async () => {
    const { bot } = stage;
    for (const text of ["/quiz today", "/quiz practice", `/quiz answer ${choice.id}.1 A`, "/quiz stats"])
      expect((await bot.run(text, member())).replies.map(({ to }) => to)).toEqual(["asker"]);
  });

  it("yagpdb #1600, dank-memer #209 and #365: no clock runs; a slow reader's answer counts the same", async () => {
    await schedule(stage);
    const name = await posted(stage, seoulDay(), stage.clock.now, [choice]);
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`, member("quick"));
    stage.clock.now += 7 * HOUR;
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`, member("slow"));
    const points = [...(await answers("quick")), ...(await answers("slow"))].map((one) => one.points);
    expect(points).toEqual([1, 1]);
  });

  it("greatfrontend #429: /quiz today asks what the channel was asked, and counts there", async () => {
    await schedule(stage);
    const name = await posted(stage, seoulDay(), stage.clock.now, [choice]);
    const card = await stage.say("/quiz today");
    expect(asked(card)?.id).toBe(choice.id);
    await stage.press(card, letter(choice));
    expect(await answers()).toMatchObject([{ slot: name, server: "test:s", points: 1 }]);
    // In another channel, and where nothing has been posted yet, there is a question all the same.
    const elsewhere = { ...member(), place: { server: "s", channel: "quiet" } };
    expect(asked(await stage.say("/quiz today", elsewhere))).toBeDefined();
    stage.clock.now += DAY;
    expect((await stage.say("/quiz today")).text).toContain("Today's question");
  });

  it("/quiz today goes through a digest's questions one by one", async () => {
    await schedule(stage, { rhythm: "weekly" });
    await posted(stage, seoulDay(), stage.clock.now, [choice, other]);
    const first = await stage.say("/quiz today");
    expect(asked(first)?.id).toBe(choice.id);
    await stage.press(first, letter(choice));
    expect(asked(await stage.say("/quiz today"))?.id).toBe(other.id);
  });

  it("Red #601: solo farming, by other channels or by days that are over, earns nothing", async () => {
    const before = await stage.say("/quiz today");
    const first = asked(before) as Question;
    const word = first.kind === "choice" ? letter(first as typeof choice) : "A";
    for (const channel of ["general", "one", "two"]) {
      const where = { ...member(), place: { server: "s", channel } };
      await stage.say(`/quiz answer today/${dayOf(stage.clock.now, "UTC")} ${word}`, where);
    }
    expect((await answers()).filter(({ slot }) => slot !== null).length).toBeLessThanOrEqual(1);
    for (const day of ["2020-01-01", "2020-01-02", "2027-01-01"])
      for (const letters of ["A", "B", "1"]) await stage.say(`/quiz answer today/${day} ${letters}`);
    const counted = (await answers()).filter(({ server }) => server !== null);
    expect(counted.length).toBeLessThanOrEqual(1);
  });

  it("kotoba #123 and #29: only what was wrong is asked again, and the list outlives a restart", async () => {
    await stage.say(`/quiz answer ${choice.id}.1 ${letter(choice, false)}`);
    stage.clock.now += HOUR;
    const due = () => stage.store.reviewCards.due("test:ada", stage.clock.now, 9);
    expect((await due()).map(({ question }) => question)).toEqual([choice.id]);
    expect(asked(await stage.say("/quiz review"))?.id).toBe(choice.id);
  });

  it("kotoba #4: a question shows the command that brings one like it", async () => {
    expect((await stage.say("/quiz practice flags fresh=none")).text).toContain(
      "`/quiz practice topic=flags`",
    );
    expect((await stage.say("/quiz practice fresh=next-ack")).text).toContain(
      "`/quiz practice fresh=next-ack`",
    );
    expect((await stage.say("/quiz today")).text).toContain("`/quiz today`");
  });

  it("sir-robin #8: the board asks for all names at once, not for one person after another", async () => {
    const name = "daily/2026-03-01";
    stage.posted.set(name, { question: choice, server: "test:s", open: true, dueAt: stage.clock.now });
    for (let n = 0; n < 12; n++)
      await stage.say(`/quiz answer ref=${name} ${letter(choice)}`, member(`p${n}`));
    const namesOf = vi.spyOn(stage.store.people, "namesOf");
    await stage.say("/quiz leaderboard");
    expect(namesOf.mock.calls.length).toBeLessThanOrEqual(1);
  });

  it("quizify #54, Quizora #59: a generated question is reported with its seed, so that it can be seen again", async () => {
    const card = await stage.say("/quiz practice fresh=flags-octet");
    const shown = await stage.press(card, "A");
    await stage.fill(shown, "Report", { reason: "odd" });
    const [report] = await stage.store.reports.listOpen("test:s", 9);
    expect(report?.question).toMatch(/^flags-octet\.[0-9a-f]{8}$/u);
  });
});

describe("generated questions", () => {
  it("are told so, come back in review with new numbers, and are one question for the figures", async () => {
    const card = await stage.say("/quiz practice fresh=flags-octet");
    expect(card.text).toContain("fresh numbers");
    const shown = await stage.press(card, "A");
    expect(shown.buttons?.flat().map(({ label }) => label)).toContain("Same kind, new numbers");
    const again = await stage.press(shown, "Same kind, new numbers");
    expect(again.text).toContain("flags octet");
    expect(again.text).not.toBe(card.text);
    expect(await answers()).toMatchObject([{ question: "flags-octet", first: true, points: 0 }]);
    stage.clock.now += 30 * DAY;
    const due = await stage.say("/quiz review");
    expect(due.text).toContain("flags octet");
    expect(due.text).not.toContain(card.text.split("\n")[0]);
  });

  it("are the same after a restart: everything lies in the id", async () => {
    const words = "/quiz answer next-ack.1f00ab3c 12";
    const before = (await stage.say(words)).text;
    await stage.store.close();
    stage = await quizStage();
    expect((await stage.say(words)).text).toBe(before);
  });

  it("are mixed into practice, one in three or so, and can be left out", async () => {
    let made = 0;
    for (let n = 0; n < 30; n++) {
      stage.clock.now += 1_000;
      if (asked(await stage.say("/quiz practice")) === undefined) made++;
      expect(asked(await stage.say("/quiz practice fresh=none"))).toBeDefined();
    }
    expect(made).toBeGreaterThan(2);
    expect(made).toBeLessThan(20);
  });
});

describe("boards and seasons", () => {
  it("JavaBot #270 and #377, slack_gamebot #3, fishyboteso #137, CodeGrind #11: seasons end, and stay", async () => {
    const name = "daily/2026-03-01";
    stage.posted.set(name, { question: choice, server: "test:s", open: true, dueAt: stage.clock.now });
    await stage.say("/me visibility named", member("bob"));
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`, member("bob"));
    await stage.say(`/quiz answer ref=${name} ${letter(choice, false)}`);
    stage.clock.now += 45 * DAY;
    expect((await stage.say("/quiz leaderboard season")).text).toContain("Nobody");
    const now = await stage.say("/quiz leaderboard season");
    const then = await stage.press(now, "Season 2026-03");
    expect(then.text).toMatch(/1\. bob: 1 point.*\n2\. \*\*You\*\*: 0 points/u);
    expect((await stage.say("/quiz leaderboard season=2026-03")).text).toBe(then.text);
    // Who leaves takes their name along, not their place; answers that come late change nothing.
    await stage.store.people.forget("test:bob");
    const after = (await stage.say("/quiz leaderboard season=2026-03")).text;
    expect(after).toMatch(/1\. somebody: 1 point,/u);
    expect((await stage.say("/quiz leaderboard season=2019-01")).text).toContain("No season `2019-01`");
  });

  it("freezes every month that has passed, also those that nobody looked at", async () => {
    const name = "daily/2026-03-01";
    stage.posted.set(name, { question: choice, server: "test:s", open: true, dueAt: stage.clock.now });
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`);
    stage.clock.now += 100 * DAY;
    await stage.say("/quiz leaderboard");
    expect((await stage.store.seasons.of("test:s")).map(({ season }) => season)).toEqual([
      ...["2026-05", "2026-04", "2026-03"],
    ]);
  });

  it("Koishi #10, FlandersBOT #8, DickGrowerBot #19: nobody is named before they say so", async () => {
    const name = "daily/2026-03-01";
    stage.posted.set(name, { question: choice, server: "test:s", open: true, dueAt: stage.clock.now });
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`, member("bob"));
    expect((await stage.say("/quiz leaderboard")).text).not.toContain("bob");
  });
});

describe("streaks", () => {
  /** Weekdays at 09:00 in Seoul from Monday 2026-03-02 on; answered on those days. */
  async function weekdays(days: readonly string[], missed: readonly string[] = []): Promise<void> {
    await stage.say("/me timezone Asia/Seoul");
    await schedule(stage);
    for (const day of days) {
      const dueAt = Date.parse(`${day}T09:00:00+09:00`);
      const name = await posted(stage, day, dueAt, [choice]);
      stage.clock.now = dueAt + HOUR;
      if (!missed.includes(day)) await stage.say(`/quiz answer ref=${name} ${letter(choice)}`);
    }
  }
  const WEEK = ["2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"];
  const NEXT = ["2026-03-09", "2026-03-10"];

  it("Daily-image-discord-bot #28: a weekend without questions breaks none", async () => {
    await weekdays([...WEEK, ...NEXT]);
    expect((await stage.say("/quiz stats")).text).toContain("Streak: 7 days (Asia/Seoul). Only days");
  });

  it("CodeGrind #206, DDoL #9 and #10: one missed day a week is frozen, two end it", async () => {
    await weekdays([...WEEK, ...NEXT], ["2026-03-04"]);
    expect((await stage.say("/quiz stats")).text).toContain(
      "Streak: 6 days (Asia/Seoul). 1 missed day was forgiven.",
    );
    await stage.store.close();
    stage = await quizStage();
    await weekdays([...WEEK, ...NEXT], ["2026-03-04", "2026-03-05"]);
    expect((await stage.say("/quiz stats")).text).toContain("Streak: 3 days");
  });

  it("HabitRPG #5919 and #6879: moving to another time zone loses no day", async () => {
    await weekdays(WEEK);
    await stage.say("/me timezone America/Los_Angeles");
    expect(await stage.store.answers.daysOf("test:ada")).toEqual(WEEK);
  });

  it("neetcode #5987, usaco-guide #4211: an answer just after midnight counts for its question's day", async () => {
    await stage.say("/me timezone Asia/Seoul");
    await schedule(stage, { revealAfterMs: 8 * HOUR });
    const dueAt = Date.parse("2026-03-02T23:30:00+09:00");
    const name = await posted(stage, "2026-03-02", dueAt, [choice]);
    stage.clock.now = dueAt + HOUR;
    await stage.say(`/quiz answer ref=${name} ${letter(choice)}`);
    expect(await stage.store.answers.daysOf("test:ada")).toEqual(["2026-03-02"]);
  });
});

it("every complaint about questions, boards, streaks and privacy is named by a test", () => {
  const files = ["test/quiz", "test/commands", "test/store", "test/schedule"].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(".test.ts") || file.startsWith("contract"))
      .map((file) => readFileSync(`${folder}/${file}`, "utf8").split('\nit("every complaint')[0]),
  );
  const all = files.join("\n");
  const named = [
    ...["random-interview-defense #18", "sat-prep-app #24", "KtaneContent #1685", "Red #4580", "Red #4700"],
    ...["Red #601", "yagpdb #1600", "dank-memer #209", "GAwesomeBot #187", "quizify #54", "Quizora #59"],
    ...["genki #195", "kotoba #123", "kotoba #29", "kotoba #4", "sir-robin #8", "JavaBot #270"],
    ...[
      "slack_gamebot #3",
      "fishyboteso #137",
      "CodeGrind #11",
      "CodeGrind #206",
      "DDoL #9",
      "FlandersBOT #8",
    ],
    ...["mee6 #142", "Koishi #10", "CodeGrind #62", "DickGrowerBot #19", "LeetCode-Feedback #34677"],
    ...["neetcode #5987", "LeetSync #92", "usaco-guide #4211", "HabitRPG #5919", "greatfrontend #429"],
  ];
  expect(named.filter((name) => !all.includes(name))).toEqual([]);
});
