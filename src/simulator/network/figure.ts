/**
 * A trace in the notation of RFC 9293's figures 6–13:
 *
 *     2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED
 *
 * `...` on the far side: still in the network; on the near side: sent earlier. States stand after the row.
 */

import { ACK, FIN, flagNames, has, RST, type Segment, SYN } from "../tcp/segment.ts";
import type { State } from "../tcp/tcb.ts";
import type { Entry, Flight, HostId, Trace } from "./trace.ts";

export interface FigureRow {
  readonly left: string;
  readonly right: string;
  /** null = a row with states only. */
  readonly segment: string | null;
  readonly towards: "right" | "left" | null;
  readonly phase: "send" | "deliver" | "send+deliver" | "lost" | null;
}

const LEFT_WIDTH = 13;

/** The figure as text; only for two hosts, as in the RFC. */
export function figure(trace: Trace): string {
  const [a, b] = trace.hosts;
  if (!a || !b) return "";
  const made = rows(trace);
  const width = Math.max(...made.map(({ segment }) => segment?.length ?? 0)) + 1;
  const head = `      ${a.id.padEnd(LEFT_WIDTH + width + 8)}${b.id}`;
  return [head, ...made.map((row, i) => line(row, i + 1, width))].join("\n");
}

function line(row: FigureRow, number: number, width: number): string {
  const [near, far] = arrowsOf(row);
  const middle = (row.segment ?? "").padEnd(width);
  return `${`${number}.`.padEnd(5)} ${row.left.padEnd(LEFT_WIDTH)}${near} ${middle}${far} ${row.right}`.trimEnd();
}

function arrowsOf({ towards, phase }: FigureRow): [string, string] {
  if (towards === null) return ["   ", "   "];
  const arrow = towards === "right" ? "-->" : "<--";
  const gap = phase === "lost" ? "-X " : "...";
  const sent = phase === "deliver" ? "..." : arrow;
  const arrived = phase === "send" || phase === "lost" ? gap : arrow;
  return towards === "right" ? [sent, arrived] : [arrived, sent];
}

/** Rows of the figure, as data: a delivery that follows its sending at once shares a row with it. */
export function rows(trace: Trace): FigureRow[] {
  const [a, b] = trace.hosts.map(({ id }) => id);
  if (a === undefined || b === undefined) return [];
  const states: Record<HostId, State> = {};
  for (const { id, opening } of trace.hosts) states[id] = opening;
  const made: FigureRow[] = [];
  const row = (segment: string | null, flight: Flight | null, phase: FigureRow["phase"]): FigureRow => ({
    left: states[a] ?? "CLOSED",
    right: states[b] ?? "CLOSED",
    segment,
    towards: flight === null ? null : flight.from === a ? "right" : "left",
    phase,
  });
  let open: Flight | null = null;
  for (const entry of trace.entries) {
    follow(states, entry);
    const { flight, move } = entry;
    if (move.type === "deliver" && flight) {
      const joins = open?.id === flight.id;
      if (joins) made.pop();
      made.push(row(spell(flight.seg), flight, joins ? "send+deliver" : "deliver"));
    } else if (move.type === "lose" && flight) {
      if (open?.id === flight.id) made.pop();
      made.push(row(spell(flight.seg), flight, "lost"));
    } else if (entry.sent.length === 0 && entry.states.length > 0) made.push(row(null, null, null));
    open = null;
    for (const sent of entry.sent) {
      made.push(row(spell(sent.seg), sent, "send"));
      open = sent;
    }
  }
  return made;
}

function follow(states: Record<HostId, State>, { host, states: changes }: Entry): void {
  if (host === null) return;
  for (const { after } of changes) states[host] = after;
}

/** `<SEQ=300><ACK=101><CTL=SYN,ACK>`; text shows as `<DATA>`. */
export function spell(seg: Segment): string {
  const ack = has(seg, ACK) ? `<ACK=${seg.ack}>` : "";
  const data = seg.data === "" ? "" : "<DATA>";
  return `<SEQ=${seg.seq}>${ack}<CTL=${flagNames(seg.flags & (SYN | ACK | FIN | RST))}>${data}`;
}
