// A label is read at a glance: in few lines, with its numbers together, and close below what its segment answers.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { type Plan, planPages } from "../../src/diagram/plan.ts";
import type { Layout, Line, Text } from "../../src/diagram/shape.ts";
import { ARROW_WIDTH, FLAGS_SIZE, LINE_HEIGHT } from "../../src/diagram/sizes.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Numbers } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";

function plansOf(id: string, how: RunOptions, locale: Locale, numbers: Numbers): readonly Plan[] {
  const trace = run(scenarioOf(id) as Scenario, how);
  const made = planPages(trace, { locale, labels: labelsOf(trace, locale, language), numbers });
  if (!made.ok) throw new Error(made.error);
  return made.plans;
}

/** The texts of each label along an arrow, flags first. */
function labelsIn({ shapes }: Layout): Text[][] {
  const found: Text[][] = [];
  for (const shape of shapes) {
    if (shape.type !== "text" || shape.rotation === 0) continue;
    if (shape.size === FLAGS_SIZE) found.push([shape]);
    else if (shape.font === "mono" || found.at(-1)?.length === 1) found.at(-1)?.push(shape);
  }
  return found;
}

const footOf = ({ x, y, rotation }: Text): number =>
  Math.round(y * Math.cos(rotation) - x * Math.sin(rotation));

const feetOf = (texts: readonly Text[]): number[] => [...new Set(texts.map(footOf))].sort((a, b) => a - b);

/** Between lines on both sides of an arrow there is more than between those on one side. */
const isApart = (foot: number, i: number, feet: readonly number[]): boolean =>
  i > 0 && foot - (feet[i - 1] ?? foot) > LINE_HEIGHT + 2;

function scattered(picture: Layout): string[] {
  return labelsIn(picture)
    .filter((label) => {
      const numbers = label.filter(({ font }) => font === "mono");
      return feetOf(label).length > 3 || feetOf(numbers).some(isApart);
    })
    .map((label) => label.map(({ text }) => text).join(" "));
}

/** Many retransmissions on short arrows, and an arrow that another one crosses soon. */
const CROWDED: readonly (readonly [string, RunOptions])[] = [
  ["syn-flood", {}],
  ["ack-overtaken", {}],
  ["reconnect-in-time-wait", { loss: 0.5, seed: 1 }],
  ["simultaneous-close", { loss: 0.5, seed: 1 }],
  ["accept-overflow", { loss: 0.3, seed: 2 }],
];

/** From where a segment arrives to where the answer leaves. */
function gapsIn({ story: { journeys } }: Plan, { shapes }: Layout): number[] {
  const arrows = shapes.filter(
    (shape): shape is Line => shape.type === "line" && shape.width === ARROW_WIDTH,
  );
  expect(arrows.length).toBe(journeys.length);
  return journeys.flatMap((cause, i) =>
    journeys.flatMap((answer, k) => {
      const isAnswer =
        cause.fate === "arrived" && answer.sentBy === cause.endedBy && answer.from === cause.to;
      return isAnswer ? [(arrows[k]?.points[1] ?? 0) - (arrows[i]?.points.at(-1) ?? 0)] : [];
    }),
  );
}

/** Three lines of a label and what is between them and other words. */
const SOON = 4 * LINE_HEIGHT;

describe.each(LOCALES)("in %s", (locale) => {
  it.each(CROWDED)("no label of %s (%o) has more than three lines, or numbers on both sides", (id, how) => {
    expect(plansOf(id, how, locale, "relative").map(draw).flatMap(scattered)).toEqual([]);
  });

  it.each(["both-ways", "third-ack-with-data", "data-lost"])(
    "the length of %s stands beside the flags: below absolute numbers the next label would be read on",
    (id) => {
      const labels = plansOf(id, {}, locale, "absolute").map(draw).flatMap(labelsIn);
      const long = labels.filter((label) => label.some(({ text }) => text.startsWith("len=")));
      expect(long.length).toBeGreaterThan(0);
      const [flags, lengths] = [long.map(([first]) => first), long.map((label) => label[1])];
      expect(lengths.map((length) => length && footOf(length))).toEqual(
        flags.map((first) => first && footOf(first)),
      );
      const rest = labels.flatMap((label) => label.filter(({ text }) => / len=/.test(text)));
      expect(rest.map(({ text }) => text)).toEqual([]);
    },
  );

  it("the ACKs of simultaneous-close leave soon after the FINs have come, with absolute numbers", () => {
    const gaps = plansOf("simultaneous-close", {}, locale, "absolute").flatMap((plan) =>
      gapsIn(plan, draw(plan)),
    );
    expect(gaps.length).toBe(2);
    expect(Math.max(...gaps)).toBeLessThan(SOON);
  });
});
