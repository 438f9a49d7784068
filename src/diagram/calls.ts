/** Socket calls and what they gave back, in the outer margin at the moment they were made. */
import { width } from "./measure.ts";
import { addFirstFit, type Column, columnOf, isDim, markAfter, markOf, type Scene, yOf } from "./scene.ts";
import type { Text } from "./shape.ts";
import { addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Call } from "./story.ts";
import { clip } from "./text.ts";

const TICK_WIDTH = 1.25;

export function drawOuterCalls(scene: Scene): void {
  const lines = new Map<number, number>();
  for (const call of scene.story.calls) {
    const column = columnOf(scene, call.host);
    if (column.outside === 0) continue;
    const above = lines.get(call.n) ?? 0;
    const y = yOf(scene, call.n, call.host) + above * size.LINE_HEIGHT;
    if (above === 0) drawTick(scene, column, column.outside, y, call);
    addTexts(scene, textsOf(scene, call, column, column.outside, y, scene.marginWidth - size.TICK_GAP));
    lines.set(call.n, above + call.lines.length);
  }
}

/** In lines below its moment: what sends a segment stands above its arrow, what follows something stands below that. */
function placesOf({ story }: Scene, { n, host }: Call): readonly number[] {
  const sends = story.journeys.some(({ sentBy, from }) => sentBy === n && from === host);
  return sends ? [0, -1, -2, 1] : [0, 1, 2, -1];
}

/** Between lifelines calls look for room beside their own, like labels. */
export function drawInnerCalls(scene: Scene): void {
  for (const call of scene.story.calls) {
    const column = columnOf(scene, call.host);
    if (column.outside !== 0) continue;
    const y = yOf(scene, call.n, call.host);
    const candidates = placesOf(scene, call).flatMap((lines) =>
      ([1, -1] as const).map((side) =>
        textsOf(scene, call, column, side, y + lines * size.LINE_HEIGHT, size.MARGIN_MAX),
      ),
    );
    const mark = markOf(scene, call.n, call.host);
    const [first] = addFirstFit(scene, candidates, mark, markAfter(scene, call.host, call.n, mark)) ?? [];
    if (first === undefined) continue;
    const side = first.x < column.x ? -1 : 1;
    drawTick(scene, column, side, first.y - size.TEXT_SIZE * size.MIDDLE, call);
  }
}

function textsOf(scene: Scene, call: Call, column: Column, side: -1 | 1, y: number, room: number): Text[] {
  const x = column.x + side * (size.BAR_WIDTH / 2 + size.TICK_LENGTH + size.TICK_GAP);
  return call.lines.map((line, i) => {
    const { text, missing } = clip(line, "mono", size.TEXT_SIZE, room);
    scene.draft.missing += missing;
    return {
      type: "text",
      role: call.alarm ? "alarm" : "muted",
      text,
      x: side < 0 ? x - width(text, "mono", size.TEXT_SIZE) : x,
      y: y + i * size.LINE_HEIGHT + size.TEXT_SIZE * size.MIDDLE,
      anchor: "start",
      font: "mono",
      size: size.TEXT_SIZE,
      rotation: 0,
      ...isDim(scene, call.n),
    };
  });
}

function drawTick(scene: Scene, { x }: Column, side: -1 | 1, y: number, call: Call): void {
  const from = x + side * (size.BAR_WIDTH / 2 + 1);
  scene.draft.lines.push({
    type: "line",
    role: call.alarm ? "alarm" : "muted",
    points: [from, y, from + side * size.TICK_LENGTH, y],
    width: TICK_WIDTH,
    ...isDim(scene, call.n),
  });
}
