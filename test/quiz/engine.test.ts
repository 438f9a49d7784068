import { describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import { linesOf, spanOf } from "../../src/quiz/board.ts";
import { calibrationOf } from "../../src/quiz/calibration.ts";
import { dayOf } from "../../src/quiz/day.ts";
import { difficultyOf } from "../../src/quiz/elo.ts";
import { isRight, mixed, readGiven } from "../../src/quiz/grade.ts";
import { fitting, pickFresh, pickTurn } from "../../src/quiz/pick.ts";
import { amountOf, type Question } from "../../src/quiz/question.ts";
import { dueOf, memoryOf, recallOf, reviewed, reviewedInstead } from "../../src/quiz/review.ts";
import { streakOf } from "../../src/quiz/streak.ts";
import { lastDays } from "../../src/quiz/week.ts";

const NOW = 1_772_323_200_000;
const DAY = 86_400_000;
const of = <K extends Question["kind"]>(kind: K) =>
  questions.find((one) => one.kind === kind) as Extract<Question, { kind: K }>;

describe("choosing", () => {
  it("asks nothing twice before all have been asked, and never the same twice in a row", () => {
    for (let seed = 0; seed < 50; seed++)
      for (const size of [1, 2, 3, 7]) {
        const few = questions.slice(0, size);
        const turns = Array.from({ length: size * 4 }, (_, turn) => pickTurn(few, `${seed}`, turn)?.id);
        for (let bag = 0; bag < 4; bag++)
          expect(new Set(turns.slice(bag * size, bag * size + size)).size, `seed ${seed}`).toBe(size);
        if (size > 1)
          turns.map((id, at) => expect(id, `seed ${seed}, ${size}, ${turns}`).not.toBe(turns[at - 1]));
      }
    expect(pickTurn([], "s", 3)).toBeUndefined();
  });

  it("gives a person what they have not seen, and a seen one only when there is nothing else", () => {
    const few = questions.slice(0, 5);
    const seen: string[] = [];
    const counted = () =>
      seen.map((question) => ({ question, times: seen.filter((one) => one === question).length }));
    for (let turn = 0; turn < 10; turn++) seen.unshift(pickFresh(few, counted(), `s${turn}`)?.id ?? "none");
    expect(new Set(seen.slice(5)).size).toBe(5);
    expect(new Set(seen.slice(0, 5)).size).toBe(5);
    expect(pickFresh([], [], "s")).toBeUndefined();
  });

  it("keeps to topic and difficulty", () => {
    const found = fitting(questions, { topic: "flags", difficulty: 2 });
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) expect([one.topic, one.difficulty]).toEqual(["flags", 2]);
  });
});

describe("marking", () => {
  it("takes the key of every question in the bank, and nothing else", () => {
    for (const question of questions) {
      if (question.kind === "choice")
        for (const { id, right } of question.options) expect(isRight(question, id)).toBe(right === true);
      if (question.kind === "several") {
        const right = question.options.filter((one) => one.right).map(({ id }) => id);
        expect(isRight(question, right)).toBe(true);
        expect(isRight(question, right.slice(1))).toBe(false);
        expect(
          isRight(
            question,
            question.options.map(({ id }) => id),
          ),
        ).toBe(false);
      }
      if (question.kind === "number") {
        expect(isRight(question, question.answer + question.tolerance)).toBe(true);
        for (const { value } of question.commonWrong) expect(isRight(question, value)).toBe(false);
      }
      if (question.kind === "order") {
        const ids = question.items.map(({ id }) => id);
        expect(isRight(question, ids)).toBe(true);
        expect(
          isRight(
            question,
            mixed(question).map(({ id }) => id),
          ),
          "shown in the right order",
        ).toBe(false);
      }
      if (question.kind === "open") expect(isRight(question, "words")).toBeNull();
    }
  });

  const inUnit = (en: string): Question => ({ ...of("number"), unit: { en, ko: en } });

  it.each([
    ["1,101", 1101],
    ["4 294 967 295", 4_294_967_295],
    [" 0x12 ", 18],
    ["-3", -3],
    ["3.", 3],
    ["12 segments", 12],
    ["１２", 12],
    ["seven", undefined],
    ["", undefined],
    // One of them might be meant, and nobody is marked for the other.
    ["1 or 2", undefined],
    ["100-200", undefined],
    ["3/4", undefined],
    ["12,5", undefined],
    ["1e3", undefined],
  ])("reads the number %j", (typed, value) => {
    const read = readGiven(inUnit("segments"), typed);
    expect(read.ok ? read.given : undefined).toBe(value);
  });

  it.each([
    ["1.5 s", "s", 1.5],
    ["1500 ms", "s", 1.5],
    ["1500ms", "s", 1.5],
    ["3초", "ms", 3_000],
    ["3,000 밀리초", "ms", 3_000],
    ["2 h", "hours", 2],
    ["90 min", "hours", 1.5],
    ["3", "ms", 3],
    // Of these the question says no more than its number.
    ["3 s", "octets", 3],
  ])("takes %j where the question asks in %s", (typed, unit, value) => {
    expect(readGiven(inUnit(unit), typed)).toEqual({ ok: true, given: value });
  });

  it("writes a number with its unit as each language does", () => {
    const said = (en: string, ko: string) =>
      (["en", "ko"] as const).map((locale) => amountOf(131, { ...of("number"), unit: { en, ko } }, locale));
    expect(said("s", "초")).toEqual(["131 s", "131초"]);
    expect(said("(absolute)", "번")).toEqual(["131 (absolute)", "131번"]);
    expect(said("(decimal)", "(십진수)")).toEqual(["131 (decimal)", "131 (십진수)"]);
  });

  it("reads letters in any writing, and refuses those that stand for nothing or stand twice", () => {
    const choice = of("choice");
    for (const typed of [" b ", "B.", "(b)", "ｂ"])
      expect(readGiven(choice, typed)).toEqual({ ok: true, given: choice.options[1]?.id });
    for (const typed of ["", "z", "ab", "1"]) expect(readGiven(choice, typed), typed).toEqual({ ok: false });
    const order = of("order");
    const letters = order.items.map((_, at) => String.fromCharCode(65 + at));
    expect(readGiven(order, letters.join(" -> "))).toEqual({
      ok: true,
      given: mixed(order).map(({ id }) => id),
    });
    expect(readGiven(order, letters.slice(1).join(""))).toEqual({ ok: false });
    expect(readGiven(order, letters.map(() => "A").join(""))).toEqual({ ok: false });
  });
});

