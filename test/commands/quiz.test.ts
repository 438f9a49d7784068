import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { questions } from "../../src/content/questions.ts";
import { revealCard } from "../../src/quiz/card.ts";
import { pickTurn } from "../../src/quiz/pick.ts";
import type { Question } from "../../src/quiz/question.ts";
import { language } from "./command-bot.ts";
import { member, quizStage, type Stage } from "./quiz-bot.ts";

const DAY = 86_400_000;
const letter = (at: number): string => String.fromCharCode(65 + at);
let stage: Stage;
beforeEach(async () => {
  stage = await quizStage();
});
afterEach(() => stage.store.close());

const of = <K extends Question["kind"]>(kind: K) =>
  questions.find((one) => one.kind === kind) as Extract<Question, { kind: K }>;
const asked = ({ text }: Message<string>) =>
  questions.find(({ stem }) => text.includes(`**${stem.en}**`)) as Question;

/** A channel's post, since which question comes is not for the test to choose otherwise. */
function post(question: Question, open = true): string {
  stage.posted.set("daily/2026-03-01", { question, server: "test:s", open, dueAt: stage.clock.now });
  return "daily/2026-03-01";
}
const answers = () => stage.store.answers.ofPerson("test:ada", 99);

describe("/quiz practice", () => {
  it("never repeats before all have been asked (random-interview-defense #18)", async () => {
    const flags = questions.filter(({ topic }) => topic === "flags");
    const seen = new Set<string>();
    for (let turn = 0; turn < flags.length; turn++) {
      const question = asked(await stage.say("/quiz practice flags fresh=none"));
      seen.add(question.id);
      await stage.store.answers.record({
        ...{ id: `${turn}`, person: "test:ada", question: question.id, questionVersion: 1, server: null },
        ...{ slot: null, answer: "a", right: true, points: 0, at: stage.clock.now + turn },
      });
    }
    expect(seen.size).toBe(flags.length);
  });

  it("explains the right and every wrong option at once, in the order asked (genki #195, Red #4580)", async () => {
    const question = of("choice");
    const card = await stage.say(`/quiz answer ${question.id}.1 ${letter(0)}`);
    const places = question.options.map(({ text, why }, at) => {
      expect(card.text).toContain(why.en);
      return card.text.indexOf(`${letter(at)}. ${text.en}`);
    });
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(card.buttons?.flat().map(({ label }) => label)).toContain("Report");
  });

  it.each([
    ["en", ["in 1 min", "in 10 min", "in 2 days"]],
    ["ko", ["1분 뒤 복습", "10분 뒤 복습", "2일 뒤 복습"]],
  ] as const)("says when it comes again, in %s", async (locale, [wrong, right, known]) => {
    const { id, options } = of("choice");
    const at = options.findIndex((option) => option.right);
    const last = async (nonce: number, place: number, name: string): Promise<string> => {
      const { text } = await stage.say(`/quiz answer ${id}.${nonce} ${letter(place)}`, member(name, locale));
      return text.split("\n").at(-1) ?? "";
    };
    expect(await last(1, at === 0 ? 1 : 0, "ada")).toContain(wrong);
    expect(await last(2, at, "bo")).toContain(right);
    stage.clock.now += 10 * 60_000;
    expect(await last(3, at, "bo")).toContain(known);
  });

  it("counts the same press once, and gives practice no points (Red #601: solo farming)", async () => {
    const { id } = of("choice");
    for (const word of ["A", "B", "A"]) await stage.say(`/quiz answer ${id}.1 ${word}`);
    expect((await answers()).map(({ points, server }) => [points, server])).toEqual([[0, null]]);
    expect((await stage.say("/quiz leaderboard")).text).toContain("Nobody");
  });

  it("takes a number by form, and says kindly what it could not read", async () => {
    const question = of("number");
    const name = post(question, false);
    const card = await stage.say(`/quiz answer ${name} dunno`);
    expect(card.text).toContain("could not read");
    expect(await answers()).toEqual([]);
    const shown = await stage.fill(card, "Answer", { answer: `${question.answer}` });
    expect(shown.text).toContain("**Right.**");
  });

  it("lets own words be marked by their author, once", async () => {
    const question = of("open");
    const shown = await stage.say(`/quiz answer ${question.id}.1 it depends`);
    expect(shown.text).toContain(question.model.en);
    expect((await stage.press(shown, "Good")).text).toContain("Marked");
    expect((await stage.press(shown, "Missed it")).text).toContain("already");
    expect((await answers())[0]).toMatchObject({ right: true, points: 0 });
  });

  it("takes several options one by one", async () => {
    const question = of("several");
    let card = await stage.say(`/quiz answer ${question.id}.1 ??`);
    for (const [at, { right }] of question.options.entries())
      if (right) card = await stage.press(card, letter(at));
    expect((await stage.press(card, "Done")).text).toContain("**Right.**");
  });
});

