// Close above another segment's flags the word for what became of a segment would be read on: "unreachable SYN,ACK".
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { boxAt, boxOfText, deeper, longer, touch } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Cross, Layout, Text } from "../../src/diagram/shape.ts";
import { FLAGS_SIZE, WORDS_APART } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
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

/** Flags below a lost segment's arrow, on one line with its cross or half a line lower. */
function lostInto(picture: Layout): string[] {
  const crosses = picture.shapes.filter((shape): shape is Cross => shape.type === "cross");
  const flags = textsIn(picture).filter(({ size, rotation }) => size === FLAGS_SIZE && rotation !== 0);
  expect(crosses.length).toBeGreaterThan(0);
  return crosses.flatMap(({ x, y, size }) =>
    flags
      .filter((flag) => {
        const { cos, sin, ...at } = boxOfText(flag);
        const isBelow = (at.y - y) * cos - (at.x - x) * sin > 0;
        const cross = boxAt(x, y, size, size, 0);
        return isBelow && touch(longer(boxOfText(flag), WORDS_APART), cross);
      })
      .map((flag) => `× ${flag.text}`),
  );
}

const LOSSES: readonly (readonly [string, RunOptions])[] = [
  ["third-ack-lost", { loss: 0.3, seed: 2 }],
  ["three-way", { loss: 0.5, seed: 2 }],
  ["life", { loss: 0.5, seed: 2 }],
  ["tcp-loss", { loss: 0.3, seed: 2 }],
];

describe.each(LOCALES)("in %s", (locale) => {
  it.each(LOSSES)("no cross of %s (%o) stands before the next segment's flags", (id, how) => {
    const trace = run(scenarioOf(id) as Scenario, how);
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "relative" });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.map(draw).flatMap(lostInto)).toEqual([]);
  });

  it.each(["syn-flood", "syn-cookies"])("no word of %s is read on into the next segment's label", (id) => {
    const trace = run(scenarioOf(id) as Scenario);
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "relative" });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.map(draw).flatMap((picture) => readOn(picture, labels.unreachable))).toEqual([]);
  });
});
