/** How a trace without accidents ended: established, half-closed, closed, in TIME-WAIT. */
import { finalStates, finalStatesOfAll, type Shown } from "../network/states.ts";
import type { Entry, Flight, HostId, Trace } from "../network/trace.ts";
import { ACK, has, SYN } from "../tcp/segment.ts";
import type { State } from "../tcp/tcb.ts";
import { duration, hostName, octets, roundTrips, theHost, type Voice } from "./voice.ts";

/** More round trips than this are better told as a time. */
const ROUNDS_MAX = 3;

interface End {
  readonly trace: Trace;
  readonly voice: Voice;
  readonly states: ReadonlyMap<HostId, State>;
  /** The hosts in that state. */
  in(...states: readonly State[]): HostId[];
  name(host: HostId | undefined): string;
}

export function outcome(trace: Trace, voice: Voice): string | null {
  const states = finalStates(trace);
  const end: End = {
    trace,
    voice,
    states,
    in: (...wanted) => [...states].filter(([, state]) => wanted.includes(state)).map(([host]) => host),
    name: (host) => theHost(voice, trace, host ?? ""),
  };
  return closed(end) ?? open(end) ?? opening(end) ?? inStates(end);
}

function closed({ trace, voice, states, in: hostsIn, name }: End): string | null {
  const waiting = hostsIn("TIME-WAIT");
  const gone = hostsIn("CLOSED", "LISTEN");
  if (waiting.length > 1) return voice.say("headline.time-wait-both");
  if (waiting.length === 1 && gone.length === states.size - 1) {
    return voice.say("headline.time-wait", { host: name(waiting[0]) });
  }
  const lived = [...states.keys()].filter((host) => wasEstablished(trace, host));
  const [left] = hostsIn("CLOSE-WAIT");
  if (left !== undefined && gone.length === states.size - 1) {
    return voice.say("headline.close-wait-left", { host: name(left) });
  }
  if (gone.length < states.size || lived.length < 2) return null;
  const waits = timeWaits(trace);
  const [only] = waits;
  if (!only || waits.length > 1) return voice.say("headline.closed");
  return voice.say("headline.closed-after", { host: name(only.host), wait: duration(voice, only.ms) });
}

function wasEstablished({ entries, hosts }: Trace, host: HostId): boolean {
  const opened = hosts.find(({ id }) => id === host)?.opening;
  if (opened !== undefined && opened !== "CLOSED" && opened !== "LISTEN") return true;
  return entries.some(
    (entry) => entry.host === host && entry.states.some(({ after }) => after === "ESTABLISHED"),
  );
}

function timeWaits({ entries }: Trace): { host: HostId; ms: number }[] {
  return entries.flatMap(({ n, at, host, states }) => {
    const change = states.find(({ after }) => after === "TIME-WAIT");
    if (!change || host === null) return [];
    const over = entries.find(
      (later) =>
        later.n > n && later.host === host && later.states.some(({ before }) => before === "TIME-WAIT"),
    );
    return over ? [{ host, ms: over.at - at }] : [];
  });
}

function open({ trace, voice, states, in: hostsIn, name }: End): string | null {
  const established = hostsIn("ESTABLISHED");
  const [half] = hostsIn("FIN-WAIT-2");
  const [other] = hostsIn("CLOSE-WAIT");
  if (half !== undefined && other !== undefined) {
    return voice.say("headline.half-closed", { host: name(half), other: name(other) });
  }
  if (established.length >= 2 && established.length === states.size) return establishedAfter(trace, voice);
  const [behind] = hostsIn("SYN-RECEIVED", "SYN-SENT");
  if (established.length !== 1 || behind === undefined) return null;
  const state = states.get(behind) ?? "";
  return voice.say("headline.ahead", { host: name(established[0]), other: name(behind), state });
}

