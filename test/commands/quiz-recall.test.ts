// What a learner is told to remember: nothing of what they have just read.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import type { Question } from "../../src/quiz/question.ts";
import { member, quizStage, type Stage } from "./quiz-bot.ts";

const DAY = 86_400_000;
const letter = (at: number): string => String.fromCharCode(65 + at);
const choices = questions.filter(
  (one): one is Extract<Question, { kind: "choice" }> => one.kind === "choice",
);
let stage: Stage;
beforeEach(async () => {
  stage = await quizStage();
});
afterEach(() => stage.store.close());

describe("what /quiz stats says of recall", () => {
  const lineOf = async (locale: "en" | "ko"): Promise<string> => {
    const { text } = await stage.say("/quiz stats", member("ada", locale));
    return text.split("\n")[2] ?? "";
  };

  it.each([
    ["en", "Recall: no estimate yet", /^Recall of 1 question .*: [1-9]\d%, as a model/u],
    ["ko", "기억 확률: 아직 추정하지 않아요", /^기억 확률 추정: .* 문제 1개 평균 [1-9]\d%\(/u],
  ] as const)("counts no answer of which the solution was just read, in %s", async (locale, none, one) => {
    const [{ id, options }, another] = choices as [(typeof choices)[0], Question];
    const wrong = options.findIndex(({ right }) => !right);
    await stage.say(`/quiz answer ${id}.1 ${letter(wrong)}`);
    expect(await lineOf(locale)).toContain(none);
    expect(await lineOf(locale)).not.toContain("%");
    stage.clock.now += DAY;
    expect(await lineOf(locale)).toMatch(one);
    await stage.say(`/quiz answer ${another.id}.2 A`);
    expect(await lineOf(locale)).toMatch(one);
    expect(await lineOf(locale)).not.toContain("100%");
  });
});
