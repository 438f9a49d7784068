/** Reads the timers of a trace: which ones mattered, and from when to when they ran. */
import type { Entry, HostId } from "../simulator/network/trace.ts";
import type { TimerName } from "../simulator/tcp/tcb.ts";
import type { Labels } from "./labels.ts";
import type { Span } from "./spans.ts";

export interface Wait {
  readonly host: HostId;
  readonly timer: TimerName;
  /** The entry that started it; null = one of a picture before this one. */
  readonly from: number | null;
  /** The entry in which it fired, or was forgotten with its connection; null = it runs on beyond this picture. */
  readonly to: number | null;
  readonly fired: boolean;
  readonly words: string;
}

interface Running extends Pick<Wait, "host" | "timer"> {
  readonly from: number;
  readonly connection: string | null;
  readonly at: number;
  readonly ms: number;
}

/** Timers that fire, here or in a later picture, and TIME-WAIT even where it does not. */
export function waits(all: readonly Entry[], first: number, end: number, { timer: spell }: Labels): Wait[] {
  const entries = all.slice(0, end);
  const running = new Map<string, Running>();
  const out: Wait[] = [];
  for (const [n, entry] of entries.entries()) {
    const fired = firedIn(entry);
    const timer = fired === null ? undefined : running.get(fired);
    if (timer !== undefined && n >= first) {
      out.push(waitOf(timer, n, spell(timer.timer, entry.at - timer.at), first, true));
    }
    if (fired !== null) running.delete(fired);
    for (const { key, timer, ms } of setIn(entry)) {
      running.delete(key);
      if (ms === null || entry.host === null) continue;
      running.set(key, { host: entry.host, connection: entry.connection, timer, from: n, at: entry.at, ms });
    }
  }
  const later = firing(all.slice(end));
  for (const [key, timer] of running) {
    const to = endOf(entries, timer);
    const fires = later.get(key);
    if (fires === undefined && timer.timer !== "TIME-WAIT") continue;
    if (to !== null && to < first) continue;
    const ms = fires === undefined ? timer.ms : fires - timer.at;
    out.push(waitOf(timer, to, spell(timer.timer, ms), first, false));
  }
  return out;
}

/** Which of the timers that run before these entries fire in them, and when; what is set anew does not. */
function firing(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const ends = new Map<string, number | null>();
  const end = (key: string, at: number | null): void => {
    if (!ends.has(key)) ends.set(key, at);
  };
  for (const entry of entries) {
    const fired = firedIn(entry);
    if (fired !== null) end(fired, entry.at);
    for (const { key } of setIn(entry)) end(key, null);
  }
  return new Map([...ends].flatMap(([key, at]) => (at === null ? [] : [[key, at]])));
}

const keyOf = (host: HostId | null, connection: string | null, timer: TimerName): string =>
  `${host} ${connection} ${timer}`;

const firedIn = ({ move }: Entry): string | null =>
  move.type === "expire" ? keyOf(move.host, move.connection, move.timer) : null;

/** Timers that an entry starts or (`ms` null) stops. */
const setIn = ({ host, connection, effects }: Entry) =>
  effects.flatMap((effect) => {
    if (host === null || (effect.type !== "start timer" && effect.type !== "stop timer")) return [];
    const ms = effect.type === "start timer" ? effect.ms : null;
    return [{ key: keyOf(host, connection, effect.timer), timer: effect.timer, ms }];
  });

const waitOf = (
  { host, timer, from }: Running,
  to: number | null,
  words: string,
  first: number,
  fired: boolean,
): Wait => ({ host, timer, from: from < first ? null : from, to, words, fired });

/** A bar shows the newest connection: beside it an older one's TIME-WAIT is named with its timer. */
export function withState(wait: Wait, bars: readonly Span[]): Wait {
  const { host, timer, from, to, words } = wait;
  const others = bars.some(
    (bar) =>
      bar.host === host && bar.from !== null && bar.from > (from ?? -1) && (to === null || bar.from < to),
  );
  return timer === "TIME-WAIT" && others ? { ...wait, words: `TIME-WAIT ${words}` } : wait;
}

/** Where a connection ends before its timer does; null = neither has ended. */
function endOf(entries: readonly Entry[], timer: Running): number | null {
  const end = entries.findIndex(
    ({ host, states }, n) =>
      n > timer.from &&
      host === timer.host &&
      states.some(({ connection, after }) => connection === timer.connection && after === "CLOSED"),
  );
  return end < 0 ? null : end;
}
