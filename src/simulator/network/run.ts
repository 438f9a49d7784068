/** Letting the scenario choose the moves: always the earliest thing that is due. */
import type { Connection, Host } from "../host/host.ts";
import { firstDeadline, type State, TIMER_NAMES, type TimerName } from "../tcp/tcb.ts";
import { LIMITS } from "./limits.ts";
import { incidentMove } from "./moves.ts";
import { advance } from "./play.ts";
import { wakePrograms } from "./programs.ts";
import type { Program, Scenario } from "./scenario.ts";
import { begin, type InFlight, type RunOptions, type Simulation } from "./simulation.ts";
import type { Move, MoveOf, Trace } from "./trace.ts";

/** Runs the scenario to its end, to quiet, or to a limit. Deterministic: same arguments, same bytes. */
export function run(scenario: Scenario, options: RunOptions = {}): Trace {
  const sim = start(scenario, options);
  return traceOf(sim, runOn(sim));
}

/** The simulation at time 0: what came before (the scenario's prologue) has happened, but is not in the trace. */
export function start(scenario: Scenario, options: RunOptions = {}): Simulation {
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

function openingStates(sim: Simulation): Simulation["opening"] {
  const states: Simulation["opening"] = {};
  for (const host of Object.values(sim.hosts)) states[host.id] = shownState(host);
  return states;
}

/** The host's state as a figure shows it: its newest connection's, or LISTEN, or CLOSED. */
export function shownState({ tuples, connections, listeners }: Host): State {
  const newest = Object.values(tuples).at(-1);
  const idle = Object.keys(listeners).length > 0 ? "LISTEN" : "CLOSED";
  return newest === undefined ? idle : (connections[newest]?.tcb.state ?? idle);
}

/** Plays on from where the simulation stands, writing on it. */
function runOn(sim: Simulation, untilMs = sim.scenario.untilMs ?? LIMITS.timeMs): Trace["ended"] {
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
  let best: Due | null = null;
  for (const one of sim.flights) {
    const at = dueAt(one);
    if (at !== null && (best === null || at < best.at)) best = { at, move: planOf(one) };
  }
  best = earliestCall(sim, best);
  const expiry = earliestExpiry(sim, best?.at);
  if (expiry) best = expiry;
  const incident = sim.scenario.incidents?.[sim.incidentsDone];
  if (incident && (best === null || incident.at < best.at)) {
    best = { at: Math.max(sim.now, incident.at), move: incidentMove(sim, incident) };
  }
  return best;
}

/** When the network acts on the segment; null = it is held, and nobody has said for how long. */
function dueAt({ flight, plan, planMs }: InFlight): number | null {
  if (plan === "hold" && flight.held) return planMs > 0 ? flight.arrivesAt + planMs : null;
  if (plan === "duplicate" || plan === "corrupt" || plan === "hold") return flight.sentAt;
  return flight.arrivesAt;
}

function planOf({ flight, plan }: InFlight): Move {
  if (flight.held) return { type: "release", id: flight.id };
  return { type: plan, id: flight.id };
}

function earliestCall(sim: Simulation, best: Due | null): Due | null {
  let first = best;
  for (let i = 0; i < sim.programs.length; i++) {
    const readyAt = sim.programs[i]?.readyAt ?? null;
    if (readyAt === null || (first !== null && readyAt >= first.at)) continue;
    const { host, steps } = sim.scenario.programs[i] as Program;
    const step = steps[sim.programs[i]?.next ?? 0];
    if (step) first = { at: readyAt, move: { type: "call", host, socket: step.socket, call: step.call } };
  }
  return first;
}

/** The timer that expires next; null = none does before that time (ms). Of several the first host's first one. */
export function earliestExpiry(
  sim: Simulation,
  before = Number.POSITIVE_INFINITY,
): { readonly at: number; readonly move: MoveOf<"expire"> } | null {
  let at = before;
  let first: { readonly host: string; readonly connection: Connection } | null = null;
  for (const { id } of sim.scenario.hosts) {
    const host = sim.hosts[id] as Host;
    for (const key in host.tuples) {
      const connection = host.connections[host.tuples[key] as string] as Connection;
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