describe("reviews", () => {
  it("come later the better it went, and survive being stored", () => {
    const due = (["again", "hard", "good", "easy"] as const).map((grade) =>
      dueOf(reviewed(undefined, grade, NOW), NOW),
    );
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(new Set(due).size).toBe(4);
    const first = reviewed(undefined, "good", NOW);
    const stored = memoryOf(JSON.parse(JSON.stringify(first)));
    expect(stored).toEqual(first);
    expect(memoryOf({ fsrs: 1 })).toBeUndefined();
  });

  it("of an answer that was replaced are as if only the other had been given, and come no sooner", () => {
    const first = reviewed(undefined, "good", NOW - 9 * DAY);
    const wrong = reviewed(first, "again", NOW, true);
    expect(dueOf(wrong, NOW)).toBeGreaterThanOrEqual(NOW + DAY);
    const stored = memoryOf(JSON.parse(JSON.stringify(wrong)));
    expect(reviewedInstead(stored, "good", NOW)).toEqual(reviewed(first, "good", NOW));
    expect(reviewedInstead(memoryOf(reviewed(undefined, "again", NOW, true)), "good", NOW)).toEqual(
      reviewed(undefined, "good", NOW),
    );
  });

  it("keep what was predicted before, and what came of it", () => {
    const first = reviewed(undefined, "good", NOW);
    expect(first.predictions).toEqual([]);
    const second = reviewed(first, "again", NOW + 7 * DAY);
    expect(second.predictions).toEqual([{ predicted: recallOf(first, NOW + 7 * DAY), recalled: false }]);
    expect(recallOf(first, NOW + 30 * DAY)).toBeLessThan(recallOf(first, NOW + DAY));
  });

  it("can be given when the clock has been set back behind the last one", () => {
    const ahead = reviewed(undefined, "good", NOW + 40 * DAY);
    for (const grade of ["again", "good"] as const) {
      const second = reviewed(ahead, grade, NOW);
      expect(second).toEqual(reviewed(ahead, grade, NOW + 40 * DAY));
      expect(second.predictions).toEqual([{ predicted: recallOf(ahead, NOW), recalled: grade !== "again" }]);
    }
  });

  it("are compared with what came true from 50 on", () => {
    const one = { predicted: 0.8, recalled: true };
    expect(calibrationOf(Array(49).fill(one))).toBeUndefined();
    const all = [...Array(40).fill(one), ...Array(10).fill({ predicted: 0.8, recalled: false })];
    const found = calibrationOf(all);
    expect(found).toMatchObject({ reviews: 50, recalled: 0.8 });
    expect(found?.brier).toBeCloseTo(0.16, 10);
  });
});

describe("difficulty", () => {
  it("is shown from 20 first answers on, and is higher the fewer were right", () => {
    expect(difficultyOf({ count: 19, right: 10 })).toBeUndefined();
    expect(difficultyOf({ count: 20, right: 10 })).toBe(1_000);
    const rated = [0, 5, 10, 15, 20].map((right) => difficultyOf({ count: 20, right }) as number);
    expect(rated).toEqual(rated.toSorted((a, b) => b - a));
    expect(rated.every(Number.isFinite)).toBe(true);
  });
});

