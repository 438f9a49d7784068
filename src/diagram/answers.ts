/** How a question was answered: the question, a bar for each option, and the right one told by a word and a mark. */
import { drawFrame, type Framed, footerHeight } from "./frame.ts";
import type { FrameLabels } from "./labels.ts";
import { width } from "./measure.ts";
import type { Layout } from "./shape.ts";
import { addLine, addTexts, draft, finish, fitted, written } from "./sheet.ts";
import * as size from "./sizes.ts";
import { type Clipped, wrap } from "./text.ts";

export interface AnswerRow {
  /** `A`, `B` ... */
  readonly letter: string;
  readonly text: string;
  /** How many people chose it. */
  readonly count: number;
  readonly right: boolean;
}

export interface AnswersOptions {
  /** The question is the `title`, on as many lines as it needs; how many answered is the `subtitle`. */
  readonly labels: FrameLabels & {
    /** Beside a right option. */
    readonly right: string;
    /** At the end of a bar; `percent` as `percentOf` has it. */
    share(count: number, percent: string): string;
  };
  /** How many people answered; where several options may be chosen, less than all counts together. */
  readonly people: number;
}

const ROWS_MAX = 10;
const LINES_MAX = 2;
const QUESTION_SIZE = 20;
const QUESTION_LINE = 27;
const QUESTION_LINES_MAX = 6;
const QUESTION_TOP = 14;

const RIGHT = size.WIDTH - size.EDGE;
const BADGE = 28;
const LEFT = size.EDGE + BADGE + 10;
const ROWS_GAP = 16;
const BAR_HEIGHT = 22;
/** From the foot of an option's text to its bar. */
const BAR_AWAY = 6;
const SHARE_ROOM = 150;
const SHARE_GAP = 10;
const WORD_ROOM = 120;
/** The tick before the word, and how far it stays from what is beside it. */
const TICK_WIDTH = 3;
const TICK_ROOM = 24;
const TICK = [0, -5, 5, 0, 15, -12] as const;

type Sheet = Framed & { readonly options: AnswersOptions };

/** The question's lines, and where they and what stands below them end. */
interface Head {
  readonly lines: readonly Clipped[];
  readonly foot: number;
}

interface Placed extends AnswerRow {
  readonly lines: readonly Clipped[];
  readonly share: string;
}

export function layoutAnswers(rows: readonly AnswerRow[], options: AnswersOptions): Layout {
  const { labels, people } = options;
  const taken = width(labels.right, "bold", size.TEXT_SIZE);
  const word = Math.min(WORD_ROOM, taken) + TICK_ROOM + SHARE_GAP;
  const placed = rows.slice(0, ROWS_MAX).map((row): Placed => {
    const room = RIGHT - LEFT - (row.right ? word : 0);
    return {
      ...row,
      lines: wrap(row.text, "regular", size.TEXT_SIZE, room, LINES_MAX),
      share: labels.share(row.count, percentOf(row.count, people)),
    };
  });
  const head = headOf(labels);
  const top = head.foot + ROWS_GAP;
  const foot = placed.reduce((y, row) => y + heightOf(row), top);
  const height = Math.max(size.HEIGHT_MIN, foot + footerHeight(labels, size.WIDTH));
  // What a frame draws above is one line.
  const framed = { ...options, labels: { ...labels, title: "", subtitle: "" } };
  const sheet: Sheet = { options: framed, width: size.WIDTH, height, draft: draft() };
  drawFrame(sheet, "");
  drawHead(sheet, head, labels.subtitle);
  const shares = placed.map(({ share }) => fitted(sheet, share, "bold", size.TEXT_SIZE, SHARE_ROOM));
  const shareRoom = Math.max(0, ...shares.map((share) => width(share, "bold", size.TEXT_SIZE)));
  let y = top;
  for (const [i, row] of placed.entries()) {
    drawText(sheet, row, y);
    drawBar(sheet, row, shares[i] ?? "", y, RIGHT - LEFT - shareRoom - SHARE_GAP);
    y += heightOf(row);
  }
  return finish(sheet);
}

