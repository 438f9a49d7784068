/** What all parts of a picture share while it is laid out: where things are and what has been drawn so far. */
import type { HostId } from "../simulator/network/trace.ts";
import { type Box, boxOfText, inside, touch } from "./box.ts";
import type { Options } from "./labels.ts";
import type { Lit, Text } from "./shape.ts";
import { addTexts, type Sheet } from "./sheet.ts";
import { CLEARANCE, STRETCH_MAX, TRIES } from "./sizes.ts";
import type { Journey, Story } from "./story.ts";
import type { Timescale } from "./timescale.ts";

export interface Column {
  readonly host: HostId;
  readonly x: number;
  /** Where its states and calls stand: left of it, right of it, or (0) upon it. */
  readonly outside: -1 | 0 | 1;
  readonly titleRoom: number;
  /** Its title and its states stay between these. */
  readonly from: number;
  readonly to: number;
}

export interface Scene extends Sheet {
  readonly story: Story;
  readonly options: Options;
  readonly columns: readonly Column[];
  readonly marginWidth: number;
  readonly scale: Timescale;
  /** Lifelines run from here to there. */
  readonly top: number;
  readonly bottom: number;
  /** Narrow: states by the short names of `ss`. */
  readonly compact: boolean;
}

/** Whether there is room for the box: nothing solid, and unless `overLines` no line but `own`'s. */
export function free(scene: Scene, box: Box, own: Journey | null, overLines = false): boolean {
  const { solid, strokes } = scene.draft;
  return (
    inside(box, scene.width, scene.height) &&
    !solid.some((other) => touch(box, other, CLEARANCE)) &&
    (overLines ||
      !strokes.some((other) => (other.of === null || other.of !== own) && touch(box, other.box, 1)))
  );
}

export const fits = (scene: Scene, texts: readonly Text[], own: Journey | null, overLines = false): boolean =>
  texts.every((text) => free(scene, boxOfText(text), own, overLines));

/** Adds the first of the candidates that has room; where none has, the mark gives way in the next round. */
export function addFirstFit(
  scene: Scene,
  candidates: Iterable<readonly Text[]>,
  own: Journey | null,
  mark: number,
): boolean {
  for (const texts of candidates) {
    if (!fits(scene, texts, own)) continue;
    addTexts(scene, texts);
    return true;
  }
  giveWay(scene, mark);
  return false;
}

/** A call and the segment that it sends stay together: the call's mark moves. */
export function giveWay({ scale, draft }: Scene, mark: number): void {
  const moved = movedFor(scale, mark);
  const { at, kind, host } = scale.marks[moved] ?? {};
  if (host === undefined || stretchOf(scale, moved) > TRIES * STRETCH_MAX) return;
  draft.stretch.add(moved);
  // What happens at the same moment on another lifeline moves too: a simultaneous open stays level.
  for (const [i, mark] of scale.marks.entries()) {
    if (mark.at === at && mark.kind === kind && mark.host !== host) draft.stretch.add(i);
  }
}

/** Whether a mark has moved as far as it may, and in vain, in each try. */
export const isHopeless = ({ scale }: Scene, mark: number): boolean =>
  stretchOf(scale, movedFor(scale, mark)) > TRIES * STRETCH_MAX;

/** Whether it begins anew after a first try in vain. */
export const triesAgain = ({ scale }: Scene, mark: number): boolean =>
  stretchOf(scale, movedFor(scale, mark)) > STRETCH_MAX;

function movedFor({ marks }: Timescale, mark: number): number {
  const { n, host, kind } = marks[mark] ?? { n: -1, host: null, kind: "ghost" };
  const call = marks.findIndex((m) => m.n === n && m.host === host && m.departs === true);
  const first = marks.findIndex((m) => m.n === n && m.host === host && m.kind === "send");
  return call >= 0 && kind === "send" && first === mark ? call : mark;
}

const stretchOf = (scale: Timescale, mark: number): number => scale.stretch.get(mark) ?? 0;

export const columnOf = (scene: Scene, host: HostId): Column =>
  scene.columns.find((column) => column.host === host) ?? (scene.columns[0] as Column);

/** y at which an entry happens at a host; null = above this picture. */
export const yOf = (scene: Scene, n: number | null, host: HostId): number =>
  scene.scale.ys[markOf(scene, n, host)] ?? scene.top;

export const markOf = ({ scale }: Scene, n: number | null, host: HostId): number =>
  scale.marks.findIndex((mark) => mark.n === n && mark.host === host);

/** The looks of a segment's words: what came out of the network was nowhere before something became of it. */
export const litOf = (scene: Scene, { sentBy, touchedBy }: Journey): Lit =>
  isDim(scene, sentBy ?? touchedBy, touchedBy);

/** The looks of what tells of these entries; null = it was so before this picture. */
export function isDim({ story, options }: Scene, ...entries: readonly (number | null)[]): Lit {
  if (options.moving === true) return { steps: entries.map((entry) => entry ?? -1) };
  return story.newest === null || entries.includes(story.newest) ? {} : { dim: true };
}
