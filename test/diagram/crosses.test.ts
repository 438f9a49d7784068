// Where a segment is lost stands a cross: upon another's arrow it would say so of that one. Of dots, see scenarios.test.ts.
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Layout } from "../../src/diagram/shape.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";
import { isTurn } from "./looks.ts";
import { arrowsIn, crossesIn, crossesUponArrows } from "./upon-arrows.ts";

const SEEDS = [1, 2, 3, 4, 5];

function picturesOf(scenario: Scenario, seed: number): Layout[] {
  const trace = run(scenario, { seed, loss: 0.25 });
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  return made.plans.map(draw);
}

describe("a cross", () => {
  it("is looked for among arrows", () => {
    const pictures = picturesOf(scenarioOf("udp-loss") as Scenario, 2);
    expect(pictures.flatMap(crossesIn).length).toBeGreaterThan(1);
    expect(pictures.flatMap(arrowsIn).length).toBeGreaterThan(1);
  });

  it.each(scenarios.map((scenario, at) => ({ ...scenario, at })))(
    "of $id lies upon no other arrow",
    ({ at, ...scenario }) => {
      for (const seed of SEEDS.filter((one) => isTurn(one, at))) {
        expect(picturesOf(scenario, seed).flatMap(crossesUponArrows), `seed ${seed}`).toEqual([]);
      }
    },
  );
});
