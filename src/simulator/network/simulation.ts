/** A run under way: hosts, what is between them, and what happened so far. Plain JSON. */
import { copyHost, type Host, newHost } from "../host/host.ts";
import type { IsnMode, Secret } from "../tcp/isn.ts";
import { type ProfileName, type ProfileOverrides, profile } from "../tcp/profile.ts";
import type { SeqNum } from "../tcp/seqnum.ts";
import type { State } from "../tcp/tcb.ts";
import { draw } from "./random.ts";
import type { Fault, Scenario } from "./scenario.ts";
import type { Entry, Flight, HostId } from "./trace.ts";
import { overridesOf, type WhatIf } from "./what-if.ts";

/** A value: what `play` gives shares hosts, flights and entries with what it was given, so nobody may write on it. */
export interface Simulation {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly delayMs: number;
  /** Probability that the network loses a segment by chance, 0..1. */
  readonly loss: number;
  /** Departures from the RFC under which both hosts run. */
  readonly whatIf: readonly WhatIf[];
  readonly now: number;
  readonly random: number;
  readonly hosts: Readonly<Record<HostId, Host>>;
  readonly flights: readonly InFlight[];
  readonly programs: readonly ProgramState[];
  /** How many segments fitted each fault of the scenario so far. */
  readonly faultCounts: readonly number[];
  readonly incidentsDone: number;
  /** ISN of each direction, `ip:port>ip:port`, for relative numbers. */
  readonly isns: Readonly<Record<string, SeqNum>>;
  /** Those of the connection before, where there was one. */
  readonly isnsBefore: Readonly<Record<string, SeqNum>>;
  readonly nextId: number;
  /** Each host's state at time 0; a host that is missing is CLOSED. */
  readonly opening: Readonly<Record<HostId, State>>;
  readonly trace: readonly Entry[];
}

/** A mark for the compiler alone: no simulation has it. */
declare const OWN: unique symbol;

/** One that nobody else holds, such as `start` gives: `advance` writes on it. */
export interface OwnSimulation extends Simulation {
  readonly [OWN]: true;
  now: number;
  random: number;
  flights: InFlight[];
  programs: ProgramState[];
  faultCounts: number[];
  incidentsDone: number;
  isns: Record<string, SeqNum>;
  isnsBefore: Record<string, SeqNum>;
  nextId: number;
  opening: Record<HostId, State>;
  trace: Entry[];
}

/** A segment in the network, and what the scenario wants to happen to it there. */
export interface InFlight {
  readonly flight: Flight;
  readonly plan: "deliver" | Exclude<Fault["what"], "delay">;
  /** For `duplicate` and `hold`. */
  readonly planMs: number;
}

export interface ProgramState {
  /** Index of the next step. */
  readonly next: number;
  /** When it happens; null = its `when` does not hold yet. */
  readonly readyAt: number | null;
  /** When the step before was taken. */
  readonly since: number;
  /** How many octets had arrived on the socket of the next step, and when the last of them did. */
  readonly octets: number;
  readonly heardAt: number;
}

/** What a learner may change about a scenario. */
export interface RunOptions {
  /** Whole number; the same seed gives the same run. */
  readonly seed?: number;
  /** Round trip in ms; the wire's delay is half of it. */
  readonly rttMs?: number;
  /** 0..1 */
  readonly loss?: number;
  readonly os?: ProfileName;
  readonly isn?: IsnMode;
  /** Departures from the RFC, besides those of the scenario. */
  readonly whatIf?: readonly WhatIf[];
  readonly profile?: ProfileOverrides;
}

export function begin(scenario: Scenario, options: RunOptions = {}): OwnSimulation {
  const seed = options.seed ?? 1;
  const whatIf = [...new Set([...(scenario.whatIf ?? []), ...(options.whatIf ?? [])])];
  const hosts: Record<HostId, Host> = {};
  let random = seed >>> 0;
  for (const spec of scenario.hosts) {
    const { secret, next } = drawSecret(random);
    random = next;
    const chosen = profile(options.os ?? spec.os ?? "rfc", {
      ...spec.profile,
      ...overridesOf(whatIf),
      ...options.profile,
    });
    hosts[spec.id] = newHost(
      spec.id,
      spec.ip,
      chosen,
      options.isn ?? spec.isn ?? { mode: "rfc6528" },
      secret,
    );
  }
  const delayMs = options.rttMs === undefined ? scenario.delayMs : options.rttMs / 2;
  const now = 0 - prologueOf(scenario, delayMs);
  return {
    // What is told of a scenario's own ISNs is not true of others.
    scenario: options.isn === undefined ? scenario : { ...scenario, ...scenario.underOtherIsns },
    seed,
    delayMs,
    loss: options.loss ?? 0,
    whatIf,
    now,
    random,
    hosts,
    flights: [],
    programs: scenario.programs.map(() => ({ next: 0, readyAt: null, since: now, octets: 0, heardAt: now })),
    faultCounts: (scenario.faults ?? []).map(() => 0),
    incidentsDone: 0,
    isns: {},
    isnsBefore: {},
    nextId: 1,
    opening: {},
    trace: [],
  } satisfies Simulation as unknown as OwnSimulation;
}

/** A slower wire takes longer to set the same scene. */
function prologueOf(scenario: Scenario, delayMs: number): number {
  return (scenario.prologueMs ?? 0) * Math.max(1, delayMs / Math.max(1, scenario.delayMs));
}

function drawSecret(state: number): { secret: Secret; next: number } {
  const words: number[] = [];
  let next = state;
  for (let i = 0; i < 4; i++) {
    const drawn = draw(next);
    words.push(Math.floor(drawn.value * 0x1_0000_0000));
    next = drawn.next;
  }
  return { secret: words as unknown as Secret, next };
}

/**
 * A copy that may be written on without the original noticing, of its hosts only on the one named (null = on none).
 * The other hosts, flights, entries and TCBs are shared, never changed.
 *
 * Every field is named, because a literal is copied four times as fast as `{ ...sim }`.
 */
export function copySimulation(sim: Simulation, writable: HostId | null): OwnSimulation {
  const host = writable === null ? undefined : sim.hosts[writable];
  return {
    scenario: sim.scenario,
    seed: sim.seed,
    delayMs: sim.delayMs,
    loss: sim.loss,
    whatIf: sim.whatIf,
    now: sim.now,
    random: sim.random,
    hosts: host ? { ...sim.hosts, [host.id]: copyHost(host) } : sim.hosts,
    flights: sim.flights.slice(),
    programs: sim.programs.slice(),
    faultCounts: sim.faultCounts.slice(),
    incidentsDone: sim.incidentsDone,
    isns: { ...sim.isns },
    isnsBefore: { ...sim.isnsBefore },
    nextId: sim.nextId,
    opening: sim.opening,
    trace: sim.trace.slice(),
  } satisfies Simulation as unknown as OwnSimulation;
}
