/** Reads a trace as a picture tells it: segments with their fate, calls, timers, states. Plain data, with every word said. */
import type { SocketResult } from "../simulator/host/socket.ts";
import { lateBy } from "../simulator/network/late.ts";
import { copiesOf } from "../simulator/network/part.ts";
import type { Entry, Flight, HostId, Trace } from "../simulator/network/trace.ts";
import { unheeded } from "../simulator/network/unheeded.ts";
import { ACK, has, RST } from "../simulator/tcp/segment.ts";
import type { Options } from "./labels.ts";
import { type Span, spans } from "./spans.ts";
import { type Wait, waits, withState } from "./waits.ts";

/** `unreachable`: it left for an address where nobody is. */
export type Fate = "arrived" | "lost" | "in flight" | "unreachable";
export type Oddity =
  | "retransmitted"
  | "duplicate"
  | "corrupted"
  | "forged"
  | "held"
  | "delayed"
  | "ignored"
  | "dropped"
  | "oldDuplicate";

export interface Journey {
  readonly flight: Flight;
  /** Whose lifeline the arrow leaves: a forger's own, not the one that the source address names. */
  readonly from: HostId;
  /** Whose lifeline it goes to; of one that nobody gets, a neighbour's that it leaves towards. */
  readonly to: HostId;
  readonly fate: Fate;
  readonly oddities: readonly Oddity[];
  /** The entries that sent it and that ended it; null = not in this part of the trace. */
  readonly sentBy: number | null;
  readonly endedBy: number | null;
  /** The entry since which it is there: of a copy, that made it; of what stands in a picture before, that touched it last. */
  readonly since: number;
  /** The entry that did something to it last. */
  readonly touchedBy: number;
  /** The network holds it; what it has released was `held` once, and is under way. */
  readonly holding?: true;
}

export interface Call {
  readonly host: HostId;
  readonly n: number;
  readonly lines: readonly string[];
  readonly alarm: boolean;
  /** What TCP tells of itself: it follows what it tells of. */
  readonly signal?: true;
}

export interface Lifeline {
  readonly id: HostId;
  readonly title: string;
}

export interface Story {
  readonly hosts: readonly Lifeline[];
  /** One-way delay of the wire in ms. */
  readonly delayMs: number;
  readonly entries: readonly Pick<Entry, "n" | "at" | "host">[];
  readonly journeys: readonly Journey[];
  readonly calls: readonly Call[];
  readonly waits: readonly Wait[];
  readonly spans: readonly Span[];
  /** An end has closed its window, here or in a picture before this one: what is open and what is not is worth a word. */
  readonly windows: boolean;
  /** The entry that stands out; null = none does. */
  readonly newest: number | null;
}

/** Entries `first` up to, not including, `end`; those up to `until` stand in the pictures after it. */
export function read(trace: Trace, options: Options, first: number, end: number, until = end): Story {
  const entries = trace.entries.slice(first, end);
  const { locale, labels } = options;
  const bars = spans(trace, first, end, options.idle);
  return {
    hosts: trace.hosts.map(({ id, title }) => ({ id, title: labels.hosts[id] ?? title[locale] })),
    delayMs: trace.delayMs,
    entries: entries.map(({ n, at, host }) => ({ n, at, host })),
    journeys: journeys(trace, first, end),
    calls: entries.flatMap((entry) => calls(entry, trace, options)),
    waits: waits(trace.entries.slice(0, until), first, end, labels).map((wait) => withState(wait, bars)),
    spans: bars,
    windows: trace.entries.slice(0, end).some(({ sent }) => sent.some(closesWindow)),
    newest: options.focus === true ? end - 1 : null,
  };
}

/** A RST has no window to speak of. */
const closesWindow = ({ seg }: Flight): boolean => seg.wnd === 0 && has(seg, ACK) && !has(seg, RST);

