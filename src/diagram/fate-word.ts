/** The word for what became of a segment that did not arrive, beside its cross or its dot. */
import { litWhole, strokeOf } from "./arrows.ts";
import { boxOfText, deeper } from "./box.ts";
import { width } from "./measure.ts";
import { firstApart, makeRoom, type Scene } from "./scene.ts";
import type { Text } from "./shape.ts";
import { addFate, addSolid, addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";
import { clip } from "./text.ts";
import { pointOn, type Way, wayOf } from "./way.ts";

const CUT_AWAY = 6;
const LOWER = 4;
const CUT_WORD_ROOM = 130;

/** Beside the cross or the dot: what became of the segment. */
export function drawCutWord(scene: Scene, journey: Journey): void {
  if (journey.fate === "arrived") return;
  const words = wordOfEnd(scene, journey);
  const { text, missing } = clip(words, "bold", size.TEXT_SIZE, CUT_WORD_ROOM);
  scene.draft.missing += missing;
  const way = wayOf(scene, journey);
  const half = width(text, "bold", size.TEXT_SIZE) / 2;
  const away = (journey.fate === "in flight" ? size.DOT_RADIUS : size.CROSS_SIZE) + CUT_AWAY;
  const low = size.TEXT_SIZE * size.MIDDLE;
  const candidates = [
    pointOn(way, way.length + away + half, -low),
    pointOn(way, way.length, -away - 2 * low),
    pointOn(way, way.length, -away - 2 * low - LOWER),
    pointOn(way, way.length, away + 2),
    pointOn(way, way.length - half, -away - 2 * low),
    pointOn(way, way.length + half, -away - 2 * low),
    ...[1.5, 2, 2.5, 3].map((back) => pointOn(way, way.length - back * half, -CUT_AWAY - 2 * low)),
  ].map(({ x, y }): Text[] => [
    {
      type: "text",
      role: strokeOf(journey),
      text,
      x,
      y,
      anchor: "middle",
      font: "bold",
      size: size.TEXT_SIZE,
      rotation: way.rotation,
      ...litWhole(scene, journey),
    },
  ]);
  const best = firstApart(scene, candidates, journey, (texts) => texts);
  if (best === undefined) {
    makeRoom(scene, null, way.mark, scene.scale.marks.ended(journey));
    return;
  }
  addTexts(scene, best, journey);
  for (const text of best) {
    addFate(scene, boxOfText(text), journey);
    keepBelow(scene, way, text);
  }
}

/** A word below its line keeps free what is further below: a label there would be read on from it. */
function keepBelow(scene: Scene, way: Way, text: Text): void {
  const box = boxOfText(text);
  const [dx, dy] = [box.x - way.x1, box.y - way.y1];
  const below = dy * way.turn.cos - dx * way.turn.sin;
  if (below > box.halfH) addSolid(scene, deeper(box, size.BELOW_ALONE));
}

function wordOfEnd({ options: { labels } }: Scene, { fate, holding }: Journey): string {
  if (fate === "lost") return labels.lost;
  if (fate === "unreachable") return labels.unreachable;
  return holding ? labels.held : labels.inFlight;
}
