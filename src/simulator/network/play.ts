/** The only transition: a move is played, and an entry tells what came of it. */
import { arrive } from "../host/arrive.ts";
import { changed } from "../host/connection.ts";
import { expire } from "../host/expire.ts";
import {
  type Connection,
  type Host,
  liveConnections,
  newOutcome,
  type Outcome,
  reboot,
} from "../host/host.ts";
import { perform } from "../host/perform.ts";
import { incidentMove } from "./moves.ts";
import { readyProgram, stepTaken, wakePrograms } from "./programs.ts";
import { copySimulation, type InFlight, type OwnSimulation, type Simulation } from "./simulation.ts";
import type { Entry, Flight, HostId, Move, MoveOf } from "./trace.ts";
import { hostOf, reaches, sendOff } from "./wire.ts";

/**
 * The simulation after `move`; `sim` itself does not change.
 *
 * `move` is one of `moves(sim)`, or such a one with a number or a text of somebody's own: `delay` by any `ms` from 0 to
 * `LIMITS.timeMs`, `call` of any socket of a host, `forge` of any segment (`by` null = the network still had it) as
 * long as the network has room, `reboot` of any host. A held segment can only be released or lost.
 *
 * Throws where there is no such segment, host or timer's connection.
 */
export function play(sim: Simulation, move: Move): Simulation {
  const next = copySimulation(sim, touchedBy(sim, move));
  advance(next, move);
  return next;
}

/** The only host that the move writes on; null = it happens in the network. */
function touchedBy(sim: Simulation, move: Move): HostId | null {
  if (move.type === "deliver")
    return sim.flights.find(({ flight }) => flight.id === move.id)?.flight.to ?? null;
  return move.type === "expire" || move.type === "call" || move.type === "reboot" ? move.host : null;
}

/**
 * `play` on a simulation that nobody else holds: writes on it. The compiler takes only one that `start` gave, and cannot
 * see that this one was given to `play` before, whose results share its hosts. `at`: not before this time (ms).
 */
export function advance(sim: OwnSimulation, move: Move, at = sim.now): void {
  sim.now = Math.max(sim.now, at);
  switch (move.type) {
    case "deliver":
      deliver(sim, move);
      break;
    case "expire":
      expireTimer(sim, move);
      break;
    case "call":
      call(sim, move);
      break;
    case "forge":
      forge(sim, move);
      break;
    case "reboot":
      crash(sim, move);
      break;
    default:
      tamper(sim, move);
  }
  wakePrograms(sim);
}

function deliver(sim: OwnSimulation, move: Tampering): void {
  const { flight } = take(sim, move);
  sim.now = Math.max(sim.now, flight.arrivesAt);
  const out = arrive(hostAt(sim, flight.to), flight.seg, sim.now);
  record(sim, move, flight.to, flight, out);
}

function expireTimer(sim: OwnSimulation, move: MoveOf<"expire">): void {
  const host = hostAt(sim, move.host);
  const connection = connectionOf(host, move.connection);
  sim.now = Math.max(sim.now, connection.tcb.timers[move.timer] ?? sim.now);
  record(sim, move, move.host, null, expire(host, connection, move.timer, sim.now));
}

function connectionOf(host: Host, key: string): Connection {
  const connection = liveConnections(host).find((one) => one.key === key);
  if (!connection) throw new Error(`no connection ${key} on ${host.id}`);
  return connection;
}

function call(sim: OwnSimulation, move: MoveOf<"call">): void {
  const program = readyProgram(sim, move);
  sim.now = Math.max(sim.now, sim.programs[program]?.readyAt ?? sim.now);
  const out = perform(hostAt(sim, move.host), move.socket, move.call, sim.now);
  record(sim, move, move.host, null, out);
  if (program >= 0) stepTaken(sim, program);
}

/** The segment bears the address of another host, or is left over from a connection that is gone. */
function forge(sim: OwnSimulation, move: MoveOf<"forge">): void {
  incidentDone(sim, move);
  const from = hostOf(sim, move.seg.src.ip) ?? move.by ?? move.to;
  const flight = sendOff(sim, { seg: move.seg, from, again: false, forgedBy: move.by ?? "old duplicate" });
  append(sim, { move, host: move.by, flight, sent: [flight], out: null });
}

