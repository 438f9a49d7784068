/** Which states a host shows, from when to when: its bar. */
import { type Shown, shownIn, statesAfter, statesAtFirst } from "../simulator/network/states.ts";
import type { HostId, Trace } from "../simulator/network/trace.ts";
import type { State } from "../simulator/tcp/tcb.ts";

export interface Span {
  readonly host: HostId;
  readonly state: State;
  /** How many connections of the host are in this state. */
  readonly count: number;
  /** The entry that began it; null = so it was before the first one. */
  readonly from: number | null;
}

/** One bar for a host, of all its entries from `first` to before `end`: what it shows, and how many connections share it. */
export function spans(trace: Trace, first: number, end: number): Span[] {
  return trace.hosts.flatMap(({ id, opening }) => {
    const out: Span[] = [{ host: id, state: opening, count: 1, from: null }];
    const changing = trace.entries
      .slice(0, end)
      .filter(({ host, states }) => host === id && states.length > 0);
    const show = ({ state, count }: Shown, n: number): void => {
      const last = out.at(-1);
      if (state === last?.state && count === last.count) return;
      const from = n < first ? null : n;
      // What ended before this part begins is not drawn.
      if (last?.from === from) out.pop();
      out.push({ host: id, state, count, from });
    };
    let states = statesAtFirst(trace);
    for (const entry of changing) {
      states = statesAfter(states, entry);
      const shown = shownIn(states, id);
      show(shown, entry.n);
      const met = shown.state === "CLOSED" ? nextSyn(trace, id, entry.n) : null;
      if (met !== null && met < end) show({ state: "LISTEN", count: 1 }, met);
    }
    return isDrawn(trace, id, opening, changing.length) ? out : [];
  });
}

/**
 * Where a host that shows no more than the end of a connection is about to open the next one: the entry that sends the SYN.
 * What that meets is a listener, which was there all the while. null = no other one comes, or it is under way already.
 */
function nextSyn({ entries }: Trace, host: HostId, after: number): number | null {
  const opens = entries.find((entry) => entry.n > after && entry.host === host && entry.states.length > 0);
  if (opens?.flight == null || opens.states[0]?.before !== "LISTEN") return null;
  const { id } = opens.flight;
  const sends = entries.find(({ n, sent }) => n > after && sent.some((flight) => flight.id === id));
  return sends?.n ?? null;
}

const isUdp = (op: string): boolean => op === "bind udp" || op === "send to" || op === "receive from";

/** A host without a connection of its own (an attacker, or one that speaks only UDP) has no bar. */
function isDrawn(trace: Trace, id: HostId, opening: State, changes: number): boolean {
  if (changes > 0 || opening !== "CLOSED") return true;
  return trace.entries.some(
    ({ move, flight }) =>
      (move.type === "call" && move.host === id && !isUdp(move.call.op)) ||
      (move.type === "deliver" && flight?.to === id && flight.seg.protocol !== "udp"),
  );
}