/** A whole number; `<1` and `>99` where it would say of a few that they are none, or that they are all. */
export function percentOf(count: number, people: number): string {
  if (people <= 0 || count <= 0) return "0";
  const whole = Math.round((100 * count) / people);
  if (whole < 1) return "<1";
  return whole >= 100 && count < people ? ">99" : `${Math.min(100, whole)}`;
}

function headOf({ title, subtitle }: FrameLabels): Head {
  const lines = wrap(title, "bold", QUESTION_SIZE, RIGHT - size.EDGE, QUESTION_LINES_MAX);
  const foot = QUESTION_TOP + lines.length * QUESTION_LINE + (subtitle === "" ? 0 : size.LINE_HEIGHT);
  return { lines, foot };
}

function drawHead(sheet: Sheet, { lines, foot }: Head, subtitle: string): void {
  for (const [i, { text, missing }] of lines.entries()) {
    const y = QUESTION_TOP + (i + 0.5) * QUESTION_LINE + QUESTION_SIZE * size.MIDDLE;
    addTexts(sheet, [written(text, size.EDGE, y, { font: "bold", size: QUESTION_SIZE })]);
    sheet.draft.missing += missing;
  }
  const words = fitted(sheet, subtitle, "regular", size.TEXT_SIZE, RIGHT - size.EDGE);
  const y = foot - size.LINE_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  addTexts(sheet, [written(words, size.EDGE, y, { role: "muted" })]);
}

const textHeight = ({ lines }: Placed): number => Math.max(1, lines.length) * size.LINE_HEIGHT;

const heightOf = (row: Placed): number => textHeight(row) + BAR_AWAY + BAR_HEIGHT + ROWS_GAP;

/** The letter, the option's words, and at the end of their first line whether it is right. */
function drawText(sheet: Sheet, row: Placed, top: number): void {
  const middle = top + size.LINE_HEIGHT / 2;
  const baseline = middle + size.TEXT_SIZE * size.MIDDLE;
  const box = { x: size.EDGE, y: middle - BADGE / 2, w: BADGE, h: BADGE };
  const role = row.right ? "openFill" : "hair";
  sheet.draft.marks.push({ type: "rect", role, ...box, radius: row.right ? BADGE / 2 : size.BOX_RADIUS });
  const letter = fitted(sheet, row.letter, "bold", size.TEXT_SIZE, BADGE);
  addTexts(sheet, [
    written(letter, size.EDGE + BADGE / 2, baseline, {
      anchor: "middle",
      font: "bold",
      role: row.right ? "onFill" : "muted",
    }),
    ...row.lines.map(({ text }, i) => written(text, LEFT, baseline + i * size.LINE_HEIGHT)),
  ]);
  for (const { missing } of row.lines) sheet.draft.missing += missing;
  if (row.right) drawRight(sheet, baseline);
}

function drawRight(sheet: Sheet, baseline: number): void {
  const word = fitted(sheet, sheet.options.labels.right, "bold", size.TEXT_SIZE, WORD_ROOM);
  addTexts(sheet, [written(word, RIGHT, baseline, { anchor: "end", font: "bold", role: "ack" })]);
  const x = RIGHT - width(word, "bold", size.TEXT_SIZE) - TICK_ROOM;
  const points = TICK.map((value, i) => value + (i % 2 === 0 ? x : baseline));
  addLine(sheet, { type: "line", role: "ack", points, width: TICK_WIDTH });
}

/** As long as its part of all who answered, upon a track as long as all of them. */
function drawBar(sheet: Sheet, row: Placed, share: string, top: number, long: number): void {
  const y = top + textHeight(row) + BAR_AWAY;
  const part = sheet.options.people > 0 ? Math.min(1, Math.max(0, row.count / sheet.options.people)) : 0;
  const bar = { type: "rect", x: LEFT, y, h: BAR_HEIGHT, radius: size.BOX_RADIUS } as const;
  sheet.draft.marks.push({ ...bar, role: "hair", w: long });
  if (part > 0) {
    const w = Math.max(size.BAR_WIDTH, part * long);
    sheet.draft.marks.push({ ...bar, role: row.right ? "openFill" : "closedFill", w });
  }
  const baseline = y + BAR_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  addTexts(sheet, [written(share, RIGHT, baseline, { anchor: "end", font: "bold" })]);
}
