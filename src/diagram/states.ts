/** State bars along the lifelines, and the states' names in boxes beside (or, between lifelines, upon) them. */
import type { State } from "../simulator/tcp/tcb.ts";
import { type Box, boxOfRect, longer } from "./box.ts";
import { width } from "./measure.ts";
import { touches } from "./pile.ts";
import {
  type Column,
  columnOf,
  free,
  giveWay,
  isDim,
  isFree,
  isHopeless,
  makeRoom,
  markAfter,
  markOf,
  type Scene,
  yOf,
} from "./scene.ts";
import type { Fill, Lit } from "./shape.ts";
import { addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Span } from "./spans.ts";

export const FILL: Readonly<Record<State, Fill>> = {
  CLOSED: "closedFill",
  LISTEN: "listenFill",
  "SYN-SENT": "openingFill",
  "SYN-RECEIVED": "openingFill",
  ESTABLISHED: "openFill",
  "FIN-WAIT-1": "closingFill",
  "FIN-WAIT-2": "closingFill",
  CLOSING: "closingFill",
  "LAST-ACK": "closingFill",
  "CLOSE-WAIT": "halfFill",
  "TIME-WAIT": "waitFill",
};

/** Where a box may hang on its lifeline: in its middle, or further to the left or the right, up to so much of its end. */
const ASIDE: readonly number[] = [0, -0.5, 0.5, -1, 1];
const HOLD = 12;
const LONG_BAR = 2 * size.BOX_HEIGHT;
/** From words that stand level with it. */
const WORDS_APART = 6;
/** How finely a box looks for a free place. */
const SEARCH_STEP = 4;
/** In a long bar, one between lifelines: so far below its top, where the state begins, and at most so much further if it can. */
const BELOW_TOP = size.BOX_HEIGHT;
const NEAR = 4 * size.BOX_HEIGHT;
/** Further down than this it would seem to begin elsewhere: what happens next gives way first. */
const FAR = 1.5 * NEAR;

/** As `ss` prints them. */
const SHORT: Readonly<Partial<Record<State, string>>> = { ESTABLISHED: "ESTAB", "SYN-RECEIVED": "SYN-RECV" };

export function boxText({ state, count }: Pick<Span, "state" | "count">, compact = false): string {
  const name = (compact ? SHORT[state] : undefined) ?? state;
  return count > 1 ? `${name} ×${count}` : name;
}

/** Its name, or the sign behind which that stands in the legend. */
const wordsOf = ({ legend, compact }: Scene, span: Span): string =>
  legend.signs.get(span) ?? boxText(span, compact);

export function drawBars(scene: Scene): void {
  for (const [span, y1, y2] of spansOf(scene)) {
    const { x } = columnOf(scene, span.host);
    scene.draft.marks.push({
      type: "rect",
      role: FILL[span.state],
      x: x - size.BAR_WIDTH / 2,
      y: y1 + size.BAR_GAP / 2,
      w: size.BAR_WIDTH,
      h: Math.max(0, y2 - y1 - size.BAR_GAP),
      radius: size.BAR_RADIUS,
      ...litOfSpan(scene, span),
    });
  }
}

/** In the margins, after the calls that stand there: the boxes take what is left. */
export function drawOuterBoxes(scene: Scene): void {
  for (const [span, y1, y2] of spansOf(scene)) {
    const column = columnOf(scene, span.host);
    if (column.outside === 0) continue;
    const w = scene.marginWidth;
    const away = size.BAR_WIDTH / 2 + size.BOX_GAP;
    const x = column.outside < 0 ? column.x - away - w : column.x + away;
    drawBox(scene, span, { xs: [x], w, y1: y1 + size.BAR_GAP, y2: y2 + size.MARGIN_GAP });
  }
}

/** After the arrows, which they must not hide. Those of `long` bars find room anywhere, and come after what does not. */
export function drawInnerBoxes(scene: Scene, long: boolean): void {
  for (const [span, y1, y2] of spansOf(scene)) {
    const column: Column = columnOf(scene, span.host);
    if (column.outside !== 0 || y2 - y1 > LONG_BAR !== long) continue;
    const w = width(wordsOf(scene, span), "bold", size.TEXT_SIZE) + 2 * size.BOX_PADDING;
    const asides = ASIDE.map((part) => column.x - w / 2 + part * (w / 2 - HOLD));
    const away = size.BAR_WIDTH / 2 + size.BAR_GAP;
    // A sign is short, and of its bar's colour: it may stand beside that as well.
    const xs = scene.legend.signs.has(span) ? [...asides, column.x - away - w, column.x + away] : asides;
    const within = xs.map((x) => Math.max(column.from, Math.min(x, column.to - w)));
    drawBox(scene, span, { xs: within, w, y1, y2 });
  }
}

interface Room {
  /** The best one first. */
  readonly xs: readonly number[];
  readonly w: number;
  readonly y1: number;
  readonly y2: number;
}

function drawBox(scene: Scene, span: Span, room: Room): void {
  const { w } = room;
  const place = placeIn(scene, span, room);
  if (place === null) {
    const { marks } = scene.scale;
    const answer = marks.of(span.from, span.host).at(-1) ?? -1;
    const end = endOf(scene, span);
    // Where it runs to the end only the end gives it more room.
    if (end === null) makeRoom(scene, span, marks.all.length, markOf(scene, span.from, span.host), answer);
    else makeRoom(scene, span, markOf(scene, end, span.host), answer, marks.all.length);
    return;
  }
  const { x, y } = place;
  if (isLate(scene, span, room, y)) return;
  const dim = litOfSpan(scene, span);
  const rect = { x, y, w, h: size.BOX_HEIGHT };
  scene.draft.marks.push({ type: "rect", role: FILL[span.state], ...rect, radius: size.BOX_RADIUS, ...dim });
  addTexts(scene, [
    {
      type: "text",
      role: "onFill",
      text: wordsOf(scene, span),
      x: x + w / 2,
      y: y + size.BOX_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE,
      anchor: "middle",
      font: "bold",
      size: size.TEXT_SIZE,
      rotation: 0,
      ...dim,
    },
  ]);
  addSolid(scene, boxOfRect(x, y, w, size.BOX_HEIGHT));
}

