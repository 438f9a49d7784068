/** What all parts of a picture share while it is laid out: where things are and what has been drawn so far. */
import type { HostId } from "../simulator/network/trace.ts";
import { type Box, boxOfText, inside, lineOf, longer } from "./box.ts";
import type { Footer } from "./frame.ts";
import type { Label } from "./label.ts";
import type { Given } from "./labels.ts";
import type { Legend, Thing } from "./legend.ts";
import { type Kept, touches } from "./pile.ts";
import type { Lit, Text } from "./shape.ts";
import { addTexts, type Owner, type Sheet, type Told } from "./sheet.ts";
import { CLEARANCE, TRIES, WORDS_APART } from "./sizes.ts";
import type { Journey, Story } from "./story.ts";
import { type Timescale, triesIn } from "./timescale.ts";
import type { Way } from "./way.ts";

/** Between a text and a line that is not its own. */
const LINE_CLEARANCE = 1;

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
  readonly options: Given;
  /** Lengths of waits in words, by their ms. */
  readonly durations: Readonly<Record<number, string>>;
  readonly columns: readonly Column[];
  readonly marginWidth: number;
  readonly scale: Timescale;
  readonly labels: ReadonlyMap<Journey, Label>;
  readonly legend: Legend;
  readonly footer: Footer;
  readonly ways: ReadonlyMap<Journey, Way>;
  /** Lifelines run from here to there. */
  readonly top: number;
  readonly bottom: number;
  /** Narrow: states by the short names of `ss`. */
  readonly compact: boolean;
}

/** Whether there is room for the box: nothing solid, and unless `overLines` no line but `own`'s. */
export const free = (scene: Scene, box: Box, own: Journey | null, overLines = false): boolean =>
  isFree(scene, box, ({ of }) => overLines || (of !== null && of === own));

/** The same, with the lines left out that are `ignored`. */
export const isFree = (
  { width, height, draft }: Scene,
  box: Box,
  ignored: (line: Kept<Owner>) => boolean,
): boolean =>
  inside(box, width, height) &&
  !touches(draft.solid, box, CLEARANCE) &&
  !touches(draft.strokes, box, LINE_CLEARANCE, ignored);

/** Whether words there would not be read on into others on the same line: only those of the same thing stand so close. */
export function isApart({ draft }: Scene, box: Box, of: Thing | null): boolean {
  const isOwn = (other: Kept<Told>): boolean => of !== null && other.of === of;
  return (
    !touches(draft.solid, lineOf(box, WORDS_APART), 0, (other) => other.of === undefined || isOwn(other)) &&
    !touches(draft.fates, longer(box, WORDS_APART), 0, isOwn)
  );
}

/** The first place whose texts have room and are apart from other words; where there is none, and may be, one `close` to some. */
export function firstApart<P>(
  scene: Scene,
  places: readonly P[],
  of: Thing | null,
  textsAt: (place: P) => readonly Text[],
  close = true,
): P | undefined {
  let roomy: P | undefined;
  for (const place of places) {
    const boxes = textsAt(place).map(boxOfText);
    if (!boxes.every((box) => free(scene, box, null))) continue;
    if (boxes.every((box) => isApart(scene, box, of))) return place;
    if (close) roomy ??= place;
  }
  return roomy;
}

/** Adds the first of the candidates that has room; where none has, the marks give way in the next rounds. */
export function addFirstFit(
  scene: Scene,
  thing: Thing | null,
  candidates: Iterable<readonly Text[]>,
  ...marks: readonly number[]
): boolean {
  for (const texts of candidates) {
    if (!texts.every((text) => free(scene, boxOfText(text), null))) continue;
    addTexts(scene, texts, thing);
    return true;
  }
  makeRoom(scene, thing, ...marks);
  return false;
}

/**
 * The first mark gives way that has not done so in vain. Where all have, the labels there give theirs up, and where there
 * are none, the thing itself.
 */
