// A source that is written in English is said in Korean where it has words, and stays as it is where it has none.
import { describe, expect, it } from "vitest";
import { generatedOf, kinds } from "../../src/content/generated.ts";
import { glossary } from "../../src/content/glossary.ts";
import { myths } from "../../src/content/myths.ts";
import { questions } from "../../src/content/questions.ts";
import { sourceIn } from "../../src/content/source.ts";
import { revealOf } from "../../src/quiz/question.ts";

/** A call, a setting, a file or a program: named alike in every language. */
const NAME = /\S*[_/]\S*|\b\w+\(\w*\)|\b(sysctl|tcpdump|ss|ip|tcp|accept)\b/gu;
const englishIn = (said: string): string[] => said.replace(NAME, "").match(/\b[a-z]{2,}\b/gu) ?? [];

describe("a source in Korean", () => {
  const sources = [...questions, ...glossary, ...myths, ...kinds].map(({ source }) => source);

  it.each([...new Set(sources)].filter((source) => englishIn(source).length > 0))("%s", (source) => {
    expect(englishIn(sourceIn(source, "ko"))).toEqual([]);
    expect(sourceIn(source, "en")).toBe(source);
  });

  it.each([
    ["RFC 9293 §3.6 figures 12 and 13", "RFC 9293 §3.6 그림 12, 13"],
    ["RFC 9293 §3.5, figure 6, line 5", "RFC 9293 §3.5 그림 6 5행"],
    ["RFC 9293 §3.3.2 figure 5, §3.10.7", "RFC 9293 §3.3.2 그림 5, §3.10.7"],
    ["Linux tcp_fin_timeout", "Linux tcp_fin_timeout"],
  ])("%s: %s", (source, korean) => expect(sourceIn(source, "ko")).toBe(korean));

  it("stands below the solution of a generated question", () => {
    const question = generatedOf("who-time-wait.1f");
    expect(question && revealOf(question, "ko")).toMatch(/그림 12, 13$/u);
  });
});
