// The length of a wait stands beside where its lifelines are cut, and apart from the cut itself.
import { expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { boxAt, boxOfText, touch } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planCompare } from "../../src/diagram/index.ts";
import { type Plan, planPages } from "../../src/diagram/plan.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { CLEARANCE, WIDTH } from "../../src/diagram/sizes.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Numbers } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";

/** In Korean the same length is wider. */
const LOCALE = "ko";
/** A stroke of two across a lifeline. */
const SLASH = { across: 18, down: 7, width: 1.75 };
const ROUNDING = 0.05;

const RUNS: readonly [string, RunOptions, Numbers][] = [
  ["third-ack-lost", {}, "absolute"],
  ["tcp-loss", { loss: 0.3, seed: 2 }, "relative"],
  ["tcp-loss", { loss: 0.3, seed: 2 }, "absolute"],
  ["tcp-loss", { loss: 0.5, seed: 2 }, "relative"],
];

it.each(RUNS)("in %s with %o and %s numbers it touches no stroke", (id, options, numbers) => {
  const trace = run(scenarioOf(id) as Scenario, options);
  const made = planPages(trace, { locale: LOCALE, labels: labelsOf(trace, LOCALE, language), numbers });
  if (!made.ok) throw new Error(made.error);
  const said = made.plans.map((plan) => {
    const page = draw(plan);
    const lengths = lengthsOf(plan, page);
    const touched = lengths.filter((text) =>
      slashesOf(page).some((slash) => touch(boxOfText(text), slash, CLEARANCE - ROUNDING)),
    );
    expect(touched.map(({ text }) => text)).toEqual([]);
    return lengths.length;
  });
  expect(Math.max(...said)).toBeGreaterThan(0);
});

it("is told in both halves of a comparison, where it is too long to stand between them", () => {
  const scenario = scenarioOf("last-ack-lost") as Scenario;
  const [one, other] = [run(scenario, { whatIf: ["no-time-wait"] }), run(scenario)];
  const words = { headings: ["One", "Other"], captions: ["", ""] } as const;
  const labels = { ...labelsOf(one, LOCALE, language), ...words };
  const made = planCompare(one, other, { locale: LOCALE, labels, numbers: ["relative", "relative"] });
  if (!made.ok) throw new Error(made.error);
  const [plan] = made.plans;
  if (plan === undefined || "upper" in plan) throw new Error("not beside each other");
  const long = lengthsOf(plan, draw(plan)).filter(({ text }) => text === "950밀리초");
  const halves = long.map(({ x }) => (x < WIDTH / 2 ? "left" : "right"));
  expect(halves).toEqual(["left", "right"]);
});

function lengthsOf({ durations }: Plan, { shapes }: Layout): Text[] {
  const told = Object.values(durations);
  return shapes.filter(
    (shape): shape is Text =>
      shape.type === "text" &&
      shape.role === "muted" &&
      shape.font === "regular" &&
      told.includes(shape.text),
  );
}

const slashesOf = ({ shapes }: Layout) =>
  shapes.flatMap((shape) => {
    if (shape.type !== "line" || shape.width !== SLASH.width || shape.points.length !== 4) return [];
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = shape.points;
    const isSlash = Math.abs(x2 - x1 - SLASH.across) < ROUNDING && Math.abs(y1 - y2 - SLASH.down) < ROUNDING;
    return isSlash ? [boxAt((x1 + x2) / 2, (y1 + y2) / 2, SLASH.across / 2, SLASH.down / 2, 0)] : [];
  });
