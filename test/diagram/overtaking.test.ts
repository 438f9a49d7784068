// Between two hosts a segment that nobody delays overtakes none: arrows that cross would say that it did.
import { describe, expect, it } from "vitest";
import { runOptionsOf } from "../../src/card/request.ts";
import { scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { type Plan, planPages } from "../../src/diagram/plan.ts";
import type { Line } from "../../src/diagram/shape.ts";
import { ARROW_WIDTH } from "../../src/diagram/sizes.ts";
import type { Journey, Oddity } from "../../src/diagram/story.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

const SEEDS = [1, 2];
const ODD_WAYS: readonly Oddity[] = ["held", "delayed"];
/** What is there twice has two thin lines. */
const TWICE: readonly Oddity[] = ["duplicate", "oldDuplicate"];
/** Lost after about three quarters of its way, as much of the slant is enough; half as much again is steep. */
const STEEP = 1.5;

interface Arrow {
  readonly journey: Journey;
  readonly points: readonly number[];
}

/** The arrows of each picture. Laying them out takes nearly all the time, and several tests look at the same. */
function picturesOf(scenario: Scenario, seed: number): readonly (readonly Arrow[])[] {
  const key = `${scenario.id} ${seed}`;
  const known = pictures.get(key) ?? plansOf(scenario, seed).map(arrowsIn);
  pictures.set(key, known);
  return known;
}

const pictures = new Map<string, readonly (readonly Arrow[])[]>();

function plansOf(scenario: Scenario, seed: number): readonly Plan[] {
  const trace = run(scenario, runOptionsOf({ scenario, loss: 50, seed }));
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  return made.plans;
}

function arrowsIn(plan: Plan): Arrow[] {
  const lines = draw(plan).shapes.filter(
    (shape): shape is Line => shape.type === "line" && shape.width === ARROW_WIDTH,
  );
  const journeys = plan.story.journeys.filter(({ oddities }) => !TWICE.some((odd) => oddities.includes(odd)));
  expect(lines.length).toBe(journeys.length);
  return journeys.map((journey, i) => ({ journey, points: lines[i]?.points ?? [] }));
}

/** Of two that leave one host for another, the first one first. */
function overtakes({ journey: a, points: p }: Arrow, { journey: b, points: q }: Arrow): boolean {
  const isSameWay = a.from === b.from && a.to === b.to;
  return isSameWay && !ODD_WAYS.some((odd) => a.oddities.includes(odd)) && cross(p, q);
}

function cross(p: readonly number[], q: readonly number[]): boolean {
  const [px, py, qx, qy] = [span(p, 0), span(p, 1), span(q, 0), span(q, 1)];
  const [dx, dy] = [(q[0] ?? 0) - (p[0] ?? 0), (q[1] ?? 0) - (p[1] ?? 0)];
  const area = px * qy - py * qx;
  const [s, t] = [(dx * qy - dy * qx) / area, (dx * py - dy * px) / area];
  return s > 0 && s < 1 && t > 0 && t < 1;
}

/** From a line's start to its end, across (0) or down (1). */
const span = (points: readonly number[], axis: 0 | 1): number =>
  (points.at(axis - 2) ?? 0) - (points[axis] ?? 0);

const slope = ({ points }: Arrow): number => Math.abs(span(points, 1) / span(points, 0));

describe.each(SEEDS)("with half of all lost, seed %i,", (seed) => {
  it.each(scenarios)("nothing overtakes in $id", (scenario) => {
    for (const arrows of picturesOf(scenario, seed)) {
      const found = arrows.flatMap((a, i) =>
        arrows.flatMap((b, k) => (i < k && overtakes(a, b) ? [`${k} overtakes ${i}`] : [])),
      );
      expect(found).toEqual([]);
    }
  });
});

/** Nobody takes what stands a few pixels lower for level. */
const LEVEL = 5;

it.each(scenarios)("what leaves later stands lower in $id, on whichever lifeline", (scenario) => {
  for (const arrows of SEEDS.flatMap((seed) => picturesOf(scenario, seed))) {
    const sent = arrows.filter(({ journey }) => journey.sentBy !== null);
    const level = sent.flatMap((a) =>
      sent
        .filter(({ journey }) => journey.flight.sentAt > a.journey.flight.sentAt)
        .filter(({ points: [, y = 0] }) => y < (a.points[1] ?? 0) + LEVEL)
        .map(({ journey }) => `at ${a.journey.flight.sentAt} and ${journey.flight.sentAt} ms`),
    );
    expect(level).toEqual([]);
  }
});

it.each(["both-ways", "simultaneous-open", "simultaneous-close", "half-close"])(
  "a lost segment of %s does not sink further for what happens at the ends meanwhile",
  (id) => {
    const scenario = scenarios.find((one) => one.id === id) as Scenario;
    const arrows = SEEDS.flatMap((seed) => picturesOf(scenario, seed).flat());
    const whole = Math.min(...arrows.filter(({ journey }) => journey.fate === "arrived").map(slope));
    const lost = arrows.filter(({ journey }) => journey.fate === "lost" && journey.sentBy !== null);
    expect(lost.length).toBeGreaterThan(5);
    expect(lost.filter((arrow) => slope(arrow) > whole * STEEP)).toEqual([]);
  },
);
