/** How a question was answered: a bar for each option, and the right one told by a word and a mark. */
import { drawFrame, type Framed, footerHeight, titleFoot } from "./frame.ts";
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
  readonly labels: FrameLabels & {
    /** Beside a right option. */
    readonly right: string;
    /** At the end of a bar; `percent` is whole. */
    share(count: number, percent: number): string;
  };
  /** How many people answered; where several options may be chosen, less than all counts together. */
  readonly people: number;
}

const ROWS_MAX = 10;
const LINES_MAX = 2;

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
    const percent = people > 0 ? Math.round((100 * row.count) / people) : 0;
    return {
      ...row,
      lines: wrap(row.text, "regular", size.TEXT_SIZE, room, LINES_MAX),
      share: labels.share(row.count, percent),
    };
  });
  const top = titleFoot(labels) + ROWS_GAP;
  const foot = placed.reduce((y, row) => y + heightOf(row), top);
  const height = Math.max(size.HEIGHT_MIN, foot + footerHeight(labels, size.WIDTH));
  const sheet: Sheet = { options, width: size.WIDTH, height, draft: draft() };
  drawFrame(sheet, "");
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
