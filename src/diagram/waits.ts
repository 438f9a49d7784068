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
  /** The entry in which it fired, or was forgotten with its connection; null = still running. */
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

/** Timers that fired, and TIME-WAIT even while it runs. Keep-alives and their like only if they fired. */
export function waits(entries: readonly Entry[], first: number, { timer: spell }: Labels): Wait[] {
  const running = new Map<string, Running>();
  const out: Wait[] = [];
  for (const [n, entry] of entries.entries()) {
    if (entry.move.type === "expire") {
      const key = `${entry.move.host} ${entry.move.connection} ${entry.move.timer}`;
      const timer = running.get(key);
      if (timer !== undefined && n >= first) {
        out.push(waitOf(timer, n, spell(timer.timer, entry.at - timer.at), first, true));
      }
      running.delete(key);
    }
    for (const effect of entry.effects) {
      if (entry.host === null || (effect.type !== "start timer" && effect.type !== "stop timer")) continue;
      const key = `${entry.host} ${entry.connection} ${effect.timer}`;
      running.delete(key);
      if (effect.type === "stop timer") continue;
      const { host, connection, at } = entry;
      running.set(key, { host, connection, timer: effect.timer, from: n, at, ms: effect.ms });
    }
  }
  for (const timer of running.values()) {
    const to = endOf(entries, timer);
    if (timer.timer !== "TIME-WAIT" || (to !== null && to < first)) continue;
    out.push(waitOf(timer, to, spell(timer.timer, timer.ms), first, false));
  }
  return out;
}

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