/** Whether it can still come nearer to where its state begins: what happens next gives way. */
function isLate(scene: Scene, span: Span, { y1 }: Room, y: number): boolean {
  if (columnOf(scene, span.host).outside !== 0) return false;
  const mark = calledAbove(scene, span, y)?.mark ?? nextOf(scene, span, y - y1);
  if (mark === null || isHopeless(scene, mark)) return false;
  giveWay(scene, mark);
  return true;
}

/** What it stands too far below without. */
function nextOf(scene: Scene, span: Span, below: number): number | null {
  if (below <= FAR) return null;
  const begun = markOf(scene, span.from, span.host);
  const ownNext = markAfter(scene, span.host, span.from, begun);
  // Where nothing else happens on its lifeline, what passes by gives way.
  return ownNext < scene.scale.marks.all.length ? ownNext : begun + 1;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Above what is called in the state: below that it would seem to begin with it. */
function placeIn(scene: Scene, span: Span, room: Room): Place | null {
  const place = placeWithin(scene, span, room);
  const called = place === null ? null : calledAbove(scene, span, place.y);
  return called === null ? place : (placeWithin(scene, span, { ...room, y2: called.y }) ?? place);
}

/** The first call that a host makes in a state, where its words begin above the foot of a box there. */
function calledAbove(
  scene: Scene,
  span: Span,
  box: number,
): { readonly y: number; readonly mark: number } | null {
  const { host, from } = span;
  const end = endOf(scene, span) ?? Number.POSITIVE_INFINITY;
  const call = scene.story.calls.find((one) => one.host === host && one.n > (from ?? -1) && one.n <= end);
  if (call === undefined) return null;
  // Between lifelines it may stand above the moment when it was made.
  const words = scene.draft.solid.all.find(({ of }) => of === call)?.box;
  const y = words === undefined ? yOf(scene, call.n, host) - size.LINE_HEIGHT / 2 : words.y - words.reachY;
  return y < box + size.BOX_HEIGHT ? { y, mark: markOf(scene, call.n, host) } : null;
}

function placeWithin(scene: Scene, span: Span, { xs, w, y1, y2 }: Room): Place | null {
  const column = columnOf(scene, span.host);
  const inner = column.outside === 0;
  const last = Math.max(y1, y2 - size.BOX_HEIGHT);
  const middle = (y1 + last) / 2;
  const ys = placesFrom(Math.min(middle, y1 + BELOW_TOP), y1, last);
  const near = ys.filter((y) => y <= y1 + NEAR);
  const next = untilNext(scene, span, y1);
  const before = near.filter((y) => y + size.BOX_HEIGHT <= next);
  for (const within of [before, near, ys]) {
    // At the edge of a picture several ways to hang are one.
    for (const x of new Set(xs)) {
      for (const y of within) {
        const box = boxOfRect(x, y, w, size.BOX_HEIGHT);
        if (inner ? freeUpon(scene, box, column) : free(scene, box, null)) return { x, y };
      }
    }
  }
  return null;
}

/** How far down nothing else has happened yet: what happens next on its lifeline, or a wait, would seem to be before it. */
function untilNext(scene: Scene, { host, from }: Span, begun: number): number {
  const { breaks, ys } = scene.scale;
  const next = ys[markAfter(scene, host, from, markOf(scene, from, host))] ?? scene.bottom;
  return Math.min(next, breaks.find(({ y }) => y > begun)?.y ?? scene.bottom);
}

/**
 * Upon a lifeline the lifeline itself is no obstacle, nor a timer's bracket behind the box, but for its ends; all arrows are.
 * Level words, such as a call's, would read on into the name.
 */
function freeUpon(scene: Scene, box: Box, { x }: Column): boolean {
  const upon = isFree(scene, box, (other) =>
    other.of === "timer" ? other.box.reachY > other.box.reachX : other.of === null && other.box.x === x,
  );
  return upon && !touches(scene.draft.solid, longer(box, WORDS_APART), 0, (other) => other.box.angle !== 0);
}

/** From the best one outward. */
function placesFrom(best: number, first: number, last: number): number[] {
  const places = [best];
  for (let away = SEARCH_STEP; best - away >= first || best + away <= last; away += SEARCH_STEP) {
    if (best - away >= first) places.push(best - away);
    if (best + away <= last) places.push(best + away);
  }
  return [...places, first, last];
}

function spansOf(scene: Scene): [Span, number, number][] {
  return scene.story.spans.map((span) => {
    const end = endOf(scene, span);
    return [span, yOf(scene, span.from, span.host), end === null ? scene.bottom : yOf(scene, end, span.host)];
  });
}

/** The entry that ends the span; null = it runs to the end. */
function endOf({ story: { spans } }: Scene, span: Span): number | null {
  const next = spans[spans.indexOf(span) + 1];
  return next?.host === span.host ? next.from : null;
}

/** The state that a host is in now never fades. */
export function litOfSpan(scene: Scene, span: Span): Lit {
  const until = endOf(scene, span);
  if (scene.options.moving) {
    const first = span.from ?? -1;
    const last = until ?? (scene.story.entries.at(-1)?.n ?? -1) + 1;
    return { steps: Array.from({ length: Math.max(1, last - first) }, (_, i) => first + i) };
  }
  return until === null ? {} : isDim(scene, span.from);
}
