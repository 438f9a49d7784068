/** A long wait is cut: two slashes across every lifeline, and the wait's length between them. */
import { boxOfRect } from "./box.ts";
import { width } from "./measure.ts";
import { type Column, firstApart, free, makeRoom, type Scene, triesOf } from "./scene.ts";
import type { Lit, Text } from "./shape.ts";
import { addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import { clip } from "./text.ts";
import type { Break } from "./timescale.ts";

const SLASH_HALF = 9;
const SLASH_RISE = 3.5;
const SLASH_APART = 5;
const SLASH_WIDTH = 1.75;
const TEXT_ROOM = 120;
/** On either side of a wait's length: five if there is room for them, else two. Without any it reads as a label's word. */
const DOTS_LENGTHS: readonly number[] = [34, 13];
const DOTS_AWAY = 8;
const DOTS: readonly number[] = [2, 5];
const SEARCH_STEP = 14;

export function drawBreaks(scene: Scene): void {
  for (const { y, before } of scene.scale.breaks) {
    for (const { x, outside } of scene.columns) {
      drawSlashes(scene, x, y, since(scene, before));
      // A state's box upon the lifeline keeps off.
      const [halfW, halfH] = [SLASH_HALF, SLASH_RISE + SLASH_APART / 2];
      if (outside === 0) addSolid(scene, boxOfRect(x - halfW, y - halfH, 2 * halfW, 2 * halfH));
    }
  }
}

/** Seen from what ends the wait; a picture that stands still does not ask. */
function since(scene: Scene, before: number): Lit {
  const n = scene.scale.marks.all[before]?.n;
  return scene.options.moving && n !== undefined ? { steps: [n] } : {};
}

/** With dots on both sides if there is room for some, else the length alone. */
export function drawBreakTexts(scene: Scene): void {
  for (const cut of scene.scale.breaks) {
    const said = saidOf(scene, cut);
    if (scene.compact && drawInHalves(scene, said)) continue;
    const dotted = dottedPlace(scene, scene.columns, said);
    if (dotted !== undefined) {
      drawDotted(scene, said, dotted);
      continue;
    }
    // Close to other words only where asking for room was in vain.
    const close = triesOf(scene, cut.before) > 1;
    const all = places(scene.columns, said.half);
    const alone = firstApart(scene, all, null, (place) => [words(said, place)], close);
    if (alone === undefined) makeRoom(scene, null, cut.before);
    else addTexts(scene, [words(said, alone)]);
  }
}

/** A wait's length, where it is cut. */
interface Said {
  readonly text: string;
  readonly half: number;
  readonly y: number;
  readonly lit: Lit;
}

function saidOf(scene: Scene, { y, ms, before }: Break): Said {
  const { text } = clip(scene.durations[ms] ?? "", "regular", size.TEXT_SIZE, TEXT_ROOM);
  return { text, half: width(text, "regular", size.TEXT_SIZE) / 2, y, lit: since(scene, before) };
}

/** Between the halves of a comparison a length alone speaks for both; where it is too long each half has its own. */
function drawInHalves(scene: Scene, said: Said): boolean {
  const { columns } = scene;
  const middle = middleOf(columns);
  if (free(scene, boxAt(middle, said.y, said.half), null)) {
    addTexts(scene, [words(said, middle)]);
    return true;
  }
  const halves = [columns.slice(0, columns.length / 2), columns.slice(columns.length / 2)];
  const dotted = halves.flatMap((half) => dottedPlace(scene, half, said) ?? []);
  if (dotted.length < halves.length) return false;
  for (const place of dotted) drawDotted(scene, said, place);
  return true;
}

interface Dotted {
  readonly x: number;
  readonly length: number;
}

function dottedPlace(scene: Scene, columns: readonly Column[], { y, half }: Said): Dotted | undefined {
  for (const length of DOTS_LENGTHS) {
    const reach = half + DOTS_AWAY + length;
    const x = places(columns, reach).find((place) => free(scene, boxAt(place, y, reach), null));
    if (x !== undefined) return { x, length };
  }
  return undefined;
}

function drawDotted(scene: Scene, said: Said, { x, length }: Dotted): void {
  const { y, half } = said;
  addTexts(scene, [words(said, x)]);
  drawDots(scene, x, y, half, length, said.lit);
  addSolid(scene, boxAt(x, y, half + DOTS_AWAY + length));
}

/** In the middle if there is room, else further and further from it; not so far that it touches where the last lifeline is cut. */
function places(columns: readonly Column[], reach: number): number[] {
  const [first, last] = [columns[0]?.x ?? 0, columns.at(-1)?.x ?? 0];
  const away = SLASH_HALF + size.CLEARANCE + reach;
  const middle = middleOf(columns);
  const out = [middle];
  for (let step = SEARCH_STEP; step < last - first; step += SEARCH_STEP)
    out.push(middle + step, middle - step);
  return out.filter((x) => x >= first + away && x <= last - away);
}

function middleOf(columns: readonly Column[]): number {
  const [first, last] = [columns[0]?.x ?? 0, columns.at(-1)?.x ?? 0];
  return columns.length % 2 === 0 ? (first + last) / 2 : (first * 3 + last) / 4;
}

const boxAt = (x: number, y: number, half: number) =>
  boxOfRect(x - half, y - size.TEXT_SIZE / 2, 2 * half, size.TEXT_SIZE);

const words = ({ text, y, lit }: Said, x: number): Text => ({
  type: "text",
  role: "muted",
  text,
  x,
  y: y + size.TEXT_SIZE * size.MIDDLE,
  anchor: "middle",
  font: "regular",
  size: size.TEXT_SIZE,
  rotation: 0,
  ...lit,
});

function drawDots({ draft }: Scene, x: number, y: number, half: number, length: number, lit: Lit): void {
  for (const side of [-1, 1]) {
    const from = x + side * (half + DOTS_AWAY);
    const points = [from, y, from + side * length, y];
    draft.lines.push({ type: "line", role: "muted", points, width: SLASH_WIDTH, dash: DOTS, ...lit });
  }
}

function drawSlashes({ draft }: Scene, x: number, y: number, lit: Lit): void {
  const slash = (dy: number) => [x - SLASH_HALF, y + dy + SLASH_RISE, x + SLASH_HALF, y + dy - SLASH_RISE];
  draft.marks.push({ type: "line", role: "ground", points: slash(0), width: SLASH_APART, ...lit });
  for (const dy of [-SLASH_APART / 2, SLASH_APART / 2]) {
    draft.marks.push({ type: "line", role: "muted", points: slash(dy), width: SLASH_WIDTH, ...lit });
  }
}
