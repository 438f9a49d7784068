/**
 * A trace in the notation of RFC 9293's figures 6–13:
 *
 *     2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED
 *
 * `...` on the far side: still in the network; on the near side: sent earlier. States stand after the row, and what
 * led to it besides segments stands above it: `(Close)`, `(2 MSL)`, `(CRASH)`.
 */

import { ACK, FIN, flagNames, has, RST, type Segment, SYN } from "../tcp/segment.ts";
import { type States, shownIn, statesAfter, statesAtFirst } from "./states.ts";
import type { Entry, Flight, HostId, Move, Trace } from "./trace.ts";

export interface FigureRow {
  readonly left: string;
  readonly right: string;
  /** What the host on that side did or saw, above its state; "" = nothing but the segment. */
  readonly notes: { readonly left: string; readonly right: string };
  /** null = a row with states only. */
  readonly segment: string | null;
  readonly towards: "right" | "left" | null;
  readonly phase: "send" | "deliver" | "send+deliver" | "lost" | null;
}

const LEFT_WIDTH = 13;
const NUMBER_WIDTH = 6;
const QUIET = { left: "", right: "" };
/** Figure 8 writes this where the sender's state would stand. */
const DUPLICATE = "(duplicate)";

/** The figure as text; only for two hosts, as in the RFC. */
export function figure(trace: Trace): string {
  const [a, b] = trace.hosts;
  if (!a || !b) return "";
  const made = rows(trace);
  const width = Math.max(...made.map(({ segment }) => segment?.length ?? 0)) + 1;
  const head = across("", a.id, b.id, width);
  return [head, ...made.flatMap((row, i) => lines(row, `${i + 1}.`, width))].join("\n");
}

function lines(row: FigureRow, number: string, width: number): string[] {
  const [near, far] = arrowsOf(row);
  const middle = (row.segment ?? "").padEnd(width);
  const noted = row.notes.left !== "" || row.notes.right !== "";
  const start = (noted ? "" : number).padEnd(NUMBER_WIDTH) + row.left.padEnd(LEFT_WIDTH);
  const line = `${start}${near} ${middle}${far} ${row.right}`.trimEnd();
  return noted ? [across(number, row.notes.left, row.notes.right, width), line] : [line];
}

/** Two texts in the columns of the states. */
const across = (number: string, left: string, right: string, width: number): string =>
  `${number.padEnd(NUMBER_WIDTH)}${left.padEnd(LEFT_WIDTH + width + 8)}${right}`.trimEnd();

function arrowsOf({ towards, phase }: FigureRow): [string, string] {
  if (towards === null) return ["   ", "   "];
  const arrow = towards === "right" ? "-->" : "<--";
  const gap = phase === "lost" ? "-X " : "...";
  const sent = phase === "deliver" ? "..." : arrow;
  const arrived = phase === "send" || phase === "lost" ? gap : arrow;
  return towards === "right" ? [sent, arrived] : [arrived, sent];
}

interface Drawing {
  readonly left: HostId;
  readonly right: HostId;
  states: States;
  readonly made: FigureRow[];
  /** The segment of the last row, as long as nothing has been drawn since it was sent. */
  open: Flight | null;
}

/** Rows of the figure, as data: a delivery that follows its sending at once shares a row with it. */
export function rows(trace: Trace): FigureRow[] {
  const [left, right] = trace.hosts.map(({ id }) => id);
  if (left === undefined || right === undefined) return [];
  const drawing: Drawing = { left, right, states: statesAtFirst(trace), made: [], open: null };
  drawing.made.push(stateRow(drawing, QUIET));
  for (const entry of trace.entries) draw(drawing, entry);
  return drawing.made;
}

function draw(drawing: Drawing, entry: Entry): void {
  const { made, open } = drawing;
  const { flight, move, sent, states } = entry;
  // A call that changes nothing between the hosts stands in no figure.
  if (!flight && sent.length === 0 && states.length === 0) return;
  drawing.states = statesAfter(drawing.states, entry);
  drawing.open = null;
  if (move.type === "forge" && flight?.forgedBy === "old duplicate") return;
  let notes = notesOf(drawing, entry);
  if (flight && (move.type === "deliver" || move.type === "lose")) {
    const joins = open?.id === flight.id;
    if (joins) notes = made.pop()?.notes ?? QUIET;
    const phase = move.type === "lose" ? "lost" : joins ? "send+deliver" : "deliver";
    made.push(segmentRow(drawing, flight, phase, notes));
    notes = QUIET;
  } else if (sent.length === 0 && states.length > 0) {
    // A program that listens before anything else happens belongs to the opening row.
    if (isOpening(made) && notes === QUIET) made.pop();
    made.push(stateRow(drawing, notes));
  }
  for (const one of sent) {
    made.push(segmentRow(drawing, one, "send", notes));
    notes = QUIET;
    drawing.open = one;
  }
}

const isOpening = ([first, ...more]: readonly FigureRow[]): boolean =>
  first !== undefined && more.length === 0;

function notesOf({ left, right }: Drawing, { host, move }: Entry): FigureRow["notes"] {
  const note = noteOf(move);
  if (note === "" || (host !== left && host !== right)) return QUIET;
  return host === left ? { left: note, right: "" } : { left: "", right: note };
}

function noteOf(move: Move): string {
  if (move.type === "reboot") return "(CRASH)";
  if (move.type === "expire") return move.timer === "TIME-WAIT" ? "(2 MSL)" : "";
  if (move.type !== "call") return "";
  if (move.call.op === "abort") return "(Abort)";
  return move.call.op === "close" || move.call.op === "shutdown" ? "(Close)" : "";
}

const stateRow = ({ states, left, right }: Drawing, notes: FigureRow["notes"]): FigureRow => ({
  left: shownIn(states, left).state,
  right: shownIn(states, right).state,
  notes,
  segment: null,
  towards: null,
  phase: null,
});

/** Where the sender of an old duplicate would stand, figure 8 says what it is. */
function segmentRow(
  drawing: Drawing,
  flight: Flight,
  phase: FigureRow["phase"],
  notes: FigureRow["notes"],
): FigureRow {
  const fromLeft = flight.from === drawing.left;
  const bare = stateRow(drawing, notes);
  const old = flight.forgedBy === "old duplicate";
  return {
    ...bare,
    ...(old && (fromLeft ? { left: DUPLICATE } : { right: DUPLICATE })),
    segment: spell(flight.seg),
    towards: fromLeft ? "right" : "left",
    phase,
  };
}

/** `<SEQ=300><ACK=101><CTL=SYN,ACK>`; text shows as `<DATA>`. */
export function spell(seg: Segment): string {
  if (seg.protocol === "udp") return "<UDP><DATA>";
  const ack = has(seg, ACK) ? `<ACK=${seg.ack}>` : "";
  const data = seg.data === "" ? "" : "<DATA>";
  return `<SEQ=${seg.seq}>${ack}<CTL=${flagNames(seg.flags & (SYN | ACK | FIN | RST))}>${data}`;
}
