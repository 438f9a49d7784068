/** Time flows down. To scale where that reads well; long waits are cut, and close things are set apart. */
import type { HostId } from "../simulator/network/trace.ts";
import * as size from "./sizes.ts";
import type { Journey, Story } from "./story.ts";

/** Something that happens on a lifeline; `ghost` = where a segment is lost, or is by now, between two. */
export interface Mark {
  readonly kind: "act" | "send" | "arrive" | "ghost";
  readonly host: HostId | null;
  readonly at: number;
  readonly n: number;
  readonly journey: Journey | null;
  readonly callLines: number;
  readonly changesState: boolean;
  /** A segment leaves at this very moment: its arrow needs the room that a sent one needs. */
  readonly departs?: true;
}

export interface Break {
  readonly y: number;
  readonly ms: number;
  /** The mark after it, which gives way where room is short. */
  readonly before: number;
}

export interface Timescale {
  readonly marks: readonly Mark[];
  /** y of each mark. */
  readonly ys: readonly number[];
  readonly breaks: readonly Break[];
  readonly bottom: number;
  readonly stretch: ReadonlyMap<number, number>;
}

export interface Ground {
  /** Where the first bars begin. */
  readonly top: number;
  readonly slant: number;
  /** Hosts whose states and calls stand in a margin of their own. */
  readonly margins: readonly HostId[];
  /** Where a label found no room: mark → extra pixels above it. */
  readonly stretch: ReadonlyMap<number, number>;
  /** What happens first at a moment stands at the same height on every lifeline, crowded or not. */
  readonly level?: boolean;
}

const KIND_ORDER = { arrive: 0, act: 1, send: 2, ghost: 3 } as const;

export function marks(story: Story): Mark[] {
  const out: Mark[] = [];
  for (const entry of story.entries) out.push(...marksOf(story, entry.n, entry.at, entry.host));
  for (const journey of story.journeys) {
    if (journey.fate === "arrived") continue;
    const n = journey.touchedBy;
    const at = setOffAt(story, journey) + size.CUT_AT * story.trace.delayMs;
    out.push({ kind: "ghost", host: null, at, n, journey, callLines: 0, changesState: false });
  }
  return out
    .map((mark, i) => ({ mark, i }))
    .sort((a, b) => a.mark.at - b.mark.at || a.mark.n - b.mark.n || order(a.mark, b.mark) || a.i - b.i)
    .map(({ mark }) => mark);
}

/** A copy is under way from when it was made. */
function setOffAt(story: Story, { flight, touchedBy }: Journey): number {
  const made = flight.copyOf === undefined ? undefined : story.trace.entries[touchedBy]?.at;
  return Math.max(flight.sentAt, made ?? flight.sentAt);
}

const order = (a: Mark, b: Mark): number => KIND_ORDER[a.kind] - KIND_ORDER[b.kind];

function marksOf(story: Story, n: number, at: number, host: HostId | null): Mark[] {
  const out: Mark[] = [];
  const callLines = story.calls
    .filter((call) => call.n === n)
    .reduce((sum, call) => sum + call.lines.length, 0);
  const changesState = story.spans.some((span) => span.from === n);
  const arrived = story.journeys.find((j) => j.endedBy === n && j.fate === "arrived");
  const departs = story.journeys.some((j) => j.sentBy === n) ? { departs: true as const } : {};
  const timed = story.waits.some((wait) => wait.from === n || wait.to === n);
  if (arrived !== undefined) {
    const to = arrived.flight.to;
    out.push({ kind: "arrive", host: to, at, n, journey: arrived, callLines, changesState });
  } else if (callLines > 0 || changesState || timed) {
    const caller = host ?? story.calls.find((call) => call.n === n)?.host ?? null;
    if (caller !== null) {
      out.push({ kind: "act", host: caller, at, n, journey: null, callLines, changesState, ...departs });
    }
  }
  for (const journey of story.journeys.filter((j) => j.sentBy === n)) {
    const { sentAt } = journey.flight;
    const from = journey.from;
    out.push({ kind: "send", host: from, at: sentAt, n, journey, callLines: 0, changesState: false });
  }
  return out;
}

/** The longest way through all the "not above" rules, in the order of time: one pass. */
export function place(story: Story, all: readonly Mark[], ground: Ground): Timescale {
  const ys: number[] = [];
  const breaks: Break[] = [];
  const lanes = new Map(story.trace.hosts.map((host) => [host.id, lane(ground)]));
  let row = { at: all[0]?.at ?? 0, y: ground.top + size.FIRST_MARK };
  let lowest = row.y;
  let lastReal = row.at;
  // While segments are under way, what is crowded on one lifeline does not push the other down.
  let underWay = 0;
  for (const [i, mark] of all.entries()) {
    if (mark.at > row.at) {
      const px = ((mark.at - row.at) * ground.slant) / Math.max(1, story.trace.delayMs);
      const cut = px > size.WAIT_MAX;
      if (cut)
        breaks.push({ y: lowest + size.BREAK_ROOM / 2, ms: threeDigits(mark.at - lastReal), before: i });
      row = {
        at: mark.at,
        y: cut
          ? lowest + size.BREAK_ROOM + (surfaces(mark, all) ? size.SUNK : 0)
          : Math.max(row.y + px, underWay > 0 ? 0 : lowest),
      };
    }
    const own = mark.host === null ? undefined : lanes.get(mark.host);
    const extra = extraOf(i, ground);
    if (ground.level === true && all[i - 1]?.at !== mark.at) {
      row.y = level(i, all, ys, ground, lanes, row.y);
    }
    const free = extra + Math.max(row.y, flown(mark, all, ys, ground), own ? below(own, mark) : 0);
    const y = ground.level === true && isFirst(i, all) ? row.y : free;
    ys.push(y);
    const given = breaks.at(-1);
    // What was stretched after a break widens the break.
    if (given?.before === i) {
      // Above an arrow that comes out of the network it stays: that one's label needs the room.
      const wider = surfaces(mark, all) ? 0 : extra / 2;
      const middle = ground.level === true ? (lowest + y) / 2 : given.y + wider;
      breaks[breaks.length - 1] = { ...given, y: middle };
    }
    if (own !== undefined) settle(own, mark, y, ground);
    if (mark.kind === "send") underWay++;
    else if (mark.journey !== null) underWay = Math.max(0, underWay - 1);
    if (mark.kind !== "ghost") lastReal = mark.at;
    lowest = Math.max(lowest, y);
  }
  const filled = [...lanes.values()].map((own) => own.filled);
  return {
    marks: all,
    ys,
    breaks,
    bottom: Math.max(lowest + size.LAST_MARK, ...filled),
    stretch: ground.stretch,
  };
}