export function makeRoom(scene: Scene, thing: Thing | null, ...marks: readonly number[]): void {
  const hopeful = marks.find((mark) => mark >= 0 && !isHopeless(scene, mark));
  if (hopeful !== undefined) {
    giveWay(scene, hopeful);
    return;
  }
  const { all } = scene.scale.marks;
  const crowded = marks.flatMap((mark) => all[mark] ?? []);
  const there = scene.story.journeys.filter(
    (journey) =>
      !scene.legend.signs.has(journey) &&
      crowded.some(
        ({ n, host }) =>
          (n === journey.sentBy && host === journey.from) || (n === journey.endedBy && host === journey.to),
      ),
  );
  for (const journey of there) scene.draft.crammed.add(journey);
  if (there.length > 0) return;
  if (thing === null || scene.legend.signs.has(thing)) scene.draft.unplaced++;
  else scene.draft.crammed.add(thing);
}

/** A call and the segment that it sends stay together: the call's mark moves. One after the last is the lifelines' end. */
export function giveWay({ scale, draft }: Scene, mark: number): void {
  const moved = movedFor(scale, mark);
  const { all } = scale.marks;
  const { at, kind, host } = all[moved] ?? {};
  if (moved < 0 || triesIn(stretchOf(scale, moved)) >= TRIES) return;
  draft.stretch.add(moved);
  if (host === undefined) return;
  // What happens at the same moment on another lifeline moves too: a simultaneous open stays level.
  for (const [i, mark] of all.entries()) {
    if (mark.at === at && mark.kind === kind && mark.host !== host) draft.stretch.add(movedFor(scale, i));
  }
}

/** Whether a mark has moved as far as it may, and in vain, in each try. */
export const isHopeless = ({ scale }: Scene, mark: number): boolean => triesOf({ scale }, mark) >= TRIES;

/** How many tries were in vain so far: it begins anew after each. */
export const triesOf = ({ scale }: Pick<Scene, "scale">, mark: number): number =>
  triesIn(stretchOf(scale, movedFor(scale, mark)));

function movedFor({ marks }: Timescale, mark: number): number {
  const { all } = marks;
  const { n, host, kind } = all[mark] ?? {};
  if (n === undefined || host === undefined || kind !== "send") return mark;
  const together = marks.of(n, host);
  const first = together.find((i) => all[i]?.kind === "send");
  return first === mark ? (together.find((i) => all[i]?.departs === true) ?? mark) : mark;
}

/** Whether one of the marks was moved to make room. */
export const isMoved = ({ scale }: Scene, marks: readonly number[]): boolean =>
  marks.some((mark) => stretchOf(scale, mark) > 0);

const stretchOf = (scale: Timescale, mark: number): number => scale.stretch.get(mark) ?? 0;

export const columnOf = (scene: Pick<Scene, "columns">, host: HostId): Column =>
  scene.columns.find((column) => column.host === host) ?? (scene.columns[0] as Column);

/** y at which an entry happens at a host; null = above this picture. */
export const yOf = (scene: Scene, n: number | null, host: HostId): number =>
  scene.scale.ys[markOf(scene, n, host)] ?? scene.top;

/** What happens next at a host after a mark of its own: the lifelines' end, where nothing does. */
export function markAfter({ scale: { marks } }: Scene, host: HostId, n: number | null, mark: number): number {
  const next = marks.all.findIndex((other, i) => i > mark && other.host === host && other.n !== n);
  return next < 0 ? marks.all.length : next;
}

export const markOf = ({ scale }: Scene, n: number | null, host: HostId): number =>
  scale.marks.of(n, host)[0] ?? -1;

/** The looks of a segment's words: what came out of the network was nowhere before something became of it. */
export const litOf = (scene: Scene, { sentBy, touchedBy }: Journey): Lit =>
  isDim(scene, sentBy ?? touchedBy, touchedBy);

interface Ink {
  readonly role: "text" | "muted";
  readonly fresh?: "text";
}

/** Ink of what is told in grey elsewhere: the newest step stands out from what is dimmed to a grey as well. */
export const inkOf = ({ story, options }: Scene, entry: number | null): Ink =>
  options.moving
    ? { role: "muted", fresh: "text" }
    : { role: story.newest !== null && entry === story.newest ? "text" : "muted" };

/** The looks of what tells of these entries; null = it was so before this picture. */
export function isDim({ story, options }: Scene, ...entries: readonly (number | null)[]): Lit {
  if (options.moving) return { steps: entries.map((entry) => entry ?? -1) };
  return story.newest === null || entries.includes(story.newest) ? {} : { dim: true };
}
