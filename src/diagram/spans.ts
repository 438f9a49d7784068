/** Which states a host shows, from when to when: its bar. */
import { type Shown, shownIn, showsState, statesAfter, statesAtFirst } from "../simulator/network/states.ts";
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

/**
 * One bar for a host, of all its entries from `first` to before `end`: what it shows, and how many connections share it.
 * @param idle hosts that have a bar though nothing has happened to them yet.
 */
export function spans(trace: Trace, first: number, end: number, idle: readonly HostId[] = []): Span[] {
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
    return idle.includes(id) || showsState(trace, id) ? out : [];
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
