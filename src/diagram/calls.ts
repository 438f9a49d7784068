/** Socket calls and what they gave back, in the outer margin at the moment they were made. */
import { boxOfRect } from "./box.ts";
import { width } from "./measure.ts";
import {
  type Column,
  columnOf,
  firstApart,
  inkOf,
  isDim,
  isFree,
  makeRoom,
  markAfter,
  markOf,
  type Scene,
  yOf,
} from "./scene.ts";
import type { Text } from "./shape.ts";
import { addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Call } from "./story.ts";
import { clip } from "./text.ts";

const TICK_WIDTH = 1.25;
const TICK_START = size.BAR_WIDTH / 2 + 1;
const TICK_END = TICK_START + size.TICK_LENGTH;

export function drawOuterCalls(scene: Scene): void {
  const lines = new Map<number, number>();
  for (const call of scene.story.calls) {
    const column = columnOf(scene, call.host);
    if (column.outside === 0) continue;
    const above = lines.get(call.n) ?? 0;
    const y = yOf(scene, call.n, call.host) + above * size.LINE_HEIGHT;
    if (above === 0) drawTick(scene, column, column.outside, y, call);
    addTexts(scene, textsOf(scene, call, column, column.outside, y, scene.marginWidth - size.TICK_GAP), call);
    lines.set(call.n, above + call.lines.length);
  }
}

/** Between lifelines calls look for room beside their own, like labels; the last first, so that none is above an earlier one. */
export function drawInnerCalls(scene: Scene): void {
  let later = { at: Number.NaN, y: 0 };
  for (const call of scene.story.calls.toReversed()) {
    const column = columnOf(scene, call.host);
    if (column.outside !== 0) continue;
    const mark = markOf(scene, call.n, call.host);
    const next = markAfter(scene, call.host, call.n, mark);
    const at = scene.scale.marks.all[mark]?.at ?? 0;
    const latest = later.at === at ? later.y : Number.POSITIVE_INFINITY;
    const places = placesOf(scene, call, mark, next);
    const inOrder = [...places.filter(({ y }) => y <= latest), ...places.filter(({ y }) => y > latest)];
    // A tick begins at its own lifeline.
    const ticked = inOrder.filter(({ side, y }) =>
      isFree(scene, tickBox(column, side, y), ({ of, box }) => of === null && box.x === column.x),
    );
    const place = firstApart(scene, ticked, call, ({ side, y }) =>
      textsOf(scene, call, column, side, y, size.MARGIN_MAX),
    );
    if (place === undefined) {
      // What TCP tells stands below what it tells of: there is room once the next thing has moved.
      if (call.signal) makeRoom(scene, call, next, mark);
      else makeRoom(scene, call, mark, next);
      continue;
    }
    const { side, y } = place;
    later = { at, y: Math.min(latest, y) };
    addTexts(scene, textsOf(scene, call, column, side, y, size.MARGIN_MAX), call);
    drawTick(scene, column, side, y, call);
    addSolid(scene, tickBox(column, side, y));
  }
}

interface Place {
  readonly side: -1 | 1;
  readonly y: number;
}

/** In lines below its own place, the best first. */
const SENDS = [0, -1, -2];
const BEGINS = [0, -1, -2];
const TELLS = [0, 0.5, 1, 2];
/** Of what is left of it where it stands in the legend: rather above than nowhere. */
const SIGNED = [...TELLS, -1, -2];
const FOLLOWS = [0, 1, 2];

/**
 * What sends a segment or begins a state may stand a line or two above that, what follows something as much below it:
 * but not level with what comes before or next on the lifeline, nor beyond a break, where it would seem to happen.
 */
function placesOf(scene: Scene, call: Call, mark: number, next: number): readonly Place[] {
  const { scale, bottom, top } = scene;
  const at = scale.ys[mark] ?? top;
  const before = scale.marks.all.findLastIndex((other, i) => i < mark && other.host === call.host);
  const [first, last] = [scale.ys[before] ?? top, scale.ys[next] ?? bottom];
  const apart = size.LINE_HEIGHT / 2;
  const isThen = (y: number) =>
    y - apart >= first && y + apart <= last && !scale.breaks.some((cut) => (cut.y - at) * (cut.y - y) <= 0);
  return linesOf(scene, call, mark)
    .map((lines) => at + lines * size.LINE_HEIGHT)
    .filter((y) => y === at || isThen(y))
    .flatMap((y) => [{ side: 1, y } as const, { side: -1, y } as const]);
}

function linesOf({ story, scale, legend }: Scene, call: Call, mark: number): readonly number[] {
  const { n, host, signal } = call;
  if (story.journeys.some(({ sentBy, from }) => sentBy === n && from === host)) return SENDS;
  if (signal) return legend.signs.has(call) ? SIGNED : TELLS;
  const { kind, changesState } = scale.marks.all[mark] ?? {};
  return kind === "act" && changesState === true ? BEGINS : FOLLOWS;
}

const tickBox = ({ x }: Column, side: -1 | 1, y: number) =>
  boxOfRect(x + (side < 0 ? -TICK_END : TICK_START), y - 1, TICK_END - TICK_START, 2);

function textsOf(scene: Scene, call: Call, column: Column, side: -1 | 1, y: number, room: number): Text[] {
  const x = column.x + side * (size.BAR_WIDTH / 2 + size.TICK_LENGTH + size.TICK_GAP);
  const sign = scene.legend.signs.get(call);
  const font = sign === undefined ? "mono" : "bold";
  return (sign === undefined ? call.lines : [sign]).map((line, i) => {
    const { text, missing } = clip(line, font, size.TEXT_SIZE, room);
    scene.draft.missing += missing;
    return {
      type: "text",
      ...inkOfCall(scene, call),
      text,
      x: side < 0 ? x - width(text, font, size.TEXT_SIZE) : x,
      y: y + i * size.LINE_HEIGHT + size.TEXT_SIZE * size.MIDDLE,
      anchor: "start",
      font,
      size: size.TEXT_SIZE,
      rotation: 0,
      ...isDim(scene, call.n),
    };
  });
}

const inkOfCall = (scene: Scene, { alarm, n }: Call) =>
  alarm ? ({ role: "alarm" } as const) : inkOf(scene, n);

function drawTick(scene: Scene, { x }: Column, side: -1 | 1, y: number, call: Call): void {
  scene.draft.lines.push({
    type: "line",
    ...inkOfCall(scene, call),
    points: [x + side * TICK_START, y, x + side * TICK_END, y],
    width: TICK_WIDTH,
    ...isDim(scene, call.n),
  });
}