describe("/quiz today", () => {
  it("asks everybody of a channel the same, and another the next day", async () => {
    const [mine, yours] = [await stage.say("/quiz today"), await stage.say("/quiz today", member("bob"))];
    expect(asked(mine).id).toBe(asked(yours).id);
    const day = Math.floor(stage.clock.now / DAY);
    expect(asked(mine).id).toBe(pickTurn(questions, "test:s", day)?.id);
    stage.clock.now += DAY;
    expect(asked(await stage.say("/quiz today")).id).not.toBe(asked(mine).id);
  });

  it("does not offer a change to whoever has answered as if they had not", async () => {
    const card = await stage.say("/quiz today");
    expect(card.text).toContain("You may change your answer once");
    await stage.press(card, letter(0));
    expect((await stage.say("/quiz today")).text).toContain("You have answered today's question");
    expect((await stage.say("/quiz today", member("bob"))).text).toContain("You may change your answer once");
  });

  it("may be changed once before the reveal; later answers are practice", async () => {
    const question = of("choice");
    const name = post(question);
    const rightAt = question.options.findIndex(({ right }) => right);
    const wrongAt = (rightAt + 1) % question.options.length;
    const open = await stage.say(`/quiz answer ${name} ${letter(wrongAt)}`);
    expect(open.text).toContain("Recorded");
    expect(open.text).not.toContain(question.explanation.en);
    expect((await stage.say(`/quiz answer ${name} ${letter(rightAt)}`)).text).toContain("**Right.**");
    expect((await stage.say(`/quiz answer ${name} ${letter(wrongAt)}`)).text).toContain("practice");
    const counted = (await answers()).filter(({ slot }) => slot !== null);
    expect(counted).toMatchObject([{ slot: name, right: true, points: 1, server: "test:s", changes: 1 }]);
  });

  it("cannot be changed after the solution was shown, even where only that was pressed", async () => {
    const question = of("choice");
    const name = post(question);
    const rightAt = question.options.findIndex(({ right }) => right);
    const open = await stage.say(`/quiz answer ${name} ${letter((rightAt + 1) % question.options.length)}`);
    expect((await stage.press(open, "Show the solution")).text).toContain(question.explanation.en);
    expect((await stage.say(`/quiz answer ${name} ${letter(rightAt)}`)).text).toContain("practice");
    expect((await answers()).find(({ slot }) => slot !== null)).toMatchObject({ right: false, points: 0 });
  });

  it("keeps an answer after the channel's reveal as practice", async () => {
    const name = post(of("choice"), false);
    await stage.say(`/quiz answer ${name} A`);
    expect(await answers()).toMatchObject([{ slot: null, server: null, points: 0 }]);
  });
});

it("goes on as an interviewer would, and quotes what is quoted", async () => {
  const question = of("choice");
  const shown = await stage.say(`/quiz answer ${question.id}.1 A`);
  const more = await stage.press(shown, "Follow-ups");
  for (const { en } of question.followUps) expect(more.text).toContain(en);
  const card = (await stage.say("/quiz practice fresh=lost-segment")).text;
  expect(card).toContain("**Which one was it?**");
  for (const line of card.split("\n")) expect(line.match(/\*\*/gu)?.length ?? 0, line).not.toBe(1);
});

describe("/quiz review", () => {
  it("brings a wrong one back (kotoba #29), and nothing before it is due", async () => {
    const question = of("number");
    await stage.say(`/quiz answer ${question.id}.1 ${question.commonWrong[0]?.value}`);
    const none = "Nothing is due for review now. The next question comes back in 1 min.";
    expect((await stage.say("/quiz review")).text).toBe(none);
    expect((await stage.bot.home(member())).text).toContain(none);
    stage.clock.now += DAY;
    expect(asked(await stage.say("/quiz review")).id).toBe(question.id);
  });

  it.each([
    [3 * 60 * 60_000, "오늘 안에"],
    [DAY, "내일"],
    [5 * DAY, "5일 뒤"],
  ])("says when there will be one, %i ms from now", async (inMs, when) => {
    const { bot, store, clock } = stage;
    const due = clock.now + inMs;
    await store.reviewCards.save("test:ada", 0, { question: of("choice").id, due, card: {} });
    const { replies } = await bot.run("/quiz review", member("ada", "ko"));
    expect(replies[0]?.message.text).toContain(`다음 복습은 ${when}`);
  });
});

describe("/quiz leaderboard and stats", () => {
  it("names only who agreed, always shows one's own place, and keeps to its server", async () => {
    const question = of("choice");
    const name = post(question);
    const word = letter(question.options.findIndex(({ right }) => right));
    for (const who of ["ada", "bob", "cyd"]) await stage.say(`/quiz answer ${name} ${word}`, member(who));
    await stage.say("/me visibility named", member("bob"));
    const board = (await stage.say("/quiz leaderboard")).text;
    expect(board).toMatch(/\*\*You\*\*/u);
    expect(board).toContain("bob");
    expect(board).not.toContain("cyd");
    await stage.say("/me visibility hidden", member("bob"));
    expect((await stage.say("/quiz leaderboard")).text).not.toContain("bob");
    const elsewhere = { ...member(), place: { server: "t", channel: "general" } };
    expect((await stage.say("/quiz leaderboard", elsewhere)).text).toContain("Nobody");
    const stats = (await stage.say("/quiz stats")).text;
    expect(stats).toContain("1 of 1 right");
    expect(stats).not.toContain("calibration");
  });
});

