/** Where the label along an arrow stands: on one line or several, wherever there is room. */

import { likeBefore, remember } from "./alike.ts";
import { LATE, leaving, litWhole, strokeOf } from "./arrows.ts";
import { type Box, boxFrom, deeper } from "./box.ts";
import { type Label, lowered, type Row, upOf } from "./label.ts";
import { free, giveWay, isApart, isHopeless, litOf, markAfter, type Scene, triesOf } from "./scene.ts";
import type { Lit, Text } from "./shape.ts";
import { addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";
import { pointOn, type Way, wayOf } from "./way.ts";

const SEARCH_STEP = 10;

/** Adds the label where it fits; where no stretching helps it is shortened, and at last may cross a line. */
export function drawLabel(scene: Scene, journey: Journey): void {
  const way = wayOf(scene, journey);
  const label = scene.labels.get(journey);
  if (label === undefined) return;
  scene.draft.missing += label.missing;
  const search: Search = { scene, journey, way, sections: sectionsOf(scene, journey, way) };
  const spot = roomy(search, label);
  if (spot !== null) {
    addSpot(search, spot);
    if (!isUrgent(scene, journey)) remember(scene, journey, spot.row);
    return;
  }
  giveWay(scene, way.mark);
  const cutter = overtaker(search);
  if (cutter !== undefined && triesOf(scene, way.mark) === 1) giveWay(scene, scene.scale.marks.sent(cutter));
  if (!isHopeless(scene, way.mark)) return;
  // Below the tail there may be room once what comes next has moved.
  const next = markAfter(scene, journey.from, journey.sentBy, way.mark);
  if (!isHopeless(scene, next)) {
    giveWay(scene, next);
    return;
  }
  if (!scene.legend.signs.has(journey)) scene.draft.crammed.add(journey);
  const last = shortened(search, label.others());
  if (last === null) scene.draft.unplaced++;
  else addSpot(search, last);
}

/** Whether the first tries were in vain. */
export const isUrgent = (scene: Scene, journey: Journey): boolean =>
  triesOf(scene, wayOf(scene, journey).mark) > 1;

/** Whether the first one was. */
export const isPressed = (scene: Scene, journey: Journey): boolean =>
  triesOf(scene, wayOf(scene, journey).mark) > 0;

/** With each try in vain more is allowed: first a third line, and lines below; then more of them, numbers on both sides. */
function roomy(search: Search, { whole, others }: Label): Spot | null {
  const { scene, journey, way } = search;
  const tries = triesOf(scene, way.mark);
  if (tries === 0) return anywhere(search, whole.filter(isLow));
  const isLike = tries === 1 ? likeBefore(scene, journey) : null;
  const { split, scattered } = others();
  const all = [...whole, ...split, ...scattered];
  if (isLike !== null) return anywhere(search, all.filter(isLike));
  const easy = whole.filter(isEasy);
  const easily = anywhere(search, easy) ?? below(search, easy) ?? anywhere(search, split);
  if (easily !== null || tries === 1) return easily;
  const tall = whole.filter((row) => !isEasy(row));
  return anywhere(search, tall) ?? below(search, tall) ?? anywhere(search, scattered) ?? crowded(search, all);
}

/** Four lines are no longer read at a glance, and the uppermost is far from its arrow. */
const isEasy = ({ lines }: Row): boolean => lines.length <= 3;

/** Rather a little more room than more lines than these. */
const isLow = ({ lines }: Row): boolean => lines.length <= 2;

const crowded = (search: Search, rows: readonly Row[]): Spot | null =>
  tightly(search, rows, {}) ?? tightly(search, rows, { close: true });

const tightly = (search: Search, rows: readonly Row[], wanted: Wanted): Spot | null =>
  anywhere(search, rows, { ...TIGHT, ...wanted }) ??
  anywhere(search, rows, { ...RAISED, ...wanted }) ??
  firstSpot(
    search,
    [wholeOf(search.way)],
    rows.filter(({ above, lines }) => above === lines.length).map(lowered),
    wanted,
  );

const shortened = (search: Search, { key, short, shortest }: ReturnType<Label["others"]>): Spot | null =>
  anywhere(search, key) ??
  below(search, key) ??
  anywhere(search, short) ??
  below(search, short) ??
  anywhere(search, shortest) ??
  anywhere(search, [...key, ...short, ...shortest], OVER) ??
  anywhere(search, [...short, ...shortest], { ...RAISED, ...OVER }) ??
  firstSpot(search, [wholeOf(search.way)], [...short, ...shortest].map(lowered), OVER) ??
  anywhere(search, [...short, ...shortest].map(lowered), { ...RAISED, ...OVER });

/** What leaves later from where it leaves and crosses it: the later, the longer its first part. */
function overtaker({ scene, journey, way }: Search): Journey | undefined {
  const { marks } = scene.scale;
  return [...scene.ways].find(
    ([other, its]) =>
      other.from === journey.from && marks.sent(other) > way.mark && crossing(way, its) !== null,
  )?.[0];
}

interface Section {
  readonly from: number;
  readonly to: number;
}

const wholeOf = (
  { length, before, after }: Way,
  { inset = size.LABEL_INSET, raised }: Wanted = {},
): Section =>
  raised === undefined
    ? { from: inset, to: length - inset }
    : { from: inset - before, to: length + after - inset };

/** What other arrows cut this one into, the longest first; of two alike, the one nearer the sender. */
function sectionsOf(scene: Scene, journey: Journey, way: Way): Section[] {
  const crossings: number[] = [];
  for (const [other, its] of scene.ways) {
    const along = other === journey ? null : crossing(way, its);
    if (along !== null) crossings.push(along);
  }
  if (crossings.length === 0) return [];
  const { from, to } = wholeOf(way);
  const ends = [from, ...crossings.sort((a, b) => a - b), to];
  return ends
    .slice(1)
    .map((end, i) => ({
      from: Math.max(from, (ends[i] ?? from) + (i > 0 ? size.CROSSING_GAP : 0)),
      to: Math.min(to, end - (end === to ? 0 : size.CROSSING_GAP)),
    }))
    .sort((a, b) => Math.round((b.to - b.from - (a.to - a.from)) / SEARCH_STEP));
}

type Stretch = Pick<Way, "x1" | "y1" | "x2" | "y2" | "length">;

/** How far along the first way the second one crosses it; null = nowhere. */
function crossing(a: Stretch, b: Stretch): number | null {
  const [ax, ay, bx, by] = [a.x2 - a.x1, a.y2 - a.y1, b.x2 - b.x1, b.y2 - b.y1];
  const area = ax * by - ay * bx;
  if (Math.abs(area) < 1e-6) return null;
  const s = ((b.x1 - a.x1) * by - (b.y1 - a.y1) * bx) / area;
  const t = ((b.x1 - a.x1) * ay - (b.y1 - a.y1) * ax) / area;
  return s > 0 && s < 1 && t > 0 && t < 1 ? s * a.length : null;
}

interface Search {
  readonly scene: Scene;
  readonly journey: Journey;
  readonly way: Way;
  readonly sections: readonly Section[];
}

/** A label in some lines, so far along the arrow. */
interface Spot {
  readonly row: Row;
  readonly along: number;
  readonly raised: number;
}

/** What a place must have, and from where to where it is looked for. */
interface Wanted {
  readonly inset?: number;
  /** So much further from the arrow, and beyond the ends of one that is cut. */
  readonly raised?: number;
  readonly overLines?: boolean;
  /** Even beside words of something else, as if it went on in them. */
  readonly close?: boolean;
}

const OVER: Wanted = { overLines: true, close: true };
/** Nearer to its arrow's ends than it should be. */
const TIGHT: Wanted = { inset: 2 };
/** Above a head, or a cross or a dot and the word beside it. */
const RAISED: Wanted = { ...TIGHT, raised: 9 };

const anywhere = (search: Search, rows: readonly Row[], wanted: Wanted = {}): Spot | null =>
  firstSpot(search, [...search.sections, wholeOf(search.way, wanted)], rows, wanted);

/** Only where arrows cross may a label stand below its own: elsewhere it would seem to be the next one's. */
const below = (search: Search, rows: readonly Row[]): Spot | null =>
  firstSpot(search, search.sections, rows.map(lowered), {});

function firstSpot(
  search: Search,
  sections: readonly Section[],
  rows: readonly Row[],
  wanted: Wanted,
): Spot | null {
  for (const section of sections) {
    for (const row of rows) {
      const spot = spotIn(search, section, row, wanted);
      if (spot !== null) return spot;
    }
  }
  return null;
}

/** From the middle of the section outward. */
function spotIn(search: Search, section: Section, row: Row, wanted: Wanted): Spot | null {
  const first = section.from + row.widest / 2;
  const middle = (section.from + section.to) / 2;
  for (let away = 0; middle - away >= first - 1e-9; away += SEARCH_STEP) {
    if (fits(search, row, middle - away, wanted))
      return { row, along: middle - away, raised: wanted.raised ?? 0 };
    if (away === 0) continue;
    if (fits(search, row, middle + away, wanted))
      return { row, along: middle + away, raised: wanted.raised ?? 0 };
  }
  return null;
}

/** Texts are made only of what fits: most places do not. */
function fits(
  { scene, journey, way }: Search,
  row: Row,
  along: number,
  { overLines, raised = 0, close }: Wanted,
): boolean {
  if (isCutOff(scene, way, along, upOf(row, row.lines.length - 1, raised))) return false;
  const boxes: Box[] = [];
  for (const [i, line] of row.lines.entries()) {
    let at = -line.long / 2;
    for (const { look, long } of line.runs) {
      const { x, y } = pointOn(way, along + (way.rightward ? at : -at), upOf(row, i, raised));
      const box = boxFrom(x, y, long, look.size, way.turn);
      const lowest = i >= row.above && i === row.lines.length - 1;
      const wanted = lowest ? deeper(box, size.BELOW_ALONE) : box;
      if (!free(scene, wanted, journey, overLines) || isBeyond(scene, box)) return false;
      boxes.push(box);
      at += long + size.LABEL_GAP;
    }
  }
  return close === true || boxes.every((box) => isApart(scene, box, journey));
}

/** Below the lifelines it would be read as a row of the legend, or as the footer's. */
const isBeyond = ({ bottom }: Scene, { y, reachY }: Box): boolean => y + reachY > bottom;

/** Whether another arrow passes between an arrow's end and a place beyond it: a label there would be read as the other's. */
function isCutOff({ ways }: Scene, way: Way, along: number, up: number): boolean {
  if (along >= 0 && along <= way.length) return false;
  const near = pointOn(way, along < 0 ? 0 : way.length);
  const place = pointOn(way, along, up);
  const between = {
    x1: near.x,
    y1: near.y,
    x2: place.x,
    y2: place.y,
    length: Math.hypot(place.x - near.x, place.y - near.y),
  };
  return [...ways.values()].some((other) => other !== way && crossing(between, other) !== null);
}

function addSpot({ scene, journey, way }: Search, { row, along, raised }: Spot): void {
  const dim: Lit = litOf(scene, journey);
  for (const [i, line] of row.lines.entries()) {
    let at = -line.long / 2;
    const texts = line.runs.flatMap(({ look, long }): Text[] => {
      const { x, y } = pointOn(way, along + (way.rightward ? at : -at), upOf(row, i, raised));
      at += long + size.LABEL_GAP;
      const text = { type: "text", ...look, x, y, anchor: "start", rotation: way.rotation, ...dim } as const;
      return unknowing(scene, journey, text);
    });
    addTexts(scene, texts, journey);
  }
}

/** In a moving picture a label does not know what will become of its segment: until then it looks as the arrow does. */
function unknowing(scene: Scene, journey: Journey, text: Text): Text[] {
  const { sentBy, endedBy } = journey;
  if (!scene.options.moving || sentBy === null || endedBy === null) return [text];
  const role = text.role === strokeOf(journey) ? strokeOf(leaving(journey)) : text.role;
  const { labels } = scene.options;
  const late = journey.oddities.some((odd) => LATE.has(odd) && labels[odd] === text.text);
  if (late) return [{ ...text, ...litWhole(scene, journey) }];
  if (role === text.role) return [text];
  return [
    { ...text, role, steps: [sentBy], until: endedBy },
    { ...text, ...litWhole(scene, journey) },
  ];
}