/** Through connections: what UDP brought needed none. */
const readings = ({ entries }: Trace): { host: HostId | null; octets: number }[] =>
  entries
    .filter(({ move }) => move.type !== "call" || move.call.op !== "receive from")
    .flatMap(({ host, effects }) =>
      effects.flatMap((effect) => (effect.type === "deliver" ? [{ host, octets: effect.data.length }] : [])),
    );

const broughtByUdp = ({ entries }: Trace): boolean =>
  entries.some(({ because }) => because.some(({ rule }) => rule === "udp-delivered"));

function establishedAfter(trace: Trace, voice: Voice): string | null {
  const last = trace.entries.findLast(({ effects }) =>
    effects.some((effect) => effect.type === "signal" && effect.signal === "connection established"),
  );
  const first = asked(trace, last);
  const taken = readings(trace);
  const read = taken.reduce((sum, one) => sum + one.octets, 0);
  if (!first && read > 0) {
    const several = new Set(taken.map(({ host }) => host)).size > 1;
    return voice.say(`headline.data${several ? "-both" : ""}`, { octets: octets(voice, read) });
  }
  if (!first || !last) return null;
  const wait = last.at - first.sentAt;
  const rounds = wait / (2 * trace.delayMs);
  const whole = trace.delayMs > 0 && Number.isInteger(rounds * 2) && rounds <= ROUNDS_MAX;
  const beside = read > 0 ? "-data" : broughtByUdp(trace) ? "-udp" : "";
  const key = `established${beside}${whole ? "" : "-time"}`;
  return voice.say(`headline.${key}`, {
    wait: duration(voice, wait),
    rounds: roundTrips(voice, rounds),
    octets: octets(voice, read),
  });
}

/** The SYN that a connection began with: its own, where several came one after the other. */
function asked({ entries }: Trace, established: Entry | undefined): Flight | undefined {
  const syns = entries.flatMap(({ sent }) => sent).filter(({ seg }) => has(seg, SYN));
  const ports = [established?.before?.local.port, established?.before?.remote.port];
  const own = syns.findLast(
    ({ seg, again }) =>
      !again && !has(seg, ACK) && [seg.src, seg.dst].every(({ port }) => ports.includes(port)),
  );
  return own ?? syns[0];
}

function opening({ trace, voice, states, in: hostsIn, name }: End): string | null {
  if (trace.entries.length === 0) return voice.say("headline.nothing");
  const [asking] = hostsIn("SYN-SENT", "SYN-RECEIVED");
  const idle = hostsIn("CLOSED", "LISTEN");
  if (asking !== undefined && idle.length >= states.size - 1) {
    return voice.say("headline.opening", { host: name(asking), state: states.get(asking) ?? "" });
  }
  const [listening] = hostsIn("LISTEN");
  const alone = listening !== undefined && idle.length === states.size;
  return alone ? voice.say("headline.listening", { host: name(listening) }) : null;
}

function inStates({ trace, voice, states }: End): string | null {
  return states.size === 0 ? null : voice.say("headline.states", { states: statesText(trace, voice) });
}

/**
 * Of every host, and of each of its connections: `client ESTABLISHED, server CLOSE-WAIT + ESTABLISHED ×2`.
 * @param idle hosts that are CLOSED because nothing has happened to them yet.
 */
export function statesText(trace: Trace, voice: Voice, idle: readonly HostId[] = []): string {
  const states = finalStatesOfAll(trace);
  const told = trace.hosts.flatMap(({ id }) => {
    const all = states.get(id);
    if (all === undefined && !idle.includes(id)) return [];
    return `${hostName(voice, trace, id)} ${all ? spellStates(all) : "CLOSED"}`;
  });
  return told.join(", ");
}

/** `CLOSE-WAIT + ESTABLISHED ×2` */
export const spellStates = (all: readonly Shown[]): string =>
  all.map(({ state, count }) => (count > 1 ? `${state} ×${count}` : state)).join(" + ");