describe("streaks", () => {
  const days = (...numbers: number[]) =>
    new Set(numbers.map((day) => `2026-03-${`${day}`.padStart(2, "0")}`));

  it("count a day as the person's, not UTC's (LeetCode-Feedback #34677, LeetSync #92)", () => {
    const evening = Date.parse("2026-03-08T15:30:00Z");
    expect(dayOf(evening, "Asia/Seoul")).toBe("2026-03-09");
    expect(dayOf(evening, "America/New_York")).toBe("2026-03-08");
    // The hour that does not exist in New York, and the one that exists twice.
    expect(dayOf(Date.parse("2026-03-08T07:30:00Z"), "America/New_York")).toBe("2026-03-08");
    expect(dayOf(Date.parse("2026-11-01T06:30:00Z"), "America/New_York")).toBe("2026-11-01");
  });

  // 2026-03-09 is a Monday.
  it.each([
    ["nothing answered", days(), 0, 0],
    ["today is not over", days(9, 10), 2, 0],
    ["one day missed in a week", days(9, 10, 12), 3, 1],
    ["two missed in a week", days(9, 10, 13), 1, 1],
    ["one missed in each of two weeks", days(4, 5, 7, 8, 9, 11, 12), 7, 2],
    ["all missed for long", days(1), 0, 0],
  ])("%s", (_, answered, length, frozen) => {
    const today = Math.max(11, ...[...answered].map((day) => Number(day.slice(-2))));
    const found = streakOf(answered, `2026-03-${today}`);
    expect([found.length, found.frozen.length]).toEqual([length, frozen]);
  });

  it("skip days on which nothing was scheduled", () => {
    expect(
      streakOf(days(5, 6, 9), "2026-03-10", (day) => ![0, 6].includes(new Date(day).getUTCDay())),
    ).toEqual({
      length: 3,
      frozen: [],
    });
  });
});

describe("boards", () => {
  it("start again each week and month (JavaBot #270: leaders keep their lead for ever)", () => {
    const now = Date.parse("2026-03-11T12:00:00Z");
    expect(spanOf("week", now).from).toBe(Date.parse("2026-03-09T00:00:00Z"));
    expect(spanOf("season", now).from).toBe(Date.parse("2026-03-01T00:00:00Z"));
    expect(spanOf("all", now)).toEqual({ from: 0, to: now + 1 });
  });

  it("name only who agreed, and always show one's own place (mee6 #142)", () => {
    const placed = (place: number, person: string) => ({ place, person, points: 1, answers: 1 });
    const found = { top: [placed(1, "a"), placed(2, "b")], own: placed(40, "c") };
    const lines = linesOf(found, new Map([["a", "Ada"]]), "c");
    expect(lines.map(({ place, name, own }) => [place, name, own])).toEqual([
      [1, "Ada", false],
      [2, null, false],
      [40, null, true],
    ]);
    expect(linesOf({ ...found, own: placed(2, "b") }, new Map(), "b")).toHaveLength(2);
  });
});

describe("the last seven days", () => {
  const answered = new Set(["2026-03-02", "2026-03-03", "2026-03-06"]);
  const weekdays = (day: string) => ![0, 6].includes(new Date(day).getUTCDay());
  const lived = (today: string, made: readonly { at: number; right: boolean }[] = []) =>
    lastDays(made, {
      ...{ zone: "Asia/Seoul", today, answered, scheduled: weekdays },
      streak: streakOf(answered, today, weekdays),
    });

  it("end with today, and count answers by the person's own midnight", () => {
    const evening = Date.parse("2026-03-05T15:30:00Z");
    const days = lived("2026-03-06", [
      { at: evening - 3_600_000, right: true },
      { at: evening, right: false },
      { at: evening + 1, right: true },
    ]);
    expect(days.map(({ day }) => day.slice(8))).toEqual(["28", "01", "02", "03", "04", "05", "06"]);
    expect(days.slice(-2)).toMatchObject([
      { answered: 1, right: 1 },
      { answered: 2, right: 1 },
    ]);
  });

  it("tell days that were missed from those that were forgiven, had no question, or are not over", () => {
    // 4 and 5 March are two gaps of one week: the newer one is forgiven, the other one ends the streak.
    expect(lived("2026-03-09").map(({ gap }) => gap)).toEqual([
      ...[undefined, "missed", "frozen", undefined, undefined, undefined, undefined],
    ]);
    // Before somebody's first answer nothing was missed.
    expect(lived("2026-03-02").map(({ gap }) => gap)).toEqual(Array(7).fill(undefined));
  });
});
