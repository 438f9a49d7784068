// Upon a lifeline a state's box hangs among words: level with a call's, it must not read on as a part of it.
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { width } from "../../src/diagram/measure.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Layout, Rect, Text } from "../../src/diagram/shape.ts";
import { BAR_WIDTH, BOX_HEIGHT } from "../../src/diagram/sizes.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import { language } from "../commands/command-bot.ts";

const APART = 6;

/** So far below its state's beginning: further down it would seem to begin elsewhere. */
const NEAR = 6 * BOX_HEIGHT;

function picturesOf(scenario: Scenario, locale: Locale, options: RunOptions = {}): Layout[] {
  const trace = run(scenario, options);
  const made = planPages(trace, { locale, labels: labelsOf(trace, locale, language), numbers: "relative" });
  if (!made.ok) throw new Error(made.error);
  return made.plans.map(draw);
}

const boxesOf = ({ shapes }: Layout): Rect[] =>
  shapes.filter((shape): shape is Rect => shape.type === "rect" && shape.h === BOX_HEIGHT);

/** What calls say, and what is told, from left to right. */
const spokenIn = ({ shapes }: Layout): Text[] =>
  shapes.filter(
    (shape): shape is Text => shape.type === "text" && shape.font === "mono" && shape.rotation === 0,
  );

function isLevelBeside(box: Rect, { text, x, y, font, size }: Text): boolean {
  const level = y > box.y && y - size < box.y + box.h;
  return level && x < box.x + box.w + APART && x + width(text, font, size) > box.x - APART;
}

const isWithin = (at: number, from: number, long: number): boolean => at > from && at < from + long;

/** Each box with the bar that it names. */
const namedIn = (picture: Layout): (readonly [Rect, Rect])[] =>
  boxesOf(picture).flatMap((box) => {
    const middle = box.y + box.h / 2;
    const bar = picture.shapes.find(
      (shape): shape is Rect =>
        shape.type === "rect" &&
        shape.w === BAR_WIDTH &&
        shape.role === box.role &&
        isWithin(shape.x, box.x, box.w) &&
        isWithin(middle, shape.y, shape.h),
    );
    return bar === undefined ? [] : [[box, bar] as const];
  });

/** How far below the beginning of its bar each box stands. */
const depthsIn = (picture: Layout): number[] => namedIn(picture).map(([box, bar]) => box.y - bar.y);

/** The heights of what cuts the bars where time is left out. */
const cutsIn = ({ shapes }: Layout): number[] =>
  shapes.flatMap((shape) =>
    shape.type === "line" && shape.role === "ground" ? (shape.points[1] ?? []) : [],
  );

describe.each(LOCALES)("in %s", (locale) => {
  it.each(scenarios.filter(({ hosts }) => hosts.length > 2))("$id", (scenario) => {
    for (const picture of picturesOf(scenario, locale)) {
      const words = spokenIn(picture);
      const told = boxesOf(picture).flatMap((box) => words.filter((word) => isLevelBeside(box, word)));
      expect(told.map(({ text }) => text)).toEqual([]);
    }
  });

  it.each(["syn-cookies", "three-connections"])("each box of %s is near where its state begins", (id) => {
    for (const os of ["rfc", "freebsd"] as const) {
      const depths = picturesOf(scenarioOf(id) as Scenario, locale, { os }).flatMap(depthsIn);
      expect(depths.length).toBeGreaterThan(5);
      expect(Math.max(...depths), os).toBeLessThanOrEqual(NEAR);
    }
  });

  it("a state is named before the wait that follows its beginning", () => {
    const [picture] = picturesOf(scenarioOf("three-connections") as Scenario, locale, { loss: 0.5, seed: 1 });
    const cuts = cutsIn(picture as Layout);
    expect(cuts.length).toBeGreaterThan(1);
    const beyond = namedIn(picture as Layout).filter(([box, bar]) =>
      cuts.some((y) => y > bar.y && y < box.y),
    );
    expect(beyond).toEqual([]);
  });
});
