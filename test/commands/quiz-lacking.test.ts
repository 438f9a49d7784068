// `/quiz report` and `/quiz answer` without all their words ask which question is meant, and take it from there.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { questions } from "../../src/content/questions.ts";
import type { Question } from "../../src/quiz/question.ts";
import { member, quizStage, type Stage } from "./quiz-bot.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await quizStage();
});
afterEach(() => stage.store.close());

const choice = questions.find(({ kind }) => kind === "choice") as Question;

describe("with words left out", () => {
  const labels = ({ buttons = [] }: { buttons?: readonly (readonly { label: string }[])[] }) =>
    buttons.flat().map(({ label }) => label);

  it.each([
    ["en", "Report"],
    ["ko", "신고"],
  ] as const)("/quiz report tells a newcomer where it is pressed, in %s", async (locale, word) => {
    const shown = await stage.say("/quiz report", member("ada", locale));
    expect(shown.text).toContain(`**${word}**`);
    const today = await stage.say("/quiz today", member("ada", locale));
    expect(shown.text.split("\n").slice(1)).toEqual(today.text.split("\n").slice(1));
    expect(labels(shown)).toEqual(labels(today));
  });

  it("/quiz report offers the questions answered last, generated ones too, each once", async () => {
    const { id } = choice;
    for (const words of ["next-ack.1f 1", `${id}.1 A`, `${id}.2 B`]) {
      await stage.say(`/quiz answer ${words}`);
      stage.clock.now += 1;
    }
    const shown = await stage.say("/quiz report");
    expect(shown.text).toContain(`1. ${choice.stem.en.split("\n")[0]}`);
    expect(labels(shown)).toEqual(["1", "2"]);
    for (const label of labels(shown)) await stage.fill(shown, label, { reason: "the unit" });
    const kept = await stage.store.reports.listOpen("test:s", 9);
    expect(kept.map(({ question }) => question).sort()).toEqual([id, "next-ack.1f"].sort());
  });

  it("/quiz report with a question asks what is wrong in it", async () => {
    const { id, stem } = choice;
    const shown = await stage.say(`/quiz report ${id}`);
    expect(shown.text).toContain(stem.en);
    expect((await stage.fill(shown, "Report a question", { reason: "typo" })).text).toContain(id);
    const unknown = await stage.say("/quiz report nothing", member("bob", "ko"));
    expect(unknown.text).toContain("버튼은 문제를 풀면");
  });

  it("/quiz review with nothing due leads on to another question", async () => {
    const shown = await stage.say("/quiz review");
    expect(labels(shown)).toEqual(["Next question"]);
    expect((await stage.press(shown, "Next question")).text).toContain("Topic:");
  });

  it("what is chosen of today's question leaves in place that it is today's", async () => {
    const several = questions.find(({ kind }) => kind === "several") as Question;
    const { now: dueAt } = stage.clock;
    stage.posted.set("daily/2026-03-01", { question: several, server: "test:s", open: true, dueAt });
    const asked = await stage.say("/quiz answer daily/2026-03-01");
    expect((await stage.press(asked, "A")).text).toContain("Today's question.");
  });

  it("/quiz answer shows today's question, or the one that was named", async () => {
    const today = await stage.say("/quiz today");
    const bare = await stage.say("/quiz answer");
    expect(bare.text).toContain(today.text.split("\n").slice(1).join("\n"));
    expect(bare.text).toContain("An answer needs its question");
    const { id, stem } = choice;
    const named = await stage.say(`/quiz answer ${id}.1`);
    expect(named.text).toContain(stem.en);
    expect(labels(named)).toContain("A");
  });
});