function journeys(trace: Trace, first: number, end: number): Journey[] {
  const all = new Map<number, Journey>();
  const copies = copiesOf(trace);
  const aside = asideOf(trace);
  for (const [n, entry] of trace.entries.slice(0, end).entries()) {
    const copy = entry.move.type === "duplicate" ? copies.shift() : undefined;
    if (copy !== undefined) all.set(copy.id, { ...setOff(copy, n), sentBy: null });
    for (const flight of entry.sent) {
      all.set(flight.id, setOff(flight, n));
    }
    for (const flight of entry.unreachable ?? []) {
      const { from } = flight;
      all.set(flight.id, { ...setOff(flight, n), to: aside(from), fate: "unreachable", endedBy: n });
    }
    const moved = entry.flight === null ? undefined : all.get(entry.flight.id);
    if (moved !== undefined && entry.flight !== null) {
      all.set(moved.flight.id, after(late(moved, entry, trace), entry, entry.flight, n));
    }
  }
  const known = new Set(trace.hosts.map((host) => host.id));
  return [...all.values()]
    .filter((j) => known.has(j.from) && known.has(j.to) && j.from !== j.to)
    .filter((j) => j.touchedBy >= first)
    .map((j) => (j.since < first ? { ...j, sentBy: null, since: j.touchedBy } : j));
}

/** Towards which lifeline a segment leaves that nobody gets: away from whoever forged the address. */
function asideOf({ hosts, entries }: Trace): (from: HostId) => HostId {
  const forgers = new Set(entries.flatMap(({ move }) => (move.type === "forge" ? [move.by] : [])));
  return (from) => {
    const at = hosts.findIndex(({ id }) => id === from);
    const beside = [hosts[at - 1], hosts[at + 1]].flatMap((host) => host?.id ?? []);
    return beside.find((id) => !forgers.has(id)) ?? beside[0] ?? from;
  };
}

function setOff(flight: Flight, n: number): Journey {
  const { forgedBy, copyOf, again, to } = flight;
  const base = { flight, to, fate: "in flight", endedBy: null, since: n, touchedBy: n } as const;
  // Nobody sends it now: it comes out of the network, where it was all the time.
  if (forgedBy === "old duplicate")
    return { ...base, from: flight.from, oddities: ["oldDuplicate"], sentBy: null };
  const oddities: Oddity[] = [];
  if (forgedBy !== undefined) oddities.push("forged");
  if (copyOf !== undefined) oddities.push("duplicate");
  else if (again) oddities.push("retransmitted");
  return { ...base, from: forgedBy ?? flight.from, oddities, sentBy: n };
}

/** Slower than the wire: a steep arrow alone may be no more than one beside which much happens. */
function late(journey: Journey, entry: Entry, trace: Trace): Journey {
  if (lateBy(trace, entry) === 0) return journey;
  return { ...journey, oddities: [...journey.oddities, "delayed"] };
}

/** What an entry's move does to a segment. What is held stays so until it is released, or lost. */
function after({ holding: _, ...journey }: Journey, entry: Entry, flight: Flight, n: number): Journey {
  const odd = (oddity: Oddity): Journey => ({
    ...journey,
    flight,
    touchedBy: n,
    oddities: journey.oddities.includes(oddity) ? journey.oddities : [...journey.oddities, oddity],
  });
  switch (entry.move.type) {
    case "deliver": {
      const unheard = unheeded(entry);
      const arrived = unheard === null ? { ...journey, flight, touchedBy: n } : odd(unheard);
      return { ...arrived, fate: "arrived", endedBy: n };
    }
    case "lose":
      return { ...journey, fate: "lost", endedBy: n, touchedBy: n };
    case "corrupt":
      return odd("corrupted");
    case "hold":
      return { ...odd("held"), holding: true };
    case "release":
      return odd("held");
    case "delay":
      return odd("delayed");
    default:
      return journey;
  }
}

function calls(entry: Entry, { hosts }: Trace, { labels }: Options): Call[] {
  const { move, n, host } = entry;
  const errors = hosts.find(({ id }) => id === host)?.errors;
  const out: Call[] = [];
  if (move.type === "call") {
    const lines = labels.call(move.call, entry.result, errors);
    out.push({ host: move.host, n, lines, alarm: failed(entry.result) });
  }
  if (move.type === "reboot") out.push({ host: move.host, n, lines: [labels.reboot], alarm: true });
  if (entry.error !== undefined && move.type !== "call" && host !== null) {
    out.push({ host, n, lines: [labels.error(entry.error, errors)], alarm: true, signal: true });
  }
  return out.filter((call) => call.lines.length > 0);
}

/** "Not yet" is no failure. */
export const failed = (result: SocketResult | null): boolean =>
  result?.ok === false && result.errno !== "EINPROGRESS" && result.errno !== "EAGAIN";
