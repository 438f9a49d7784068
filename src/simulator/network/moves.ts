/** Everything that may happen next. */
import { liveConnections } from "../host/host.ts";
import { flagsOf, type Segment } from "../tcp/segment.ts";
import { add, seqNum } from "../tcp/seqnum.ts";
import { TIMER_NAMES } from "../tcp/tcb.ts";
import { LIMITS } from "./limits.ts";
import type { ForgedSegment, Incident, Program } from "./scenario.ts";
import type { Simulation } from "./simulation.ts";
import type { Move } from "./trace.ts";
import { isnsOf } from "./wire.ts";

/** On a wire that takes no time, a delay must still be one (ms). */
const DELAY_MIN_MS = 1;

/**
 * Every legal move: each segment may be delivered or tampered with, each running timer may expire, each program may
 * take its next step, each incident of the scenario may come to pass. Their order is that of a run. At a limit
 * there is none.
 *
 * Where a move has a number or a text of its own, one stands for all: `delay` is offered for as long again as the
 * wire takes, and of calls and forgeries only those that the scenario knows. `play` takes the others as well.
 */
export function moves(sim: Simulation): Move[] {
  if (sim.trace.length >= LIMITS.entries) return [];
  return [...flightMoves(sim), ...callMoves(sim), ...timerMoves(sim), ...incidentMoves(sim)];
}

function flightMoves(sim: Simulation): Move[] {
  return sim.flights.flatMap(({ flight }): Move[] => {
    const { id } = flight;
    if (flight.held)
      return [
        { type: "release", id },
        { type: "lose", id },
      ];
    const free: Move[] = [
      { type: "deliver", id },
      { type: "lose", id },
      ...(hasRoom(sim) ? [{ type: "duplicate", id } as const] : []),
      { type: "hold", id },
      { type: "delay", id, ms: Math.max(DELAY_MIN_MS, sim.delayMs) },
    ];
    return flight.seg.corrupted ? free : [...free, { type: "corrupt", id }];
  });
}

const hasRoom = (sim: Simulation): boolean => sim.flights.length < LIMITS.flights;

function callMoves(sim: Simulation): Move[] {
  return sim.programs.flatMap(({ next, readyAt }, i): Move[] => {
    const { host, steps } = sim.scenario.programs[i] as Program;
    const step = steps[next];
    return readyAt === null || !step ? [] : [{ type: "call", host, socket: step.socket, call: step.call }];
  });
}

function timerMoves(sim: Simulation): Move[] {
  return Object.values(sim.hosts).flatMap((host) =>
    liveConnections(host).flatMap(({ key, tcb }): Move[] =>
      TIMER_NAMES.filter((timer) => tcb.timers[timer] !== null).map((timer) => ({
        type: "expire",
        host: host.id,
        connection: key,
        timer,
      })),
    ),
  );
}

function incidentMoves(sim: Simulation): Move[] {
  const next = sim.scenario.incidents?.[sim.incidentsDone];
  if (!next || (next.what.type !== "reboot" && !hasRoom(sim))) return [];
  return [incidentMove(sim, next)];
}

export function incidentMove(sim: Simulation, { what }: Incident): Move {
  if (what.type === "reboot") return what;
  const by = what.type === "forge" ? what.by : null;
  return { type: "forge", by, to: what.seg.to, seg: forged(sim, what.seg) };
}

function forged(
  sim: Simulation,
  { from, to, srcPort, dstPort, flags, seq, ack, counted, wnd, data }: ForgedSegment,
): Segment {
  const src = { ip: sim.hosts[from]?.ip ?? from, port: srcPort };
  const dst = { ip: sim.hosts[to]?.ip ?? to, port: dstPort };
  const isns = counted && isnsOf(sim, { src, dst }, counted);
  return {
    src,
    dst,
    seq: add(isns?.own ?? seqNum(0), seq),
    ack: ack === undefined ? seqNum(0) : add(isns?.peers ?? seqNum(0), ack),
    flags: flagsOf(flags),
    wnd: wnd ?? 65_535,
    data: data ?? "",
  };
}
