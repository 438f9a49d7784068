// A mistake in the bank costs the question that it is in, and says file, line and what is missing.
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { questionOf, questions, readQuestions } from "../../src/content/questions.ts";
import { LENGTHS } from "../../src/quiz/question.ts";

type Entry = Record<string, unknown> & { options: Record<string, unknown>[] };

const SOUND = "who-is-established-first";

/** Two questions as a manager would write them, the second of them changed. */
function fileWith(change: (entry: Entry) => void, id = SOUND): string {
  const [first, second] = parse(
    stringify([plain("what-fin-means"), { ...plain(id), id: "changed", stem: stem("Other?") }]),
  ) as Entry[];
  change(second as Entry);
  return stringify([first, second]);
}

const plain = (id: string): object => questionOf(id) ?? {};
const stem = (en: string) => ({ en, ko: `${en} 질문` });
const read = (text: string) => readQuestions([{ file: "own.yaml", text }]);

describe("a question with", () => {
  it.each<[string, string, RegExp, (entry: Entry) => void]>([
    ["no explanation", "changed.explanation", /is missing/u, (one) => delete one.explanation],
    ["an unknown topic", "changed.topic", /three-way/u, (one) => Object.assign(one, { topic: "cooking" })],
    ["no Korean", "changed.stem.ko", /is missing/u, (one) => Object.assign(one, { stem: { en: "Why?" } })],
    [
      "English in place of Korean",
      "changed.stem.ko",
      /is not Korean/u,
      (one) => Object.assign(one, { stem: { en: "Why?", ko: "Why?" } }),
    ],
    [
      "Korean in place of English",
      "changed.stem.en",
      /is Korean/u,
      (one) => Object.assign(one, { stem: { en: "왜?", ko: "왜요?" } }),
    ],
    [
      "no reason for a wrong option",
      "changed.options[0].why",
      /is missing/u,
      (one) => delete one.options[0]?.why,
    ],
    [
      "no right option",
      "changed.options",
      /has 0 right options/u,
      (one) => {
        for (const option of one.options) delete option.right;
      },
    ],
    [
      "two right options",
      "changed.options",
      /has 3 right options/u,
      (one) => {
        for (const option of one.options) option.right = true;
      },
    ],
    [
      "an option twice",
      "changed.options[1].id",
      /is given twice/u,
      (one) => Object.assign(one.options[1] ?? {}, { id: one.options[0]?.id }),
    ],
    [
      "an answer outside its options",
      "changed.answer",
      /is not a known key/u,
      (one) => Object.assign(one, { answer: "e" }),
    ],
    ["one follow-up", "changed.followUps", /./u, (one) => (one.followUps as unknown[]).pop()],
    ["a difficulty of 6", "changed.difficulty", /./u, (one) => Object.assign(one, { difficulty: 6 })],
    [
      "a mistyped key",
      "changed.sorce",
      /is not a known key/u,
      (one) => Object.assign(one, { sorce: "RFC 9293" }),
    ],
    [
      "a run that is no command",
      "changed.run",
      /is no \/handshake command/u,
      (one) => Object.assign(one, { run: "rm -rf" }),
    ],
    [
      "an option too long for Slack",
      "changed.options[0].text.en",
      /75/u,
      (one) => Object.assign(one.options[0] ?? {}, { text: { en: "x".repeat(76), ko: "엑스" } }),
    ],
    [
      "a reveal too long for one message",
      "changed",
      /its reveal in en has [\d]+ characters, the limit is 1900/u,
      (one) => {
        for (const option of one.options) option.why = { en: "y".repeat(LENGTHS.why), ko: "와이" };
        one.explanation = { en: "z".repeat(LENGTHS.explanation), ko: "제트" };
      },
    ],
  ])("%s is reported where it stands, and the other one still loads", (_, path, message, change) => {
    const text = fileWith(change);
    const { entries, faults } = read(text);
    expect(entries.map(({ id }) => id)).toEqual(["what-fin-means"]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ file: "own.yaml", path });
    expect(faults[0]?.message).toMatch(message);
    const start = text.split("\n").findIndex((line) => line.includes("id: changed")) + 1;
    expect(faults[0]?.line).toBeGreaterThanOrEqual(start);
  });

  it("a wrong number that counts as right is reported", () => {
    const text = fileWith((one) => Object.assign(one, { tolerance: 50 }), "time-to-established");
    expect(read(text).faults.map(({ path }) => path)).toEqual([
      "changed.commonWrong[0].value",
      "changed.commonWrong[1].value",
    ]);
  });

  it("the id or the stem of another one is reported, the first of them stays", () => {
    const twice = stringify([plain(SOUND), { ...plain(SOUND), stem: stem("Other?") }]);
    expect(read(twice).entries).toHaveLength(1);
    const lines = twice.split("\n");
    const second = lines.findLastIndex((line) => line.endsWith(`id: ${SOUND}`)) + 1;
    expect(read(twice).faults).toEqual([
      { file: "own.yaml", line: second, path: `${SOUND}.id`, message: "is the id of another question" },
    ]);
    const same = stringify([{ ...plain(SOUND), id: "same-again" }]);
    const { entries, faults } = readQuestions([{ file: "own.yaml", text: same }], questions);
    expect(entries).toEqual([]);
    expect(faults.map(({ path }) => path)).toEqual(["same-again.stem"]);
  });

  it("a slip in the syntax is a fault, not a crash", () => {
    const { entries, faults } = read("- id: [\n");
    expect(entries).toEqual([]);
    expect(faults[0]).toMatchObject({ file: "own.yaml" });
    expect(read("just a sentence").faults[0]?.message).toBe("is not a list of entries");
  });
});

it("questionOf finds a question by its id alone", () => {
  expect(questionOf(SOUND)?.kind).toBe("choice");
  expect(questionOf("no-such-question")).toBeNull();
});