describe("/quiz stats", () => {
  it("shows the last seven days in words and as a picture whose alt text says the same", async () => {
    expect(await stage.say("/quiz stats")).toEqual({
      text: expect.stringContaining("not answered anything"),
    });
    const { id } = of("choice");
    for (const [n, letter] of ["A", "B"].entries()) await stage.say(`/quiz answer ${id}.${n} ${letter}`);
    const { text, picture } = await stage.say("/quiz stats");
    expect(text).toMatch(/^First answers: [01] of 1 right\./u);
    expect(picture?.png.length).toBeGreaterThan(1_000);
    expect(picture?.alt).toMatch(/^My week, February 23\s–\sMarch 1\nMon February 23: no answers\n/u);
    expect(picture?.alt).toMatch(/Sun March 1: [01] of 2 right\n[01] of 2 answers were right\.$/u);
    const korean = await stage.say("/quiz stats", member("ada", "ko"));
    expect(korean.picture?.alt).toMatch(/^나의 일주일, 2월 23일\s?[~–]\s?3월 1일\n월 2월 23일: 답 없음\n/u);
  });
});

describe("/quiz report", () => {
  it("is reported from a message's menu too, in a form, whichever button leads to it", async () => {
    const { bot, say, store } = await quizStage();
    const asked = await say("/quiz practice topic=three-way");
    const ids = asked.buttons?.flat().map(({ press }) => press) ?? [];
    const { form } = await bot.menu("report", ids, member());
    expect(form?.fields.map(({ name }) => name)).toEqual(["reason"]);
    await bot.press(form?.press ?? "", member(), { fields: { reason: "the key is wrong" } });
    expect(await store.reports.listOpen("test:s", 10)).toMatchObject([
      { reason: "the key is wrong", questionVersion: 1 },
    ]);
    const none = await bot.menu("report", [], member("ada", "ko"));
    expect(none.replies[0]?.message.text).toContain("문제가 없어요");
  });

  it("is offered at home, with what is due", async () => {
    const { bot } = await quizStage();
    const home = await bot.home(member("ada", "ko"));
    expect(home.text).toContain("지금 복습할 문제는 없어요");
    expect(home.buttons?.flat().map(({ label }) => label)).toContain("오늘 문제");
  });

  it("counts at home what /quiz review would ask, and not questions that are gone", async () => {
    const { bot, store, clock } = stage;
    for (const question of [of("choice").id, "gone-since"])
      await store.reviewCards.save("test:ada", 0, { question, due: clock.now - 1, card: {} });
    expect((await bot.home(member())).text).toContain("Due for review: 1");
    expect((await stage.say("/quiz review")).text).toContain("Due for review: 1");
    await store.reviewCards.save("test:bob", 0, { question: "gone-since", due: clock.now - 1, card: {} });
    expect((await bot.home(member("bob"))).text).toContain("Nothing is due");
  });

  it("goes on with what is due, one after the other", async () => {
    const { store, clock } = stage;
    const [first, second] = questions.filter(({ kind }) => kind === "choice");
    for (const { id } of [first!, second!])
      await store.reviewCards.save("test:ada", 0, { question: id, due: clock.now - 1, card: {} });
    const shown = await stage.say("/quiz review");
    expect(shown.text).toContain("Due for review: 2");
    const solved = await stage.press(shown, "A");
    const next = await stage.press(solved, "Next review (1 due)");
    expect(next.text).toContain("Due for review: 1");
    const last = await stage.press(next, "A");
    expect(last.buttons?.flat().map(({ label }) => label)).toEqual(
      expect.not.arrayContaining([expect.stringContaining("review")]),
    );
  });

  it("keeps the question's id and version (GAwesomeBot #187)", async () => {
    const question = of("choice");
    const shown = await stage.say(`/quiz answer ${question.id}.1 A`);
    expect((await stage.fill(shown, "Report", { reason: "틀려요" })).text).toContain(question.id);
    expect(await stage.store.reports.listOpen("test:s", 9)).toMatchObject([
      { question: question.id, questionVersion: question.version, reason: "틀려요" },
    ]);
    expect((await stage.say("/quiz report nothing bad")).text).toContain("no question of that id");
  });
});

it.each(["en", "ko"] as const)("every solution fits one message, in %s", (locale) => {
  const context = { ...member("ada", locale), language } as never;
  for (const question of questions) {
    const given = { given: question.kind === "open" ? "w".repeat(500) : "a", right: null };
    const lead = [language.say("quiz.late", locale), language.say("quiz.elo", locale, { rating: 1000 })].join(
      "\n",
    );
    expect(
      revealCard(question, `${question.id}.1`, given, context, { lead, after: "-".repeat(60) }).text.length,
      question.id,
    ).toBeLessThanOrEqual(2_000);
  }
});
