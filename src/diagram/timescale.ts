/** Time flows down. To scale where that reads well; long waits are cut, and close things are set apart. */
import type { HostId } from "../simulator/network/trace.ts";
import type { Mark, Marks } from "./marks.ts";
import * as size from "./sizes.ts";
import type { Journey, Story } from "./story.ts";

export interface Break {
  readonly y: number;
  readonly ms: number;
  /** The mark after it, which gives way where room is short. */
  readonly before: number;
}

export interface Timescale {
  readonly marks: Marks;
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

/** The longest way through all the "not above" rules, in the order of time: one pass. */
export function place(story: Story, marks: Marks, ground: Ground): Timescale {
  const { all } = marks;
  const ys: number[] = [];
  const breaks: Break[] = [];
  const lanes = lanesOf(story, ground);
  let row = { at: all[0]?.at ?? 0, y: ground.top + size.FIRST_MARK };
  let lowest = row.y;
  let surfaced = -1;
  let left = { at: row.at, y: 0 };
  for (const [i, mark] of all.entries()) {
    if (mark.at > row.at) {
      const px = ((mark.at - row.at) * ground.slant) / Math.max(1, story.delayMs);
      const cut = px > size.WAIT_MAX;
      if (cut) breaks.push({ y: lowest + size.BREAK_ROOM / 2, ms: mark.waited, before: i });
      row = {
        at: mark.at,
        y: cut
          ? lowest + size.BREAK_ROOM + (surfaces(mark, marks) ? size.SUNK : 0)
          : // What is later stands lower, on whichever lifeline.
            Math.max(row.y + px, lowest),
      };
    }
    const own = lanes.get(mark.host ?? betweenOf(mark.journey));
    const extra = extraOf(i, ground);
    if (ground.level === true && all[i - 1]?.at !== mark.at) {
      row.y = level(i, marks, ys, ground, lanes, row.y);
    }
    // Between lifelines nothing tells the time: what happens on them meanwhile does not bend an arrow that ends there.
    if (surfaces(mark, marks)) surfaced = i;
    const least = isBetween(mark, marks, surfaced) ? 0 : row.y;
    const free =
      extra + Math.max(least, flown(mark, marks, ys, ground), own ? below(own, mark) : 0, after(mark, left));
    const y = ground.level === true && isFirst(i, all) ? row.y : free;
    ys.push(y);
    const given = breaks.at(-1);
    // What was stretched after a break widens the break.
    if (given?.before === i) {
      // Above an arrow that comes out of the network it stays: that one's label needs the room.
      const wider = surfaces(mark, marks) ? 0 : extra / 2;
      const middle = ground.level === true ? (lowest + y) / 2 : given.y + wider;
      breaks[breaks.length - 1] = { ...given, y: middle };
    } else if (given !== undefined && mark.host !== null && all[given.before]?.at === mark.at) {
      // Nor does it stand below anything else that happens when the wait is over.
      breaks[breaks.length - 1] = { ...given, y: Math.min(given.y, y - size.BREAK_ROOM / 2) };
    }
    if (own !== undefined) settle(own, mark, y, ground);
    if (leaves(mark)) left = { at: mark.at, y };
    lowest = Math.max(lowest, y);
  }
  const filled = [...lanes.values()].map((own) => own.filled);
  return {
    marks,
    ys,
    breaks,
    bottom: Math.max(lowest + size.LAST_MARK + extraOf(all.length, ground), ...filled),
    stretch: ground.stretch,
  };
}

/** Two that leave one shortly after the other do not leave at once, however much room the first one was given. */
const after = (mark: Mark, left: { readonly at: number; readonly y: number }): number =>
  leaves(mark) && mark.at > left.at ? left.y + size.LATER : 0;

const leaves = ({ kind, departs }: Mark): boolean => kind === "send" || departs === true;

/** A segment that was sent in this picture is lost, or is by now; and none came out of the network beside it. */
const isBetween = ({ kind, journey }: Mark, marks: Marks, surfaced: number): boolean =>
  kind === "ghost" && journey !== null && marks.sent(journey) > surfaced;

/** A segment arrives that nobody in this picture sent. */
const surfaces = ({ kind, journey }: Mark, marks: Marks): boolean =>
  kind === "arrive" && journey !== null && marks.sent(journey) < 0;

/** How many tries of stretching were in vain where this much was wanted. */
export const triesIn = (wanted: number): number => Math.max(0, Math.ceil(wanted / size.STRETCH_MAX) - 1);

/** Whether every try was. */
export const isVain = (wanted: number): boolean => triesIn(wanted) >= size.TRIES;

function extraOf(i: number, { stretch }: Ground): number {
  const wanted = stretch.get(i) ?? 0;
  const tries = triesIn(wanted);
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
  marks: Marks,
  ys: readonly number[],
  ground: Ground,
  lanes: ReadonlyMap<string, Lane>,
  least: number,
): number {
  const { all } = marks;
  let y = least;
  for (let k = i; all[k]?.at === all[i]?.at && k < all.length; k++) {
    const mark = all[k] as Mark;
    const own = lanes.get(mark.host ?? "");
    if (own && isFirst(k, all)) {
      y = Math.max(y, extraOf(k, ground) + Math.max(least, flown(mark, marks, ys, ground), below(own, mark)));
    }
  }
  return y;
}

/** An arrow sinks at least so much on its way. */
function flown(mark: Mark, marks: Marks, ys: readonly number[], { slant }: Ground): number {
  if (mark.kind !== "arrive" && mark.kind !== "ghost") return 0;
  // A copy that is still under way was made after all that is above; its word and its number stand on lines of their own.
  if (mark.kind === "ghost" && isMade(mark.journey)) {
    return Math.max(...ys) + size.ARROW_GAP + 2 * size.LINE_HEIGHT;
  }
  const sent = mark.journey === null ? -1 : marks.sent(mark.journey);
  const y = (ys[sent] ?? Number.NEGATIVE_INFINITY) + slant * (mark.kind === "ghost" ? size.CUT_AT : 1);
  return mark.kind === "ghost" && mark.journey !== null ? Math.max(y, passed(mark.journey, marks, ys)) : y;
}

/** A copy that the network made. */
const isMade = (journey: Journey | null): boolean =>
  journey?.flight.copyOf !== undefined && journey.sentBy === null;

/** Below the arrows that are ahead of it. */
function passed(journey: Journey, marks: Marks, ys: readonly number[]): number {
  const lines = marks.ahead(journey).map((other) => {
    const [y1 = 0, y2 = 0] = [ys[marks.sent(other)], ys[marks.ended(other)]];
    return y1 + (y2 - y1) * size.CUT_AT + size.CUT_GAP;
  });
  return Math.max(0, ...lines);
}

/** Of each lifeline; and of what ends between two of them, so that each end has room for its word. */
const lanesOf = ({ hosts, journeys }: Story, ground: Ground): ReadonlyMap<string, Lane> =>
  new Map([...hosts.map(({ id }) => id), ...journeys.map(betweenOf)].map((key) => [key, lane(ground)]));

const betweenOf = (journey: Journey | null): string =>
  journey === null ? "" : `${journey.from}>${journey.to}${isMade(journey) ? " copy" : ""}`;

interface Taken extends Pick<Mark, "kind" | "n"> {
  readonly y: number;
}

/** What a lifeline has taken so far. */
interface Lane {
  /** Of each kind the last one. */
  readonly last: Map<Mark["kind"], Taken>;
  changed: number;
  /** Lowest pixel of the margin beside it, packed as tightly as possible. */
  filled: number;
}

const lane = ({ top }: Ground): Lane => ({ last: new Map(), changed: top, filled: top + size.BOX_HEIGHT });

function below(own: Lane, mark: Mark): number {
  let y = 0;
  for (const last of own.last.values()) y = Math.max(y, last.y + gapAfter(last, mark));
  if (mark.changesState) y = Math.max(y, own.changed + size.BAR_MIN, own.filled + size.MARGIN_GAP);
  if (mark.callLines > 0) y = Math.max(y, own.filled + size.MARGIN_GAP + size.LINE_HEIGHT / 2);
  return y;
}

function gapAfter(last: Taken, mark: Mark): number {
  if (last.kind === "act") return last.n === mark.n ? 0 : size.CALL_GAP;
  if (mark.kind === "act" && mark.departs === undefined) return size.CALL_GAP;
  const as = mark.kind === "act" ? "send" : mark.kind;
  const cut = mark.kind === "send" && mark.journey?.fate !== "arrived" ? size.CUT_GAP : 0;
  return last.kind === as ? size.ARROW_GAP : size.ANSWER_GAP + cut;
}

function settle(own: Lane, mark: Mark, y: number, { margins }: Ground): void {
  own.last.set(mark.kind, { kind: mark.kind, y, n: mark.n });
  if (mark.changesState) own.changed = y;
  if (mark.host === null || !margins.includes(mark.host)) return;
  if (mark.callLines > 0) own.filled = y + (mark.callLines - 0.5) * size.LINE_HEIGHT;
  if (mark.changesState) own.filled = Math.max(own.filled, y) + size.MARGIN_GAP + size.BOX_HEIGHT;
}
