/** Timers that mattered, as brackets with their length beside the lifeline. */
import { boxOfText, longer } from "./box.ts";
import { width } from "./measure.ts";
import { addFirstFit, columnOf, free, inkOf, isDim, isMoved, type Scene, triesOf, yOf } from "./scene.ts";
import type { Line, Lit, Text } from "./shape.ts";
import { addLine, addSolid, written } from "./sheet.ts";
import * as size from "./sizes.ts";
import { clip } from "./text.ts";
import type { Wait } from "./waits.ts";

const TEXT_AWAY = 7;
const TEXT_ROOM = 200;
const WORDS_APART = 12;
const SEARCH_STEP = 5;
/** A longer one around others is named where it ends: there it is alone, and something happens. */
const LONG = 2 * size.WAIT_MAX;
const RUNNING: readonly number[] = [4, 4];
/** Of the stroke across a bracket's end, on either side; it stays above the head of what ended the timer. */
const CAP_HALF = 5;
const CAP_ABOVE = 6;

/** Of the line from a name to a bracket that is not the nearest, and the dot there. */
const LEADER_WIDTH = 1.25;
const LEADER_AWAY = 3;
const LEADER_DOT = 3;

interface Bracket {
  readonly wait: Wait;
  /** How many columns away from its lifeline. */
  readonly lane: number;
  readonly x: number;
  readonly y1: number;
  readonly y2: number;
  /** Where its text stands: +1 = right of it. */
  readonly side: -1 | 1;
}

/** The brackets are drawn before any text looks for room, their texts after the arrows. */
export function drawBrackets(scene: Scene): Bracket[] {
  const reaches = scene.story.waits.flatMap((wait): Reach[] => {
    const y1 = lastY(scene, wait) + size.BRACKET_INSET;
    const y2 = endY(scene, wait);
    return y2 > y1 ? [{ wait, y1, y2 }] : [];
  });
  const lanes = lanesOf(reaches);
  const brackets = reaches.map((reach): Bracket => {
    const column = columnOf(scene, reach.wait.host);
    const side = column === scene.columns.findLast(({ from }) => from === column.from) ? -1 : 1;
    const lane = lanes.get(reach) ?? 0;
    const away = size.BAR_WIDTH / 2 + size.BRACKET_AWAY + lane * size.BRACKET_COLUMN;
    return { ...reach, lane, x: column.x + side * away, side };
  });
  for (const bracket of brackets) drawBracket(scene, bracket);
  return brackets;
}

type Reach = Pick<Bracket, "wait" | "y1" | "y2">;

const isBeside = (a: Reach, b: Reach): boolean => a.wait.host === b.wait.host && a.y1 < b.y2 && b.y1 < a.y2;

/** What runs within another stands outside it: each has a part beside which no other one runs, for its name. */
function lanesOf(reaches: readonly Reach[]): ReadonlyMap<Reach, number> {
  const lanes = new Map<Reach, number>();
  for (const reach of reaches.toSorted((a, b) => a.y1 - b.y1 || b.y2 - a.y2)) {
    const beside = [...lanes].filter(([other]) => isBeside(other, reach));
    const around = beside.filter(([{ y2 }]) => y2 >= reach.y2).map(([, lane]) => lane);
    const taken = beside.map(([, lane]) => lane);
    let lane = 1 + Math.max(-1, ...around);
    while (taken.includes(lane)) lane++;
    lanes.set(reach, lane);
  }
  return lanes;
}

/** How much room a name has: where several `shared` one there is little, beside a `long` bracket there is some anywhere. */
export type Room = "shared" | "own" | "long";

const roomOf = (alike: readonly Bracket[]): Room =>
  isLong(alike.at(-1) as Bracket) ? "long" : alike.length > 1 ? "shared" : "own";

