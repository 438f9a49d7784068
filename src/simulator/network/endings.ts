/** How a scenario can end when some segments are lost: the explorer's ways, grouped by what a learner would tell. */
import { flagNames, PSH } from "../tcp/segment.ts";
import type { State } from "../tcp/tcb.ts";
import { type Bounds, explore, follow } from "./explore.ts";
import { start, traceOf } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import type { RunOptions, Simulation } from "./simulation.ts";
import { finalStates } from "./states.ts";
import type { HostId, Trace } from "./trace.ts";

export interface Lost {
  readonly host: HostId;
  /** As `flagNames` writes them, without PSH. */
  readonly flags: string;
  readonly data: boolean;
}

export interface Ending {
  /** In the order in which they were lost; empty = nothing was. */
  readonly lost: readonly Lost[];
  /** What each host shows in the end, as its picture does. */
  readonly states: readonly { readonly host: HostId; readonly state: State }[];
  /** It takes segments that overtake others. */
  readonly overtaking: boolean;
  /** Simulated time until then on the shortest way, in ms. */
  readonly atMs: number;
  /** How many ways lead here. */
  readonly ways: number;
  /** The plainest: without overtaking where there is one, and with the fewest choices. */
  readonly way: string;
}

export interface Endings {
  readonly endings: readonly Ending[];
  readonly nodes: number;
  readonly complete: boolean;
}

/** Enough for every scenario of one open and one close. */
export const boundsFor = (losses: number): Bounds => ({
  depth: 24,
  losses,
  duplicates: 0,
  expiries: 3,
  nodes: 60_000,
  timely: true,
});

export function endings(scenario: Scenario, options: RunOptions, losses: number): Endings {
  const found = new Map<string, Ending>();
  const { nodes, complete } = explore(start(undisturbed(scenario), options), boundsFor(losses), (node) => {
    if (!node.ended) return true;
    const one = endingOf(node.sim, node.way);
    const key = JSON.stringify([one.lost, one.states]);
    const known = found.get(key);
    const plainest = known && !isPlainer(one, known) ? known : one;
    found.set(key, { ...plainest, ways: (known?.ways ?? 0) + 1 });
    return true;
  });
  const sorted = [...found.values()].sort((a, b) => a.lost.length - b.lost.length || a.atMs - b.atMs);
  return { endings: sorted, nodes, complete };
}

/** The trace of one way; null = there is no such way. */
export function traceOfWay(
  scenario: Scenario,
  options: RunOptions,
  losses: number,
  way: string,
): Trace | null {
  const sim = follow(start(undisturbed(scenario), options), boundsFor(losses), way);
  return sim && traceOf(sim, "quiet");
}

/** What the network does is what is explored; the scenario's own faults would only hide it. */
const undisturbed = ({ faults: _, ...rest }: Scenario): Scenario => rest;

function endingOf(sim: Simulation, way: string): Ending {
  const states = finalStates(traceOf(sim, "quiet"));
  return {
    lost: sim.trace.flatMap(({ move, flight }) =>
      move.type === "lose" && flight
        ? [{ host: flight.from, flags: flagNames(flight.seg.flags & ~PSH), data: flight.seg.data !== "" }]
        : [],
    ),
    states: sim.scenario.hosts.map(({ id }) => ({ host: id, state: states.get(id) ?? "CLOSED" })),
    overtaking: hasOvertaking(sim.trace),
    atMs: sim.now,
    ways: 1,
    way,
  };
}

const isPlainer = (one: Ending, other: Ending): boolean =>
  one.overtaking === other.overtaking ? one.way.length < other.way.length : other.overtaking;

/** Flights are numbered as they are sent. */
function hasOvertaking(trace: Simulation["trace"]): boolean {
  const latest: Record<HostId, number> = {};
  return trace.some(({ move, flight }) => {
    if (move.type !== "deliver" || flight === null) return false;
    const before = latest[flight.from] ?? 0;
    latest[flight.from] = Math.max(before, flight.id);
    return flight.id < before;
  });
}
