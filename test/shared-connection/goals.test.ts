import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { GOALS, type Goal } from "../../src/shared-connection/goals.ts";
import { explore } from "../../src/simulator/network/explore.ts";
import { advance } from "../../src/simulator/network/play.ts";
import { nextDue, start } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";

const FEWEST = { depth: 9, losses: 2, duplicates: 0, expiries: 2, nodes: 40_000, timely: true };
const sceneOf = ({ scenario }: Goal): Scenario => scenarioOf(scenario) as Scenario;

/** Along the rules' own way. */
function byRules(goal: Goal): number | null {
  const sim = start(sceneOf(goal), goal.options);
  for (let next = nextDue(sim); next && sim.trace.length < 60; next = nextDue(sim)) {
    advance(sim, next.move);
    if (goal.reached(sim)) return sim.trace.length;
  }
  return null;
}

/** Over every order of deliveries, two losses and two timers. */
function byExplorer(goal: Goal): number | null {
  let best: number | null = null;
  explore(start(sceneOf(goal), goal.options), FEWEST, ({ sim }) => {
    if (!goal.reached(sim)) return best === null || sim.trace.length < best;
    best = best === null ? sim.trace.length : Math.min(best, sim.trace.length);
    return false;
  });
  return best;
}

describe("goals", () => {
  it("are at least eight, each with a name of its own", () => {
    expect(new Set(GOALS.map(({ id }) => id)).size).toBe(GOALS.length);
    expect(GOALS.length).toBeGreaterThanOrEqual(8);
  });

  it.each(GOALS)("$id is not reached before anything happens", (goal) => {
    expect(goal.reached(start(sceneOf(goal), goal.options))).toBe(false);
  });

  it.each(GOALS)("$id: its shortest known way is found again", (goal) => {
    const found = [byRules(goal), byExplorer(goal)].filter((one) => one !== null);
    expect(Math.min(...found)).toBe(goal.par);
  });
});
