/** What a connection can be played for: who wants it, what the network may do, and when it is reached. */
import { traceOf } from "../simulator/network/run.ts";
import type { RunOptions, Simulation } from "../simulator/network/simulation.ts";
import { finalStates } from "../simulator/network/states.ts";
import type { Entry, Move } from "../simulator/network/trace.ts";
import { has, SYN } from "../simulator/tcp/segment.ts";
import type { State } from "../simulator/tcp/tcb.ts";
import { NETWORK, type SeatId } from "./act.ts";

export interface Goal {
  readonly id: string;
  readonly scenario: string;
  readonly options: RunOptions;
  /** 1 = easy. */
  readonly difficulty: 1 | 2 | 3 | 4 | 5;
  readonly for: readonly SeatId[];
  readonly against: readonly SeatId[];
  /** What the network may do; absent = everything. */
  readonly network?: readonly Move["type"][];
  readonly lossesMax?: number;
  /** Fewest moves that reach it, counted with the programs' calls; a test finds it again. */
  readonly par: number;
  reached(sim: Simulation): boolean;
}

/** As its picture shows it. */
const stateOf = (sim: Simulation, id: string): State =>
  finalStates(traceOf(sim, "quiet")).get(id) ?? "CLOSED";
const both = (sim: Simulation, state: State): boolean =>
  sim.scenario.hosts.every(({ id }) => stateOf(sim, id) === state);
const passed = (sim: Simulation, host: string, state: State): boolean =>
  sim.trace.some((entry) => entry.host === host && entry.states.some(({ after }) => after === state));
const any = (sim: Simulation, is: (entry: Entry) => boolean): boolean => sim.trace.some(is);

/** The SYN,ACK of a half-open connection has been sent again so often. */
const REPEATS = 2;
const ENDS = ["client", "server"] as const;

export const GOALS: readonly Goal[] = [
  {
    ...{ id: "open", scenario: "three-way", options: {}, difficulty: 1, par: 5 },
    ...{ for: [...ENDS, NETWORK], against: [] },
    reached: (sim) => both(sim, "ESTABLISHED"),
  },
  {
    ...{ id: "open-losing-three", scenario: "three-way", options: {}, difficulty: 2, par: 5 },
    ...{ for: ENDS, against: [NETWORK], network: ["deliver", "lose"], lossesMax: 3 },
    reached: (sim) => both(sim, "ESTABLISHED"),
  },
  {
    ...{ id: "time-wait", scenario: "four-way", options: {}, difficulty: 2, par: 4 },
    ...{ for: [...ENDS, NETWORK], against: [] },
    reached: (sim) => stateOf(sim, "client") === "TIME-WAIT",
  },
  {
    ...{ id: "half-open", scenario: "three-way", options: {}, difficulty: 3, par: 8 },
    ...{ for: [NETWORK], against: ENDS },
    reached: (sim) =>
      stateOf(sim, "server") === "SYN-RECEIVED" &&
      sim.trace.filter(({ host, move }) => host === "server" && move.type === "expire").length >= REPEATS,
  },
  {
    ...{ id: "simultaneous-open", scenario: "simultaneous-open", options: {}, difficulty: 3, par: 6 },
    ...{ for: ["a", "b", NETWORK], against: [] },
    reached: (sim) =>
      both(sim, "ESTABLISHED") && ["a", "b"].every((host) => passed(sim, host, "SYN-RECEIVED")),
  },
  {
    ...{ id: "simultaneous-close", scenario: "simultaneous-close", options: {}, difficulty: 3, par: 6 },
    ...{ for: [...ENDS, NETWORK], against: [] },
    reached: (sim) => both(sim, "TIME-WAIT") && ENDS.every((host) => passed(sim, host, "CLOSING")),
  },
  {
    ...{ id: "forged-reset", scenario: "forged-rst", difficulty: 4, par: 2 },
    ...{ options: { whatIf: ["resets-before-5961"] }, for: ["attacker", NETWORK], against: ENDS },
    reached: (sim) =>
      any(sim, ({ flight, states }) => {
        return flight?.forgedBy !== undefined && states.some(({ after }) => after === "CLOSED");
      }),
  },
  {
    ...{ id: "flood-without-cookies", scenario: "syn-flood", options: {}, difficulty: 4, par: 13 },
    ...{ for: ["attacker"], against: ENDS },
    reached: (sim) => any(sim, clientIgnored),
  },
  {
    ...{ id: "flood-with-cookies", scenario: "syn-cookies", options: {}, difficulty: 4, par: 15 },
    ...{ for: ENDS, against: ["attacker"] },
    reached: (sim) => any(sim, ({ because }) => because.some(({ rule }) => rule === "listener-cookie-valid")),
  },
  {
    ...{ id: "old-segment", scenario: "old-segment", difficulty: 5, par: 23 },
    ...{ options: { whatIf: ["no-time-wait"], isn: { mode: "constant", value: 100 } } },
    ...{ for: [NETWORK], against: ENDS },
    reached: (sim) => any(sim, oldTextTaken),
  },
];

export const goalOf = (id: string | null): Goal | undefined => GOALS.find((goal) => goal.id === id);

/** The honest client's own SYN arrived, and the server said nothing. */
const clientIgnored = ({ move, flight, sent }: Entry): boolean =>
  move.type === "deliver" &&
  flight?.from === "client" &&
  flight.forgedBy === undefined &&
  has(flight.seg, SYN) &&
  sent.length === 0;

/** A copy that a connection took for its own: it counted the octets once more than they were sent. */
const oldTextTaken = ({ flight, before, after }: Entry): boolean =>
  flight?.copyOf !== undefined &&
  before !== null &&
  before.received === 0 &&
  (after?.received ?? 0) > before.received;
