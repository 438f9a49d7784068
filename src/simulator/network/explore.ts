/**
 * Every order in which a scenario's segments can be delivered and lost, and its timers expire: to a bounded depth.
 *
 * Programs take their steps as soon as they may, so that only the network and the clock are left to choose. A way
 * is written as one character per choice, so that a button can carry it.
 */
import { moves } from "./moves.ts";
import { play } from "./play.ts";
import { earliestExpiry } from "./run.ts";
import type { Simulation } from "./simulation.ts";
import type { Move, MoveOf } from "./trace.ts";

export interface Bounds {
  /** Choices one after another. */
  readonly depth: number;
  /** How many segments may be lost on one way. */
  readonly losses: number;
  readonly duplicates: number;
  /** How many timers may expire on one way. */
  readonly expiries: number;
  /** The search stops after this many nodes. */
  readonly nodes: number;
  /** Timers expire in their order, and only when nothing is between the hosts: the network is faster than they. */
  readonly timely: boolean;
}

export interface Node {
  readonly sim: Simulation;
  /** One character per choice: its place among the choices of its node, in base 36. */
  readonly way: string;
  /** Nothing is left to choose here. */
  readonly ended: boolean;
}

export interface Exploration {
  readonly nodes: number;
  /** False = something was not looked at: beyond the depth, after the last node, or past a node's last digit. */
  readonly complete: boolean;
}

interface Left {
  readonly depth: number;
  readonly losses: number;
  readonly duplicates: number;
  readonly expiries: number;
}

/** One digit in base 36: more choices than this at one node cannot be written, and so are not followed. */
const CHOICES_MAX = 36;

/** Visits every node once, depth first. `visit` may return false to go no deeper there. `from` is not changed. */
export function explore(from: Simulation, bounds: Bounds, visit: (node: Node) => boolean): Exploration {
  let nodes = 0;
  let complete = true;
  const walk = (sim: Simulation, way: string, left: Left): void => {
    if (nodes >= bounds.nodes) {
      complete = false;
      return;
    }
    nodes++;
    const next = choices(sim, left, bounds.timely);
    if (!visit({ sim, way, ended: next.length === 0 }) || next.length === 0) return;
    if (left.depth === 0) {
      complete = false;
      return;
    }
    if (next.length > CHOICES_MAX) complete = false;
    for (let i = 0; i < Math.min(next.length, CHOICES_MAX); i++) {
      const move = next[i] as Move;
      walk(settle(play(sim, move)), way + i.toString(36), spend(left, move));
    }
  };
  walk(settle(from), "", bounds);
  return { nodes, complete };
}

/** The simulation at the end of a way; null = there is no such way here. */
export function follow(from: Simulation, bounds: Bounds, way: string): Simulation | null {
  let sim = settle(from);
  let left: Left = bounds;
  for (const step of way) {
    const move = choices(sim, left, bounds.timely)[Number.parseInt(step, 36)];
    if (!move || left.depth === 0) return null;
    sim = settle(play(sim, move));
    left = spend(left, move);
  }
  return sim;
}

/** Programs act at once. */
function settle(sim: Simulation): Simulation {
  let settled = sim;
  for (let call = firstCall(settled); call; call = firstCall(settled)) settled = play(settled, call);
  return settled;
}

const firstCall = (sim: Simulation): Move | undefined =>
  sim.programs.some(({ readyAt }) => readyAt !== null)
    ? moves(sim).find(({ type }) => type === "call")
    : undefined;

function choices(sim: Simulation, left: Left, timely: boolean): Move[] {
  const timer = timely ? (earliestExpiry(sim)?.move ?? null) : null;
  const quiet = !timely || sim.flights.every(({ flight }) => flight.held);
  return moves(sim).filter((move) => {
    switch (move.type) {
      case "deliver":
      case "release":
        return true;
      case "lose":
        return left.losses > 0;
      case "duplicate":
        return left.duplicates > 0;
      case "expire":
        return left.expiries > 0 && quiet && (timer === null || isIt(move, timer));
      default:
        return false;
    }
  });
}

const isIt = (a: MoveOf<"expire">, b: MoveOf<"expire">): boolean =>
  a.host === b.host && a.connection === b.connection && a.timer === b.timer;

const spend = (left: Left, { type }: Move): Left => ({
  depth: left.depth - 1,
  losses: left.losses - (type === "lose" ? 1 : 0),
  duplicates: left.duplicates - (type === "duplicate" ? 1 : 0),
  expiries: left.expiries - (type === "expire" ? 1 : 0),
});
