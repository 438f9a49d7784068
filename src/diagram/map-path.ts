/** The way that a run took through the state map, at each end. */
import type { Entry, HostId, Trace } from "../simulator/network/trace.ts";
import { flagNames, has, RST } from "../simulator/tcp/segment.ts";
import type { State } from "../simulator/tcp/tcb.ts";
import { TRANSITIONS, type Transition } from "./map-places.ts";
import { boxText } from "./states.ts";
import { spans } from "./story.ts";

export interface Step {
  /** Counted over both ends in the order of time, from 1. */
  readonly number: number;
  readonly from: State;
  readonly to: State;
  /** The figure's arrow; null = the figure has none. */
  readonly transition: Transition | null;
  /** What made it, in the RFC's words or `REBOOT`; said where the figure has no arrow that says so. */
  readonly event: string;
}

export interface End {
  readonly host: HostId;
  readonly opening: State;
  /** Where the host is now, as its lifeline says it: `SYN-RECEIVED ×3`. */
  readonly now: string;
  readonly steps: readonly Step[];
}

const ENDS_MAX = 2;
const LISTENER = "*:";

/** Of each host its listener and its first connection. */
export function pathsOf(trace: Trace): End[] {
  const ends = new Map<HostId, { connection: string | null; now: State; steps: Step[] }>();
  let number = 0;
  for (const entry of trace.entries) {
    if (entry.host === null) continue;
    for (const { connection, before, after } of entry.states) {
      const end = ends.get(entry.host) ?? { connection: null, now: before, steps: [] };
      const listener = connection.startsWith(LISTENER);
      // Once there is a connection, what becomes of the listener is another story.
      if (listener ? end.connection !== null : connection !== (end.connection ?? connection)) continue;
      if (!listener) end.connection = connection;
      ends.set(entry.host, end);
      end.steps.push({ number: ++number, ...stepOf(entry, before, after) });
      end.now = after;
    }
  }
  // Where nobody changes state, the map shows which one they are in all the while.
  const stays = (opening: State): boolean => ends.size === 0 && !isGone(opening);
  return trace.hosts
    .filter(({ id, opening }) => ends.has(id) || stays(opening))
    .slice(0, ENDS_MAX)
    .map(({ id, opening }) => {
      const { steps, now } = ends.get(id) ?? { steps: [], now: opening };
      return { host: id, opening, now: isGone(now) ? lastStateOf(trace, id, now) : now, steps };
    });
}

const isGone = (state: State): boolean => state === "CLOSED" || state === "LISTEN";

/** The connection that the path follows is over, but others of the host may live. */
function lastStateOf(trace: Trace, host: HostId, now: State): string {
  const last = spans(trace, 0, trace.entries.length).findLast((span) => span.host === host);
  return last === undefined || isGone(last.state) ? now : boxText(last);
}

/** In no language: what the RFC has no word for. */
export const REBOOT = "reboot";

/** None of these is what an arrow between the same two states says, unless it says just that. */
const NEEDS_ITS_WORD: ReadonlySet<string> = new Set(["rcv RST", "Timeout", "ABORT", REBOOT]);

function stepOf(entry: Entry, from: State, to: State): Omit<Step, "number"> {
  const event = eventOf(entry);
  const found = TRANSITIONS.find((one) => one.from === from && one.to === to) ?? null;
  const meant = found?.words[0].startsWith(event) === true;
  return { from, to, event, transition: NEEDS_ITS_WORD.has(event) && !meant ? null : found };
}

function eventOf({ move, flight }: Entry): string {
  switch (move.type) {
    case "deliver":
      if (flight === null) return "";
      return has(flight.seg, RST) ? "rcv RST" : `rcv ${flagNames(flight.seg.flags)}`;
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
