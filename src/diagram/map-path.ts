/** The way that a connection took through the state map, at each end. */
import { type Connection, isAlive, isListener } from "../simulator/network/connections.ts";
import type { Entry, HostId, Trace } from "../simulator/network/trace.ts";
import { flagNames, has, RST } from "../simulator/tcp/segment.ts";
import type { State } from "../simulator/tcp/tcb.ts";
import { TRANSITIONS, type Transition } from "./map-places.ts";

export interface Step {
  /** Counted over both ends in the order of time, from 1. */
  readonly number: number;
  readonly from: State;
  readonly to: State;
  /** The figure's arrow; null = the figure has none. */
  readonly transition: Transition | null;
  /** What made it, in the RFC's words or `REBOOT`; said where the figure has no arrow that says so. */
  readonly event: string;
  /** What was sent then, in the RFC's words; empty = nothing. */
  readonly action: string;
  /** Of the connection; otherwise of the listener before it. */
  readonly own: boolean;
}

export interface End {
  readonly host: HostId;
  /** Where its path begins. */
  readonly opening: State;
  readonly now: State;
  readonly steps: readonly Step[];
}

const ENDS_MAX = 2;

/** Of both ends of one connection the way from its listener on; where there is none, of the hosts that have a state. */
export function pathsOf(trace: Trace, main: Connection | undefined): End[] {
  const ends = new Map(main?.ends.map((end) => [end.host, end]));
  const steps = new Map<HostId, Step[]>();
  let number = 0;
  for (const entry of trace.entries) {
    const { host } = entry;
    if (host === null || (main !== undefined && !ends.has(host))) continue;
    const path = steps.get(host) ?? [];
    for (const { connection, before, after } of entry.states) {
      // Once there is the connection, what becomes of the listener is another story.
      const isNext = isListener(connection)
        ? !path.some(({ own }) => own)
        : connection === ends.get(host)?.key;
      if (!isNext) continue;
      const here = path.at(-1)?.to ?? trace.hosts.find(({ id }) => id === host)?.opening;
      const from = isFromCookie(here, before) ? "LISTEN" : before;
      path.push({ number: ++number, own: !isListener(connection), ...stepOf(entry, from, after) });
      steps.set(host, path);
    }
  }
  // Where nobody changes state, the map shows which one they are in all the while.
  const stays = (opening: State): boolean => steps.size === 0 && isAlive(opening);
  return trace.hosts
    .filter(({ id, opening }) => (main ? ends.has(id) : steps.has(id) || stays(opening)))
    .slice(0, ENDS_MAX)
    .sort((a, b) => Number(isPeerOfAll(trace, a.id)) - Number(isPeerOfAll(trace, b.id)))
    .map(({ id, opening }) => {
      const path = steps.get(id) ?? [];
      const now = ends.get(id)?.state ?? path.at(-1)?.to ?? opening;
      return { host: id, opening: path[0]?.from ?? opening, now, steps: path };
    });
}

/** A run's second host, its server mostly, is the one that the others have their connections with. */
export const isPeerOfAll = ({ hosts }: Trace, host: HostId): boolean => hosts[1]?.id === host;

/** Of a SYN cookie nothing was kept: the connection that its ACK makes was never in SYN-RECEIVED before. */
const isFromCookie = (here: State | undefined, before: State): boolean =>
  before === "SYN-RECEIVED" && (here === "LISTEN" || here === "CLOSED");

/** In no language: what the RFC has no word for. */
export const REBOOT = "reboot";

const RESET = "rcv RST";
const SYN_ACK = "rcv SYN,ACK";

function stepOf(entry: Entry, from: State, to: State): Omit<Step, "number" | "own"> {
  const event = eventOf(entry);
  const action = [...new Set(entry.sent.map(({ seg }) => `snd ${flagNames(seg.flags)}`))].join(", ");
  const found = TRANSITIONS.find((one) => one.from === from && one.to === to);
  const transition = found && isTrue(found, event, action) ? found : null;
  return { from, to, event, action, transition };
}

/** None of these is what an arrow between the same two states says, unless it says just that. */
const NEEDS_ITS_WORD: ReadonlySet<string> = new Set([RESET, "Timeout", "ABORT", REBOOT]);

/**
 * Whether the arrow's words are what happened. They need not be to the letter: a FIN that overtook data counts when the
 * data are there, and its ACK may leave later. But only a RST is a RST, and the third segment belongs to the second.
 */
function isTrue({ words: [said] }: Transition, event: string, action: string): boolean {
  if (NEEDS_ITS_WORD.has(event)) return said.startsWith(event);
  if (said === SYN_ACK) return event === SYN_ACK && action !== "";
  return said !== RESET;
}

function eventOf({ move, flight }: Entry): string {
  switch (move.type) {
    case "deliver":
      if (flight === null) return "";
      return has(flight.seg, RST) ? RESET : `rcv ${flagNames(flight.seg.flags)}`;
    case "expire":
      return "Timeout";
    case "call":
      return move.call.op === "abort" ? "ABORT" : "CLOSE";
    case "reboot":
      return REBOOT;
    default:
      return "";
  }
}