/** Timers that run beside each other and are alike have one name, with their number, beside the outermost of them. */
export function drawTimerTexts(scene: Scene, brackets: readonly Bracket[], room: Room): void {
  for (const alike of groups(brackets)) {
    const bracket = alike.at(-1) as Bracket;
    if (roomOf(alike) !== room) continue;
    // What ends first ends the room that they share.
    const { to, host } = alike.reduce((first, other) => (other.y2 < first.y2 ? other : first)).wait;
    const sign = scene.legend.signs.get(bracket.wait);
    const said = sign ?? counted(alike);
    if (scene.options.moving && sign === undefined) nameEarlier(scene, alike);
    const { all, of } = scene.scale.marks;
    // One that still runs has more room where the lifelines end later.
    const mark = to === null ? all.length : (of(to, host).at(-1) ?? -1);
    const further = brackets.filter((other) => other.lane > bracket.lane && isBeside(other, bracket));
    const candidates = [...texts(scene, { ...bracket, ...sharedBy(alike) }, said, further)];
    const close = triesOf(scene, mark) > 0;
    if (!addFirstFit(scene, bracket.wait, apartFirst(scene, candidates, close), mark)) continue;
    keepOff(scene);
    drawLeader(scene, bracket);
  }
}

function counted(alike: readonly Bracket[]): string {
  const words = alike[0]?.wait.words ?? "";
  return alike.length > 1 ? `${words} ×${alike.length}` : words;
}

/** From where to where all of them run: beside one alone their number would be wrong. */
const sharedBy = (alike: readonly Bracket[]): Pick<Bracket, "y1" | "y2"> => ({
  y1: Math.max(...alike.map(({ y1 }) => y1)),
  y2: Math.min(...alike.map(({ y2 }) => y2)),
});

/** In a moving picture their one name comes with the last of them: until then each is named at its own foot. */
function nameEarlier(scene: Scene, alike: readonly Bracket[]): void {
  for (const [i, next] of alike.entries()) {
    const until = next.wait.from;
    const bracket = alike[i - 1];
    if (bracket === undefined || until === null) continue;
    const lit = { ...isDim(scene, bracket.wait.from), until };
    // Nothing that stands there later is there yet.
    scene.draft.texts.push(
      textAt(scene, bracket, counted(alike.slice(0, i)), bracket.x, bracket.y2 - size.TEXT_SIZE / 2, lit),
    );
  }
}

/** The outermost of each comes last. */
function groups(brackets: readonly Bracket[]): Bracket[][] {
  const out: Bracket[][] = [];
  for (const bracket of brackets.toSorted((a, b) => a.x * a.side - b.x * b.side)) {
    const { words } = bracket.wait;
    const group = out.find((alike) => {
      const { y1, y2 } = sharedBy([...alike, bracket]);
      return (
        alike[0]?.wait.words === words && alike[0].wait.host === bracket.wait.host && y2 - y1 > size.TEXT_SIZE
      );
    });
    if (group === undefined) out.push([bracket]);
    else group.push(bracket);
  }
  return out;
}

const isLong = ({ y1, y2 }: Bracket): boolean => y2 - y1 > LONG;

/** Words on one line are read as one: rather higher or lower than `close` to others. */
function* apartFirst(scene: Scene, candidates: readonly Text[][], close: boolean): Generator<Text[]> {
  for (const candidate of candidates) {
    if (candidate.every((text) => isApart(scene, text))) yield candidate;
  }
  if (close) yield* candidates;
}

function isApart(scene: Scene, text: Text): boolean {
  const box = boxOfText(text);
  return free(scene, longer(box, WORDS_APART), null, true) && free(scene, box, null);
}

/** A label on the same line would be read as the words that follow. */
function keepOff(scene: Scene): void {
  const last = scene.draft.solid.all.at(-1);
  if (last) addSolid(scene, longer(last.box, WORDS_APART));
}

/** From a name that had to go around other brackets to its own: it would be taken for one of theirs. */
function drawLeader(scene: Scene, { wait, x, side }: Bracket): void {
  const name = scene.draft.texts.at(-1);
  if (name?.type !== "text") return;
  const near = side > 0 ? name.x : name.x + width(name.text, name.font, name.size);
  if (Math.abs(near - x) < TEXT_AWAY + 1) return;
  const y = name.y - name.size * size.MIDDLE;
  const look = { ...inkOf(scene, wait.to), ...litOf(scene, wait) };
  const points = [x, y, near - side * LEADER_AWAY, y];
  addLine(scene, { type: "line", ...look, points, width: LEADER_WIDTH }, "timer");
  scene.draft.marks.push({ type: "circle", x, y, radius: LEADER_DOT, ...look });
}

