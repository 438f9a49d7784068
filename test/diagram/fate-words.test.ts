// Close above another segment's flags the word for what became of a segment would be read on: "unreachable SYN,ACK".
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { boxOfText, deeper, touch } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { FLAGS_SIZE } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

/** Half a line. */
const APART = 10;

const textsIn = ({ shapes }: Layout): Text[] =>
  shapes.filter((shape): shape is Text => shape.type === "text");

function readOn(picture: Layout, word: string): string[] {
  const texts = textsIn(picture);
  const flags = texts.filter(({ font, size }) => font === "bold" && size === FLAGS_SIZE);
  const words = texts.filter(({ text }) => text === word);
  expect(words.length).toBeGreaterThan(0);
  return words.flatMap((text) => {
    const below = deeper(boxOfText(text), APART);
    return flags.filter((flag) => touch(below, boxOfText(flag))).map((flag) => `${word} ${flag.text}`);
  });
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each(["syn-flood", "syn-cookies"])("no word of %s is read on into the next segment's label", (id) => {
    const trace = run(scenarioOf(id) as Scenario);
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "relative" });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.map(draw).flatMap((picture) => readOn(picture, labels.unreachable))).toEqual([]);
  });
});
