/** What may be done now, by which seat, and whose turn it is. */
import type { Host } from "../simulator/host/host.ts";
import type { SocketCall } from "../simulator/host/socket.ts";
import { moves } from "../simulator/network/moves.ts";
import { nextDue } from "../simulator/network/run.ts";
import type { Scenario } from "../simulator/network/scenario.ts";
import type { Simulation } from "../simulator/network/simulation.ts";
import type { Move } from "../simulator/network/trace.ts";
import type { State } from "../simulator/tcp/tcb.ts";
import { NETWORK, type SeatId } from "./act.ts";
import type { Goal } from "./goals.ts";

export interface Choice {
  readonly seat: SeatId;
  readonly move: Move;
}

/** Every host, whoever forges among them, and the network. */
export const seatsOf = ({ hosts }: Scenario): SeatId[] => [...hosts.map(({ id }) => id), NETWORK];

/** Every legal move with its seat, always in the same order: a button carries its place in it. */
export function legal(sim: Simulation, goal?: Goal): Choice[] {
  const known = moves(sim);
  const calls = known.filter(({ type }) => type === "call");
  const free = freeCalls(sim).filter((move) => !calls.some((one) => sameMove(one, move)));
  return [...known, ...free]
    .map((move) => ({ seat: seatOf(move), move }))
    .filter(({ seat, move }) => seat !== NETWORK || networkMay(sim, goal, move));
}

function seatOf(move: Move): SeatId {
  switch (move.type) {
    case "call":
    case "expire":
    case "reboot":
      return move.host;
    case "forge":
      return move.by ?? NETWORK;
    default:
      return NETWORK;
  }
}

function networkMay(sim: Simulation, goal: Goal | undefined, { type }: Move): boolean {
  if (goal?.network && !goal.network.includes(type)) return false;
  if (type !== "lose" || goal?.lossesMax === undefined) return true;
  return sim.trace.filter(({ move }) => move.type === "lose").length < goal.lossesMax;
}

/** What the rules would do next; null = nothing is due before the scenario's end. */
export function due(sim: Simulation): Choice | null {
  const next = nextDue(sim);
  if (next === null || next.at > (sim.scenario.untilMs ?? Number.POSITIVE_INFINITY)) return null;
  return { seat: seatOf(next.move), move: next.move };
}

/** The same, unless the goal takes it from the network. */
export function byTheRules(sim: Simulation, goal: Goal | undefined): Choice | null {
  const next = due(sim);
  return next === null || (next.seat === NETWORK && !networkMay(sim, goal, next.move)) ? null : next;
}

/** The seat of the earliest thing that is due; null = nothing is, and anybody may do what is left. */
export function turnOf(sim: Simulation): SeatId | null {
  const next = due(sim);
  if (next !== null) return next.seat;
  return sim.flights.some(({ flight }) => flight.held) ? NETWORK : null;
}

export const sameMove = (a: Move, b: Move): boolean =>
  a === b || (a.type === b.type && JSON.stringify(a) === JSON.stringify(b));

const TEN_OCTETS: SocketCall = { op: "send", data: "0123456789" };
/** What a program may do that the scenario did not foresee, by the state of its socket. */
const FREE: Readonly<Partial<Record<State, readonly SocketCall[]>>> = {
  ESTABLISHED: [TEN_OCTETS, { op: "close" }, { op: "abort" }],
  "CLOSE-WAIT": [TEN_OCTETS, { op: "close" }, { op: "abort" }],
  "SYN-SENT": [{ op: "close" }],
  "SYN-RECEIVED": [{ op: "close" }],
};

const freeCalls = ({ hosts }: Simulation): Move[] =>
  Object.values(hosts).flatMap((host) =>
    Object.entries(host.sockets).flatMap(([socket, one]): Move[] => {
      const tcb = one.kind === "connection" ? tcbOf(host, one.connection) : undefined;
      const calls = (tcb && FREE[tcb.state]) ?? [];
      return calls.map((call) => ({ type: "call", host: host.id, socket, call }));
    }),
  );

const tcbOf = ({ connections }: Host, id: string) => connections[id]?.tcb;
