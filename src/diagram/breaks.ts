/** A long wait is cut: two slashes across every lifeline, and the wait's length between them. */
import { boxOfRect } from "./box.ts";
import { width } from "./measure.ts";
import { firstApart, free, makeRoom, type Scene, triesOf } from "./scene.ts";
import type { Lit, Text } from "./shape.ts";
import { addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import { clip } from "./text.ts";

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
  for (const { y, ms, before } of scene.scale.breaks) {
    const lit = since(scene, before);
    const { text } = clip(scene.durations[ms] ?? "", "regular", size.TEXT_SIZE, TEXT_ROOM);
    const half = width(text, "regular", size.TEXT_SIZE) / 2;
    const [middle] = places(scene);
    // Between the halves of a comparison there is room for the length alone, and it speaks for both.
    if (scene.compact && middle !== undefined && free(scene, boxAt(middle, y, half), null)) {
      addTexts(scene, [words(text, middle, y, lit)]);
      continue;
    }
    const dotted = dottedPlace(scene, y, half);
    if (dotted === undefined) {
      // Close to other words only where asking for room was in vain.
      const close = triesOf(scene, before) > 1;
      const alone = firstApart(scene, places(scene), null, (place) => [words(text, place, y, lit)], close);
      if (alone === undefined) makeRoom(scene, null, before);
      else addTexts(scene, [words(text, alone, y, lit)]);
      continue;
    }
    const { x, length } = dotted;
    addTexts(scene, [words(text, x, y, lit)]);
    drawDots(scene, x, y, half, length, lit);
    addSolid(scene, boxAt(x, y, half + DOTS_AWAY + length));
  }
}

function dottedPlace(scene: Scene, y: number, half: number): { x: number; length: number } | undefined {
  for (const length of DOTS_LENGTHS) {
    const x = places(scene).find((place) => free(scene, boxAt(place, y, half + DOTS_AWAY + length), null));
    if (x !== undefined) return { x, length };
  }
  return undefined;
}

/** In the middle of the picture if there is room, else further and further from it. */
function places(scene: Scene): number[] {
  const first = scene.columns[0]?.x ?? 0;
  const last = scene.columns.at(-1)?.x ?? scene.width;
  const middle = scene.columns.length % 2 === 0 ? (first + last) / 2 : (first * 3 + last) / 4;
  const out = [middle];
  for (let away = SEARCH_STEP; away < last - first; away += SEARCH_STEP) {
    out.push(...[middle + away, middle - away].filter((x) => x > first && x < last));
  }
  return out;
}

const boxAt = (x: number, y: number, half: number) =>
  boxOfRect(x - half, y - size.TEXT_SIZE / 2, 2 * half, size.TEXT_SIZE);

const words = (text: string, x: number, y: number, lit: Lit): Text => ({
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
