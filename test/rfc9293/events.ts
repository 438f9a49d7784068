/** What happens at each peer of a figure, in its order: all of the figure but the order of concurrent lines. */
import { spell } from "../../src/simulator/network/figure.ts";
import type { Entry, Trace } from "../../src/simulator/network/trace.ts";
import type { Row } from "./vectors.ts";

/** `deliver <SEQ=100><CTL=SYN> | SYN-RECEIVED`: what happened, and the peer's state after it. */
export type Events = Readonly<Record<"A" | "B", readonly string[]>>;

/** Two orders of lines tell the same story if each peer sees the same things in the same order. */
export function eventsOfFigure(rows: readonly Row[]): Events {
  const events: Record<"A" | "B", string[]> = { A: [], B: [] };
  rows.forEach((row, i) => {
    const after = { A: row.a, B: row.b };
    if (row.from !== null) {
      const to = row.from === "A" ? "B" : "A";
      if (row.phase !== "deliver") events[row.from].push(`send ${row.segment} | ${after[row.from]}`);
      if (row.phase !== "send") events[to].push(`deliver ${row.segment} | ${after[to]}`);
      return;
    }
    const before = rows[i - 1];
    if (before && before.a !== row.a) events.A.push(`then | ${row.a}`);
    if (before && before.b !== row.b) events.B.push(`then | ${row.b}`);
  });
  return events;
}

/** A crash happens before the figure's first row, an old duplicate was sent before it, and so was a listener opened. */
export function eventsOfTrace(trace: Trace): Events {
  const events: Record<string, string[]> = { A: [], B: [] };
  const states: Record<string, string> = {};
  for (const { id, opening } of trace.hosts) states[id] = opening;
  for (const entry of trace.entries) {
    const { host, flight, sent, states: changes, move } = entry;
    const last = changes.filter(({ connection }) => !connection.startsWith("*:")).at(-1);
    if (host !== null) states[host] = last?.after ?? listening(states[host] ?? "CLOSED", entry);
    if (host === null || move.type === "forge" || move.type === "reboot") continue;
    const own = events[host] as string[];
    const note = (what: string): number => own.push(`${what} | ${states[host]}`);
    if (move.type === "deliver" && flight) note(`deliver ${spell(flight.seg)}`);
    for (const { seg } of sent) note(`send ${spell(seg)}`);
    if (!flight && sent.length === 0 && last) note("then");
  }
  return { A: events.A ?? [], B: events.B ?? [] };
}

/** A listener is a host's state as long as no connection is. */
function listening(state: string, { states: changes }: Entry): string {
  return state === "CLOSED" || state === "LISTEN" ? (changes.at(-1)?.after ?? state) : state;
}

/** The states that each host of the trace ends in. */
export function endStates(trace: Trace): Record<string, string> {
  const states: Record<string, string> = {};
  for (const { id, opening } of trace.hosts) states[id] = opening;
  for (const { host, states: changes } of trace.entries) {
    for (const { connection, after } of changes) {
      if (host !== null && !connection.startsWith("*:")) states[host] = after;
    }
  }
  return states;
}

/** What the user of a host's connections was told, besides that a call went well. */
export const signalsOf = (entries: readonly Entry[], host: string): string[] =>
  entries
    .filter((entry) => entry.host === host)
    .flatMap(({ effects }) =>
      effects.flatMap((effect) =>
        effect.type === "signal" && effect.signal !== "ok" ? [effect.signal] : [],
      ),
    );
