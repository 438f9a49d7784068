/** Below the lifelines: the numbers of segments that found no room at their arrows, each behind the sign that stands there. */
import type { Label } from "./label.ts";
import { litOf, type Scene } from "./scene.ts";
import type { Text } from "./shape.ts";
import { addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";

const SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const PADDING = 10;

/** By the order of the picture; what is beyond the last sign has none. */
export function signsOf(
  journeys: readonly Journey[],
  crammed: ReadonlySet<Journey>,
): ReadonlyMap<Journey, string> {
  const found = journeys.filter((journey) => crammed.has(journey));
  return new Map(found.map((journey, i) => [journey, SIGNS[i] ?? ""]));
}

export function legendHeight(labels: ReadonlyMap<Journey, Label>): number {
  const rows = [...labels.values()].filter(({ legend }) => legend !== null).length;
  return rows === 0 ? 0 : rows * size.LINE_HEIGHT + PADDING;
}

export function drawLegend(scene: Scene): void {
  let y = scene.bottom + PADDING + size.LINE_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  for (const [journey, { legend }] of scene.labels) {
    if (legend === null) continue;
    let x: number = size.EDGE;
    const lit = litOf(scene, journey);
    const texts = legend.runs.map(({ look, long }): Text => {
      const text: Text = { type: "text", ...look, x, y, anchor: "start", rotation: 0, ...lit };
      x += long + size.LABEL_GAP;
      return text;
    });
    addTexts(scene, texts);
    y += size.LINE_HEIGHT;
  }
}
