// The same scenario, seed and moves give the same bytes, whoever chooses the moves; and every legal move can be played.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarioOf as byId, scenarios } from "../../../src/content/scenarios.ts";
import { moves } from "../../../src/simulator/network/moves.ts";
import { advance, play } from "../../../src/simulator/network/play.ts";
import { run, start, traceOf } from "../../../src/simulator/network/run.ts";
import type { Scenario } from "../../../src/simulator/network/scenario.ts";
import type { RunOptions, Simulation } from "../../../src/simulator/network/simulation.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { expectInvariants } from "./invariants.ts";
import { lives, scenarioOf, told } from "./pairs.ts";

const WALK_MOVES = 60;
/** Thousands of moves: many times what they take on an idle machine. */
const TIMEOUT_MS = 60_000;
const RELEASES_BY_ITSELF = "hold";

const options: fc.Arbitrary<RunOptions> = fc.record(
  {
    seed: fc.integer({ min: 0, max: 0xffff_ffff }),
    rttMs: fc.integer({ min: 0, max: 2_000 }),
    loss: fc.double({ min: 0, max: 0.3, noNaN: true }),
    os: fc.constantFrom("rfc", "linux"),
  },
  { requiredKeys: [] },
);
/** By their ids, which is all that a failure needs to print. */
const anyScenario = fc.constantFrom(...scenarios.map(({ id }) => id));

describe("run", () => {
  it("gives the same bytes for the same scenario and options", () => {
    fc.assert(
      fc.property(anyScenario, options, (id, chosen) => {
        const scenario = named(id);
        expect(JSON.stringify(run(scenario, chosen))).toBe(JSON.stringify(run(scenario, chosen)));
      }),
    );
  });

  it("changes nothing of the scenario", () => {
    fc.assert(
      fc.property(lives, (life) => {
        run(deepFreeze(scenarioOf(life)));
      }),
    );
  });

  it("gives a trace that is plain JSON", () => {
    fc.assert(
      fc.property(anyScenario, options, (id, chosen) => {
        const scenario = named(id);
        const trace = run(scenario, chosen);
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
    );
  });
});

describe("play", { timeout: TIMEOUT_MS }, () => {
  it("gives what run gives when it is handed the moves of a run", () => {
    fc.assert(
      fc.property(anyScenario, options, (id, chosen) => {
        const scenario = named(id);
        expectSameBytes(run(scenario, chosen), start(scenario, chosen));
      }),
    );
    fc.assert(
      fc.property(lives, (life) => {
        // A network that releases what it held does so by the clock; people choose the moment.
        const faults = life.faults.filter(({ what }) => what !== RELEASES_BY_ITSELF);
        const scenario = scenarioOf({ ...life, faults });
        expectSameBytes(run(scenario), start(scenario));
      }),
    );
  });

  it("changes nothing of the simulation that it is given", () => {
    walk((sim, choice) => {
      const before = JSON.stringify(sim);
      const next = play(deepFreeze(sim), choice);
      expect(JSON.stringify(sim)).toBe(before);
      return next;
    }, 40);
  });

  it("goes on from a simulation that was written down and read again", () => {
    walk((sim, choice) => {
      const read = JSON.parse(JSON.stringify(sim)) as Simulation;
      const [next, again] = [play(sim, choice), play(read, choice)];
      expect(JSON.stringify(again)).toBe(JSON.stringify(next));
      return next;
    }, 40);
  });

  it("takes every legal move of every scenario, in any order, for sixty moves", () => {
    for (const scenario of scenarios) {
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat()), options, (stream, chosen) => {
          let sim: Simulation = start(scenario, chosen);
          for (let i = 0; i < WALK_MOVES; i++) {
            const legal = moves(sim);
            if (legal.length === 0) return;
            for (const move of legal) play(sim, move);
            const move = legal[(stream.next().value as number) % legal.length];
            if (move) sim = play(sim, move);
          }
        }),
        { numRuns: 4 },
      );
    }
  });

  it("keeps the invariants of a connection whatever order people choose", () => {
    fc.assert(
      fc.property(lives, fc.infiniteStream(fc.nat()), (life, stream) => {
        const scenario = scenarioOf({ ...life, faults: [] });
        const sim = start(scenario);
        for (let i = 0; i < 3 * WALK_MOVES; i++) {
          const legal = moves(sim);
          if (legal.length === 0) break;
          const move = legal[(stream.next().value as number) % legal.length];
          if (move) advance(sim, move);
        }
        expectInvariants(scenario, traceOf(sim, "until"));
      }),
    );
  });
});

const named = (id: string): Scenario => byId(id) as Scenario;

function expectSameBytes(trace: Trace, begun: Simulation): void {
  const played = trace.entries.reduce((sim, { move }) => play(sim, move), begun);
  told(trace, () => expect(JSON.stringify(traceOf(played, trace.ended))).toBe(JSON.stringify(trace)));
}

/** Random ways through random scenarios. */
function walk(
  take: (sim: Simulation, choice: ReturnType<typeof moves>[number]) => Simulation,
  numRuns: number,
) {
  fc.assert(
    fc.property(anyScenario, fc.array(fc.nat(), { maxLength: 30 }), (id, choices) => {
      let sim: Simulation = start(named(id));
      for (const n of choices) {
        const legal = moves(sim);
        const choice = legal[n % legal.length];
        if (!choice) return;
        sim = take(sim, choice);
      }
    }),
    { numRuns },
  );
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