/** The scenario's next incident, if it is this one, happens no sooner than it is to; any other one is somebody's own. */
function incidentDone(sim: OwnSimulation, move: MoveOf<"forge" | "reboot">): void {
  const incident = sim.scenario.incidents?.[sim.incidentsDone];
  if (!incident || JSON.stringify(incidentMove(sim, incident)) !== JSON.stringify(move)) return;
  sim.incidentsDone++;
  sim.now = Math.max(sim.now, incident.at);
}

function crash(sim: OwnSimulation, move: MoveOf<"reboot">): void {
  incidentDone(sim, move);
  const host = hostAt(sim, move.host);
  const out = newOutcome();
  for (const { key, tcb } of liveConnections(host)) changed(out, key, tcb.state, "CLOSED");
  reboot(host);
  append(sim, { move, host: move.host, flight: null, sent: [], out });
}

type Tampering = Exclude<Move, { type: "deliver" | "expire" | "call" | "forge" | "reboot" }>;

/** What the network does to a segment instead of delivering it. */
function tamper(sim: OwnSimulation, move: Tampering): void {
  const taken = take(sim, move);
  const { flight } = taken;
  const put = (one: Flight): void => {
    sim.flights.push({ flight: one, plan: "deliver", planMs: 0 });
  };
  switch (move.type) {
    case "lose":
      sim.now = Math.max(sim.now, flight.arrivesAt);
      break;
    case "corrupt":
      put({ ...flight, seg: { ...flight.seg, corrupted: true } });
      break;
    case "duplicate":
      put(flight);
      put({ ...flight, id: sim.nextId++, copyOf: flight.id, arrivesAt: flight.arrivesAt + taken.planMs });
      break;
    case "hold":
      sim.flights.push({ flight: { ...flight, held: true }, plan: "hold", planMs: taken.planMs });
      break;
    case "release": {
      const { held: _, ...free } = flight;
      put({ ...free, arrivesAt: Math.max(sim.now, flight.arrivesAt) });
      break;
    }
    case "delay":
      put({ ...flight, arrivesAt: flight.arrivesAt + move.ms });
      break;
  }
  append(sim, { move, host: null, flight, sent: [], out: null });
}

/** What may happen to a segment that the network keeps. */
const TO_HELD: readonly Move["type"][] = ["release", "lose"];

function take(sim: OwnSimulation, { type, id }: Tampering): InFlight {
  const index = sim.flights.findIndex(({ flight }) => flight.id === id);
  const found = sim.flights[index];
  if (!found) throw new Error(`no segment ${id} is between the hosts`);
  const held = found.flight.held === true;
  if (held ? !TO_HELD.includes(type) : type === "release") {
    throw new Error(`segment ${id} is ${held ? "" : "not "}held: no ${type}`);
  }
  // Mostly it is the one that was sent first.
  if (index === 0) sim.flights.shift();
  else sim.flights.splice(index, 1);
  return found;
}

function hostAt(sim: Simulation, id: HostId): Host {
  const host = sim.hosts[id];
  if (!host) throw new Error(`no host ${id}`);
  return host;
}

function record(sim: OwnSimulation, move: Move, host: HostId, flight: Flight | null, out: Outcome): void {
  append(sim, { move, host, flight, sent: out.sent.length === 0 ? NOTHING : sendAll(sim, host, out), out });
}

const sendAll = (sim: OwnSimulation, from: HostId, { sent, after }: Outcome): Flight[] =>
  sent.map(({ seg, again }) => sendOff(sim, { seg, from, again, tcb: after }));

interface Happened {
  readonly move: Move;
  readonly host: HostId | null;
  readonly flight: Flight | null;
  /** All that left, whether there is anybody to reach or not. */
  readonly sent: readonly Flight[];
  readonly out: Outcome | null;
}

const NOTHING: readonly never[] = [];

function append(sim: OwnSimulation, { move, host, flight, sent, out }: Happened): void {
  const lost = sent.every((one) => reaches(sim, one)) ? NOTHING : sent.filter((one) => !reaches(sim, one));
  const entry: Entry = {
    n: sim.trace.length,
    at: sim.now,
    move,
    host,
    connection: out?.connection ?? null,
    flight,
    sent: lost.length === 0 ? sent : sent.filter((one) => reaches(sim, one)),
    ...(lost.length > 0 && { unreachable: lost }),
    states: out?.states ?? NOTHING,
    effects: out?.effects ?? NOTHING,
    because: out?.because ?? NOTHING,
    result: out?.result ?? null,
    ...(out?.error && { error: out.error }),
    before: out?.before ?? null,
    after: out?.after ?? null,
  };
  sim.trace.push(entry);
}