/** A segment arrives that nobody in this picture sent. */
const surfaces = (mark: Mark, all: readonly Mark[]): boolean =>
  mark.kind === "arrive" && !all.some(({ kind, journey }) => kind === "send" && journey === mark.journey);

function extraOf(i: number, { stretch }: Ground): number {
  const wanted = stretch.get(i) ?? 0;
  const tries = Math.max(0, Math.ceil(wanted / size.STRETCH_MAX) - 1);
  return tries >= size.TRIES ? 0 : wanted - tries * size.STRETCH_MAX;
}

/** Whether nothing happened on its lifeline at the same moment before it. */
function isFirst(i: number, all: readonly Mark[]): boolean {
  const { at, host } = all[i] as Mark;
  for (let k = i - 1; all[k]?.at === at; k--) if (all[k]?.host === host) return false;
  return host !== null;
}

/** Height of a moment that begins with mark `i`: the lowest that any lifeline needs for what is first on it. */
function level(
  i: number,
  all: readonly Mark[],
  ys: readonly number[],
  ground: Ground,
  lanes: ReadonlyMap<HostId, Lane>,
  least: number,
): number {
  let y = least;
  for (let k = i; all[k]?.at === all[i]?.at && k < all.length; k++) {
    const mark = all[k] as Mark;
    const own = lanes.get(mark.host ?? "");
    if (own && isFirst(k, all)) {
      y = Math.max(y, extraOf(k, ground) + Math.max(least, flown(mark, all, ys, ground), below(own, mark)));
    }
  }
  return y;
}

/** 59,950 ms of waiting are "60 s" to anybody. */
const threeDigits = (ms: number): number => Number(ms.toPrecision(3));

/** An arrow sinks at least so much on its way. */
function flown(mark: Mark, all: readonly Mark[], ys: readonly number[], { slant }: Ground): number {
  if (mark.kind !== "arrive" && mark.kind !== "ghost") return 0;
  // A copy that is still under way was made after all that is above; its word and its number stand on lines of their own.
  if (mark.kind === "ghost" && mark.journey?.flight.copyOf !== undefined && mark.journey.sentBy === null) {
    return Math.max(...ys) + size.ARROW_GAP + 2 * size.LINE_HEIGHT;
  }
  const sent = ys.findIndex((_, i) => all[i]?.kind === "send" && all[i]?.journey === mark.journey);
  return (ys[sent] ?? Number.NEGATIVE_INFINITY) + slant * (mark.kind === "ghost" ? size.CUT_AT : 1);
}

/** What a lifeline has taken so far. */
interface Lane {
  last: Partial<Record<Mark["kind"], { y: number; n: number }>>;
  changed: number;
  /** Lowest pixel of the margin beside it, packed as tightly as possible. */
  filled: number;
}

const lane = ({ top }: Ground): Lane => ({ last: {}, changed: top, filled: top + size.BOX_HEIGHT });

function below(own: Lane, mark: Mark): number {
  const gaps = Object.entries(own.last).map(([kind, last]) => {
    if (kind === "act") return last.y + (last.n === mark.n ? 0 : size.CALL_GAP);
    if (mark.kind === "act" && mark.departs === undefined) return last.y + size.CALL_GAP;
    const as = mark.kind === "act" ? "send" : mark.kind;
    const cut = mark.kind === "send" && mark.journey?.fate !== "arrived" ? size.CUT_GAP : 0;
    return last.y + (kind === as ? size.ARROW_GAP : size.ANSWER_GAP + cut);
  });
  if (mark.changesState) gaps.push(own.changed + size.BAR_MIN, own.filled + size.MARGIN_GAP);
  if (mark.callLines > 0) gaps.push(own.filled + size.MARGIN_GAP + size.LINE_HEIGHT / 2);
  return Math.max(0, ...gaps);
}

function settle(own: Lane, mark: Mark, y: number, { margins }: Ground): void {
  own.last[mark.kind] = { y, n: mark.n };
  if (mark.changesState) own.changed = y;
  if (mark.host === null || !margins.includes(mark.host)) return;
  if (mark.callLines > 0) own.filled = y + (mark.callLines - 0.5) * size.LINE_HEIGHT;
  if (mark.changesState) own.filled = Math.max(own.filled, y) + size.MARGIN_GAP + size.BOX_HEIGHT;
}
