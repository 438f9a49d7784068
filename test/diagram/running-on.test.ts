// A timer that fires in a later picture runs where it was started: otherwise nobody sees what the next picture begins with.
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { frameOf, reelsOf } from "../../src/diagram/frames.ts";
import { type Plan, planPages, planReels } from "../../src/diagram/plan.ts";
import type { Layout, Line } from "../../src/diagram/shape.ts";
import { BRACKET_WIDTH } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { texts } from "./looks.ts";

const LOSS = { loss: 0.5, seed: 1 };

const optionsOf = (trace: Trace) =>
  ({ locale: "en", labels: labelsOf(trace, "en", language), numbers: "relative" }) as const;

function plansOf(scenario: Scenario): readonly Plan[] {
  const trace = run(scenario, LOSS);
  const made = planPages(trace, optionsOf(trace));
  if (!made.ok) throw new Error(made.error);
  return made.plans;
}

const named = ({ host, words }: Plan["story"]["waits"][number]): string => `${words} of ${host}`;

const carried = (plan: Plan): string[] =>
  plan.story.waits.filter(({ from, timer }) => from === null && timer !== "TIME-WAIT").map(named);

const runningOn = (plan: Plan): string[] =>
  plan.story.waits.filter(({ to, timer }) => to === null && timer !== "TIME-WAIT").map(named);

/** Brackets without a foot that reach as far down as the lifelines. */
function openBrackets({ shapes }: Layout): Line[] {
  const lines = shapes.filter((shape): shape is Line => shape.type === "line");
  const bottom = Math.max(
    ...lines.flatMap(({ role, points }) => (role === "lifeline" ? [points.at(-1)!] : [])),
  );
  return lines.filter(({ width, points }) => width === BRACKET_WIDTH && points.at(-1) === bottom);
}

describe("what the next picture begins with runs on to this one's end", () => {
  it("in some scenarios", () => {
    const some = scenarios.filter((scenario) => plansOf(scenario).some((plan) => runningOn(plan).length > 0));
    expect(some.length).toBeGreaterThan(20);
  });

  it.each(scenarios)("$id", (scenario) => {
    const plans = plansOf(scenario);
    for (const [i, plan] of plans.entries()) {
      const next = plans[i + 1];
      expect(runningOn(plan).toSorted(), `page ${i + 1}`).toEqual(next ? carried(next).toSorted() : []);
    }
  });

  it.each(["syn-lost", "zero-window", "half-close"])("%s has brackets without a foot for them", (id) => {
    const [first] = plansOf(scenarios.find((one) => one.id === id)!);
    const open = openBrackets(draw(first!));
    expect(open.length).toBe(runningOn(first!).length);
    expect(open.every(({ dash }) => dash !== undefined)).toBe(true);
  });
});

/** Level strokes across the foot of a dashed bracket. */
function capsIn({ shapes }: Layout): Line[] {
  const lines = shapes.filter(
    (shape): shape is Line => shape.type === "line" && shape.width === BRACKET_WIDTH,
  );
  const feet = lines.filter(({ dash }) => dash !== undefined).map(({ points }) => points.slice(-2));
  return lines.filter(({ points: [x1 = 0, y1, x2 = 0, y2] }) =>
    feet.some(([x, y]) => y === y1 && y === y2 && x === (x1 + x2) / 2),
  );
}

it.each([
  { id: "assassination", how: "stopped by a RST has a cap: it does not go on", left: 0, caps: 1 },
  { id: "four-way", how: "that goes on after this step has none", left: 1, caps: 0 },
])("TIME-WAIT of $id $how", ({ id, left, caps }) => {
  const trace = run(scenarios.find((one) => one.id === id)!);
  const made = planPages(trace, { ...optionsOf(trace), upTo: trace.entries.length - left });
  if (!made.ok) throw new Error(made.error);
  expect(made.plans.flatMap(({ story }) => story.waits.filter(({ fired }) => !fired)).length).toBe(1);
  expect(made.plans.map(draw).flatMap(capsIn).length).toBe(caps);
});

it("a step shows no timer that fires in a later step", () => {
  const trace = run(scenarios.find(({ id }) => id === "give-up")!, { os: "linux" });
  const fires = trace.entries.findIndex(({ move }) => move.type === "expire");
  const at = (upTo: number) => planPages(trace, { ...optionsOf(trace), upTo });
  for (const made of [at(fires), at(fires - 1)]) {
    expect(made.ok && made.plans.flatMap(({ story }) => story.waits)).toEqual([]);
  }
});

describe.each(LOCALES)("moving, in %s", (locale) => {
  it("it is not there before it is started", () => {
    const trace = run(scenarios.find(({ id }) => id === "give-up")!, { os: "linux" });
    const made = planReels(trace, { ...optionsOf(trace), locale, labels: labelsOf(trace, locale, language) });
    if (!made.ok) throw new Error(made.error);
    const reels = reelsOf(made.plans);
    if (!reels.ok) throw new Error(reels.error);
    const waits = made.plans[0]!.story.waits.filter(({ to }) => to === null);
    expect(waits.length).toBe(1);
    const [{ words, from }] = waits as [Plan["story"]["waits"][number]];
    const shown = (step: number) => texts(frameOf(reels.reels[0]!, step)).includes(words);
    expect([shown(from! - 1), shown(from!)]).toEqual([false, true]);
  });
});