/** Beside the bracket itself, where none stands `further` out; else right (or left) of all that run beside it. */
function* texts(
  scene: Scene,
  bracket: Bracket,
  words: string,
  further: readonly Bracket[],
): Generator<Text[]> {
  const { wait, y1, y2 } = bracket;
  const crowded = scene.compact && isMoved(scene, scene.scale.marks.of(wait.to, wait.host));
  const from = further.length > 0 && isLong(bracket) ? "below" : crowded ? "above" : "middle";
  const lit = litOf(scene, wait);
  // They are many, and differ in nothing else.
  const text = textAt(scene, bracket, words, bracket.x, 0, lit);
  const half = size.TEXT_SIZE / 2;
  const isAlone = (y: number): boolean =>
    !further.some((other) => other.y1 < y + half && y - half < other.y2);
  const all = [...heights(y1, y2, from)];
  for (const y of all.filter(isAlone)) yield [{ ...text, y: baseline(y) }];
  const outermost = further.toSorted((a, b) => b.lane - a.lane)[0];
  if (outermost === undefined) return;
  const outside = textAt(scene, bracket, words, outermost.x, 0, lit);
  for (const y of all) yield [{ ...outside, y: baseline(y) }];
}

/** Beside the bracket at `x`, in the middle of the line at `y`. */
function textAt(scene: Scene, { wait, side }: Bracket, words: string, x: number, y: number, lit: Lit): Text {
  const { text } = clip(words, "bold", size.TEXT_SIZE, TEXT_ROOM);
  const left = side > 0 ? x + TEXT_AWAY : x - TEXT_AWAY - width(text, "bold", size.TEXT_SIZE);
  const look = { ...inkOf(scene, wait.to), font: "bold", ...lit } as const;
  return written(text, left, baseline(y), look);
}

/** Of words whose middle is at `y`. */
const baseline = (y: number): number => y + size.TEXT_SIZE * size.MIDDLE;

/** From the middle outward; where the label below has asked for room already, from above: it gets all that is left. */
function* heights(y1: number, y2: number, from: "above" | "middle" | "below"): Generator<number> {
  const half = size.TEXT_SIZE / 2;
  if (from === "above") for (let y = y1 + half; y <= y2; y += SEARCH_STEP) yield y;
  if (from === "below") for (let y = y2 - half; y >= y1; y -= SEARCH_STEP) yield y;
  if (from !== "middle") return;
  const middle = (y1 + y2) / 2;
  for (let away = 0; away <= (y2 - y1) / 2; away += SEARCH_STEP) yield* [middle - away, middle + away];
}

function drawBracket(scene: Scene, { wait, x, y1, y2, side }: Bracket): void {
  const serif = x - side * size.BRACKET_SERIF;
  // A timer that was started in an earlier picture has no head; one that still runs no foot.
  const head = wait.from === null ? [] : [serif, y1];
  const open = [...head, x, y1, x, y2];
  const line = (points: readonly number[], look: Lit & Pick<Line, "dash">): Line => {
    return { type: "line", ...inkOf(scene, wait.to), points, width: size.BRACKET_WIDTH, ...look };
  };
  const dim = litOf(scene, wait);
  if (!wait.fired) {
    addLine(scene, line(open, { dash: RUNNING, ...dim }), "timer");
    // One that was stopped before its time does not go on in another picture: it is capped.
    if (wait.to !== null)
      addLine(scene, line([x - CAP_HALF, y2, x + CAP_HALF, y2], isDim(scene, wait.to)), "timer");
    return;
  }
  // In a moving picture it runs until then.
  const until = scene.options.moving && wait.to !== wait.from ? wait.to : null;
  if (until !== null)
    scene.draft.lines.push(line(open, { dash: RUNNING, ...isDim(scene, wait.from), until }));
  addLine(scene, line([...open, serif, y2], until === null ? dim : isDim(scene, until)), "timer");
}

/** One that still runs is told from its start on, and never ends. */
const litOf = (scene: Scene, { from, to }: Wait): Lit =>
  to === null ? isDim(scene, from) : isDim(scene, from, to);

function endY(scene: Scene, { to, host, fired }: Wait): number {
  if (to === null) return scene.bottom;
  return yOf(scene, to, host) - size.BRACKET_INSET - (fired ? 0 : CAP_ABOVE);
}

/** The timer was started when the entry's last segment left. */
function lastY(scene: Scene, wait: Wait): number {
  // Started in a picture before this one.
  if (wait.from === null) return scene.top;
  const { marks, ys } = scene.scale;
  return ys[marks.of(wait.from, wait.host).at(-1) ?? -1] ?? scene.top;
}
