/** Letting the scenario choose the moves: always the earliest thing that is due. */
import { type Connection, type Host, liveConnections } from "../host/host.ts";
import { firstDeadline, type State, TIMER_NAMES, type TimerName } from "../tcp/tcb.ts";
import { LIMITS } from "./limits.ts";
import { incidentMove } from "./moves.ts";
import { advance } from "./play.ts";
import { wakePrograms } from "./programs.ts";
import type { Program, ProgramStep, Scenario } from "./scenario.ts";
import { begin, type InFlight, type OwnSimulation, type RunOptions, type Simulation } from "./simulation.ts";
import type { Move, MoveOf, Trace } from "./trace.ts";

/** Runs the scenario to its end, to quiet, or to a limit. Deterministic: same arguments, same bytes. */
export function run(scenario: Scenario, options: RunOptions = {}): Trace {
  const sim = start(scenario, options);
  return traceOf(sim, runOn(sim));
}

/** The simulation at time 0: what came before (the scenario's prologue) has happened, but is not in the trace. */
export function start(scenario: Scenario, options: RunOptions = {}): OwnSimulation {
  const sim = begin(scenario, options);
  if (scenario.prologueMs === undefined) {
    wakePrograms(sim);
    return sim;
  }
  runOn(sim, -1);
  sim.trace = [];
  sim.now = 0;
  sim.opening = openingStates(sim);
  wakePrograms(sim);
  return sim;
}

function openingStates(sim: Simulation): OwnSimulation["opening"] {
  const states: OwnSimulation["opening"] = {};
  for (const host of Object.values(sim.hosts)) states[host.id] = openingState(host);
  return states;
}

/** Whoever comes now finds the newest connection, or a listener, or nobody; what has ended before is not their story. */
function openingState(host: Host): State {
  const newest = liveConnections(host).at(-1);
  return newest?.tcb.state ?? (Object.keys(host.listeners).length > 0 ? "LISTEN" : "CLOSED");
}

/** Plays on from where the simulation stands, writing on it. */
function runOn(sim: OwnSimulation, untilMs = sim.scenario.untilMs ?? LIMITS.timeMs): Trace["ended"] {
  wakePrograms(sim);
  while (sim.trace.length < LIMITS.entries && sim.flights.length < LIMITS.flights) {
    const next = nextDue(sim);
    if (!next) return "quiet";
    if (next.at > untilMs) return sim.scenario.untilMs === undefined ? "limit" : "until";
    advance(sim, next.move, next.at);
  }
  return "limit";
}

/** What happened so far, with what is needed to draw and tell it. */
export const traceOf = (sim: Simulation, ended: Trace["ended"]): Trace => ({
  scenario: sim.scenario.id,
  title: sim.scenario.title,
  hosts: sim.scenario.hosts.map(({ id, ip, title }) => ({
    id,
    ip,
    title,
    profile: sim.hosts[id]?.profile.name ?? "rfc",
    ...(sim.hosts[id]?.profile.errorNames === "winsock" && { errors: "winsock" }),
    opening: sim.opening[id] ?? "CLOSED",
  })),
  entries: sim.trace,
  inFlight: sim.flights.map(({ flight }) => flight),
  seed: sim.seed,
  delayMs: sim.delayMs,
  whatIf: sim.whatIf,
  ended,
});

export interface Due {
  /** Milliseconds of simulated time. */
  readonly at: number;
  readonly move: Move;
}

/**
 * What a run would do next; null = nothing is due. At the same time: arrivals first, in the order of sending; then
 * programs, timers, incidents.
 */
export function nextDue(sim: Simulation): Due | null {
  const flight = earliestFlight(sim);
  const call = earliestCall(sim, flight?.at) ?? flight;
  const expiry = earliestExpiry(sim, call?.at) ?? call;
  return nextIncident(sim, expiry?.at) ?? expiry;
}

function earliestFlight({ flights }: Simulation): Due | null {
  let at = NEVER;
  let first: InFlight | null = null;
  for (const one of flights) {
    const due = dueAt(one);
    if (due >= at) continue;
    at = due;
    first = one;
  }
  return first && { at, move: planOf(first) };
}

const NEVER = Number.POSITIVE_INFINITY;

/** When the network acts on the segment: never, if it is held and nobody has said for how long. */
function dueAt({ flight, plan, planMs }: InFlight): number {
  if (plan === "deliver" || plan === "lose") return flight.arrivesAt;
  if (plan === "hold" && flight.held) return planMs > 0 ? flight.arrivesAt + planMs : NEVER;
  return flight.sentAt;
}

function planOf({ flight, plan }: InFlight): Move {
  if (flight.held) return { type: "release", id: flight.id };
  return { type: plan, id: flight.id };
}

/** null = no program calls before that time (ms). The same holds for the next two. */
function earliestCall(sim: Simulation, before = NEVER): Due | null {
  let at = before;
  let first = -1;
  for (let i = 0; i < sim.programs.length; i++) {
    const readyAt = sim.programs[i]?.readyAt ?? NEVER;
    if (readyAt >= at) continue;
    at = readyAt;
    first = i;
  }
  if (first < 0) return null;
  const { host, steps } = sim.scenario.programs[first] as Program;
  const { socket, call } = steps[sim.programs[first]?.next ?? 0] as ProgramStep;
  return { at, move: { type: "call", host, socket, call } };
}

/** Of several timers that expire at the same time the first host's first one. */
export function earliestExpiry(
  sim: Simulation,
  before = NEVER,
): { readonly at: number; readonly move: MoveOf<"expire"> } | null {
  let at = before;
  let first: { readonly host: string; readonly connection: Connection } | null = null;
  for (const { id } of sim.scenario.hosts) {
    const host = sim.hosts[id] as Host;
    for (const one of host.live) {
      const connection = host.connections[one] as Connection;
      const due = firstDeadline(connection.tcb.timers);
      if (due >= at) continue;
      at = due;
      first = { host: id, connection };
    }
  }
  if (first === null) return null;
  const { tcb, key } = first.connection;
  const timer = TIMER_NAMES.find((name) => tcb.timers[name] === at) as TimerName;
  return { at, move: { type: "expire", host: first.host, connection: key, timer } };
}

function nextIncident(sim: Simulation, before = NEVER): Due | null {
  const incident = sim.scenario.incidents?.[sim.incidentsDone];
  if (!incident || incident.at >= before) return null;
  return { at: Math.max(sim.now, incident.at), move: incidentMove(sim, incident) };
}
