import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { earnedIn, summary } from "../../src/shared-connection/ending.ts";
import { GOALS, type Goal } from "../../src/shared-connection/goals.ts";
import { legal, sameMove } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { explore } from "../../src/simulator/network/explore.ts";
import { advance } from "../../src/simulator/network/play.ts";
import { nextDue, start } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Move } from "../../src/simulator/network/trace.ts";
import { context } from "../chat/sample-bot.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "./playing.ts";

const FEWEST = { depth: 9, losses: 2, duplicates: 0, expiries: 2, nodes: 40_000, timely: true };
const sceneOf = ({ scenario }: Goal): Scenario => scenarioOf(scenario) as Scenario;

/** Along the rules' own way. */
function byRules(goal: Goal): Move[] | null {
  const sim = start(sceneOf(goal), goal.options);
  for (let next = nextDue(sim); next && sim.trace.length < 60; next = nextDue(sim)) {
    advance(sim, next.move);
    if (goal.reached(sim)) return sim.trace.map(({ move }) => move);
  }
  return null;
}

/** Over every order of deliveries, two losses and two timers. */
function byExplorer(goal: Goal): Move[] | null {
  let best: Move[] | null = null;
  explore(start(sceneOf(goal), goal.options), FEWEST, ({ sim }) => {
    const shorter = best === null || sim.trace.length < best.length;
    if (!goal.reached(sim)) return shorter;
    if (shorter) best = sim.trace.map(({ move }) => move);
    return false;
  });
  return best;
}

/** Each goal's way is looked for once. */
const ways = new Map<string, Move[]>();
function shortestWay(goal: Goal): Move[] {
  const before = ways.get(goal.id);
  if (before !== undefined) return before;
  const found = [byRules(goal), byExplorer(goal)].filter((one) => one !== null);
  const [way = []] = found.toSorted((a, b) => a.length - b.length);
  ways.set(goal.id, way);
  return way;
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
    expect(shortestWay(goal)).toHaveLength(goal.par);
  });

  it.each(GOALS)("$id: its shortest way can be pressed, and the end says who did it for whom", (goal) => {
    const one = live(beginning(goal.scenario, { goal: goal.id, mode: "free" }));
    const seats = Object.keys(one.state.seats);
    for (const seat of seats) one.press(seat, (now) => mayJoin(now, `test:${seat}`, seat, AT));
    for (const move of shortestWay(goal)) {
      const choices = legal(one.state.sim, one.state.goal);
      const index = choices.findIndex((choice) => sameMove(choice.move, move));
      const by = choices[index]?.seat ?? "";
      expect([
        goal.id,
        one.state.step,
        one.press(by, (now) => mayMove(now, `test:${by}`, now.step, index, AT)),
      ]).toEqual([goal.id, one.state.step - 1, "move"]);
    }
    expect(one.state.ended?.why).toBe("goal");
    for (const side of [...goal.for, ...goal.against]) expect(seats).toContain(side);
    for (const locale of ["en", "ko"] as const) {
      const all = {
        ...context("x", locale),
        language,
        commands: [],
        services: {},
        now: AT,
        random: () => new Uint8Array(),
      };
      const { text } = summary(one.state, undefined, all);
      const won = goal.for.filter((seat) => one.state.path.some((played) => played.seat === seat));
      for (const seat of won) expect(text).toContain(`(${seat})`);
      expect(text).toContain(locale === "en" ? "the shortest known way" : "알려진 가장 짧은 길");
    }
    const points = earnedIn(one.state);
    expect(points.every((one) => one.what === goal.id && one.points === goal.difficulty)).toBe(true);
    expect(points.length).toBeGreaterThan(0);
  });
});
