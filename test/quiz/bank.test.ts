// The bank as a whole: what is in it, in which languages, and whether it can be shown, run and learned from.
import { describe, expect, it } from "vitest";
import { myths } from "../../src/content/myths.ts";
import { questionFaults, questionOf, questions } from "../../src/content/questions.ts";
import { sourceIn } from "../../src/content/source.ts";
import { KINDS, LENGTHS, type Question, revealOf, TOPICS } from "../../src/quiz/question.ts";
import { parsed } from "./bank-runs.ts";
import { bareParticle, politeEnd, sentences } from "./sentences.ts";

/** List J of the table of topics: what interviewers ask, and which question of ours asks it. */
const INTERVIEW = {
  "why three segments to open and four to close": "why-three-to-open-four-to-close",
  "packets that arrive after the FIN": "late-packets-after-fin",
  "why the ISN is random": "why-unpredictable-isn",
  "why a three-way handshake at all": "why-three-way",
  "why TIME-WAIT exists": "why-time-wait-exists",
  "explain both handshakes": "explain-both-handshakes",
  "why not two-way": "why-not-two-way",
  "why the count does not start at a fixed number": "why-not-start-at-one",
  "what the time-out of the handshake is called": "name-the-timeouts",
  "how both sides confirm each other": "how-both-sides-confirm",
};

const PER_TOPIC_MIN = 10;
const KINDS_MIN = { choice: 80, several: 15, number: 20, order: 8, open: 15 };
/** Whoever always picks the longest option, or always the same letter, must fare hardly better than by chance. */
const LONGEST_BEYOND_CHANCE_MAX = 0.03;
/** Words that two stems share, of all that they have. */
const ALIKE_MAX = 0.6;
const PER_TOPIC_MAX = 18;
const SAME_PLACE_MAX = 0.45;

const commands = questions.flatMap(({ id, run, proof }) =>
  [run, proof?.run].flatMap((command) => (command === undefined ? [] : [{ id, command }])),
);

describe("the bank", () => {
  it("is read without a fault", () => expect(questionFaults).toEqual([]));

  it("has 150 questions and more, of every topic, kind and difficulty", () => {
    expect(questions.length).toBeGreaterThanOrEqual(150);
    for (const topic of TOPICS)
      expect([topic, count((one) => one.topic === topic)]).toSatisfy(atLeast(PER_TOPIC_MIN));
    for (const topic of TOPICS)
      expect(
        count((one) => one.topic === topic),
        topic,
      ).toBeLessThanOrEqual(PER_TOPIC_MAX);
    for (const kind of KINDS)
      expect([kind, count((one) => one.kind === kind)]).toSatisfy(atLeast(KINDS_MIN[kind]));
    for (const difficulty of [1, 2, 3, 4, 5])
      expect([difficulty, count((one) => one.difficulty === difficulty)]).toSatisfy(atLeast(5));
  });

  it("asks the ten interview questions in the learner's own words", () => {
    for (const id of Object.values(INTERVIEW)) expect([id, questionOf(id)?.kind]).toEqual([id, "open"]);
  });

  it("has every known misconception as a wrong answer", () => {
    const believed = new Set(wrongAnswers().map(({ myth }) => myth));
    expect(myths.map(({ id }) => id).filter((id) => !believed.has(id))).toEqual([]);
    const known = new Set(myths.map(({ id }) => id));
    expect(wrongAnswers().filter(({ myth }) => myth !== undefined && !known.has(myth))).toEqual([]);
    expect(rightAnswers().filter(({ myth }) => myth !== undefined)).toEqual([]);
  });

  it("offers only runs that the command knows", () => {
    const wrong = commands.filter(({ command }) => parsed(command).kind !== "run");
    expect(wrong).toEqual([]);
    expect(commands.length).toBeGreaterThan(100);
  });

  it("names a source that can be looked up", () => {
    const source = /RFC \d{3,4}|Linux |\(\d\)|POSIX|Wireshark|application timers/u;
    expect(questions.filter((one) => !source.test(one.source)).map(({ id }) => id)).toEqual([]);
  });

  it("does not give answers away by their place or length", () => {
    const choices = questions.flatMap((one) => (one.kind === "choice" ? [one] : []));
    const places = choices.map(({ options }) => options.findIndex(({ right }) => right));
    for (const place of [0, 1, 2]) {
      const share = places.filter((one) => one === place).length / places.length;
      expect(share).toBeLessThan(SAME_PLACE_MAX);
      expect(share).toBeGreaterThan(0.15);
    }
    for (const locale of ["en", "ko"] as const) {
      const chance = choices.reduce((sum, { options }) => sum + 1 / options.length, 0) / choices.length;
      const longest = choices.filter(({ options }) => {
        const others = options.filter(({ right }) => !right).map(({ text }) => text[locale].length);
        const own = options.find(({ right }) => right)?.text[locale].length ?? 0;
        return own > Math.max(...others);
      });
      expect(longest.length / choices.length, locale).toBeLessThan(chance + LONGEST_BEYOND_CHANCE_MAX);
    }
  });
});

it("no two stems of the bank are alike", () => {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const alike = (["en", "ko"] as const).flatMap((locale) =>
    questions.flatMap((one, at) =>
      questions.slice(at + 1).flatMap((other) => {
        const [a, b] = [wordsOf(one.stem[locale]), wordsOf(other.stem[locale])];
        const shared = [...a].filter((word) => b.has(word)).length;
        return shared / (a.size + b.size - shared) > ALIKE_MAX ? [`${locale}: ${one.id}, ${other.id}`] : [];
      }),
    ),
  );
  expect(alike).toEqual([]);
});

describe("the Korean of", () => {
  it.each(questions)("$id is Korean, and its English is English", (question) => {
    const said = sentences(question);
    for (const { path, en } of said) expect([path, /[가-힣]/u.test(en)]).toEqual([path, false]);
    for (const { path, ko } of said.filter(({ path }) => /why|explanation|model/u.test(path)))
      expect(ko, path).toMatch(politeEnd);
    expect(said.filter(({ ko }) => bareParticle(ko))).toEqual([]);
  });
});

describe("the reveal of", () => {
  it.each(questions)("$id fits one message in both languages", (question) => {
    for (const locale of ["en", "ko"] as const) {
      const shown = revealOf(question, locale);
      expect(shown.length).toBeLessThanOrEqual(LENGTHS.reveal);
      expect(shown).toContain(question.explanation[locale]);
      expect(shown).toContain(sourceIn(question.source, locale));
    }
  });
});

const count = (fits: (question: Question) => boolean): number => questions.filter(fits).length;

const atLeast =
  (min: number) =>
  ([, found]: readonly unknown[]): boolean =>
    Number(found) >= min;

function wrongAnswers(): { readonly id: string; readonly myth?: string | undefined }[] {
  return questions.flatMap((question) => {
    const { id } = question;
    if (question.kind === "number") return question.commonWrong.map(({ myth }) => ({ id, myth }));
    if (!("options" in question)) return [];
    return question.options.filter(({ right }) => !right).map(({ myth }) => ({ id, myth }));
  });
}

const rightAnswers = () =>
  questions.flatMap((one) => ("options" in one ? one.options.filter(({ right }) => right) : []));
