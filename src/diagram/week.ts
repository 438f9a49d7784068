/** A person's week: a column for each local day, and how long they have kept at it. */
import { drawFrame, type Framed, footerHeight, titleFoot } from "./frame.ts";
import type { FrameLabels } from "./labels.ts";
import { width } from "./measure.ts";
import type { Layout } from "./shape.ts";
import { addLine, addMark, addTexts, draft, finish, fitted, written } from "./sheet.ts";
import * as size from "./sizes.ts";

export interface WeekDay {
  /** `Mon`, `월`. */
  readonly name: string;
  /** Questions answered, and how many of them rightly. */
  readonly answered: number;
  readonly right: number;
  /** Of a day without an answer: the streak ended, was kept by a freeze, or the day is not over. */
  readonly empty: "missed" | "frozen" | "to come";
}

export interface WeekOptions {
  readonly labels: FrameLabels & {
    readonly right: string;
    readonly wrong: string;
    readonly missed: string;
    readonly frozen: string;
    /** How long the streak is, in words; empty = there is none. */
    readonly streak: string;
  };
}

const DAYS = 7;
const STREAK_SIZE = 20;
const STREAK_ROOM = 38;
const STREAK_BASELINE = 24;
const LEGEND_HEIGHT = 34;
const LEGEND_BOX = 16;
const LEGEND_GAP = 28;
const LEGEND_ROOM = 150;
const CHART_HEIGHT = 170;
/** A day with fewer answers than this does not fill its column. */
const FULL_MIN = 4;
const COLUMN = (size.WIDTH - 2 * size.EDGE) / DAYS;
const BAR = 44;
const BAR_GAP = 3;
/** However few they are among the answers of the fullest day. */
const BAR_LEAST = 2;
const COUNT_ROOM = 30;
const COUNT_WIDTH = COLUMN - size.LABEL_GAP;
const DAY_HEIGHT = 34;
const BASE_WIDTH = 1.5;
const SIGN_UP = 46;
const WORD_UP = 14;
const FLAKE_RADIUS = 11;
const FLAKE_WIDTH = 2.5;
const FLAKE_ARMS = 3;

type Sheet = Framed & { readonly options: WeekOptions };

export function layoutWeek(given: readonly WeekDay[], options: WeekOptions): Layout {
  const days = given.slice(0, DAYS);
  const { labels } = options;
  const head = titleFoot(labels) + (labels.streak === "" ? 0 : STREAK_ROOM);
  const counts = Math.max(1, ...days.map((day) => countsOf(day).length));
  const base = head + LEGEND_HEIGHT + COUNT_ROOM + (counts - 1) * size.LINE_HEIGHT + CHART_HEIGHT;
  const foot = base + DAY_HEIGHT + size.FOOTER_GAP;
  const height = Math.max(size.HEIGHT_MIN, foot + footerHeight(labels, size.WIDTH));
  const sheet: Sheet = { options, width: size.WIDTH, height, draft: draft() };
  drawFrame(sheet, "");
  const room = size.WIDTH - 2 * size.EDGE;
  const streak = fitted(sheet, labels.streak, "bold", STREAK_SIZE, room);
  const look = { font: "bold", size: STREAK_SIZE, role: "ack" } as const;
  addTexts(sheet, [written(streak, size.EDGE, titleFoot(labels) + STREAK_BASELINE, look)]);
  drawLegend(sheet, head);
  const points = [size.EDGE, base, size.WIDTH - size.EDGE, base];
  addLine(sheet, { type: "line", role: "lifeline", points, width: BASE_WIDTH });
  const full = Math.max(FULL_MIN, ...days.map(({ answered }) => answered));
  for (const [i, day] of days.entries()) drawDay(sheet, day, size.EDGE + (i + 0.5) * COLUMN, base, full);
  return finish(sheet);
}

/** A right answer is a filled box, a wrong one a hollow one. */
function drawLegend(sheet: Sheet, top: number): void {
  const { right, wrong } = sheet.options.labels;
  const middle = top + LEGEND_HEIGHT / 2;
  let x: number = size.EDGE;
  for (const [words, hollow] of [
    [right, false],
    [wrong, true],
  ] as const) {
    drawBox(sheet, x, middle - LEGEND_BOX / 2, LEGEND_BOX, LEGEND_BOX, hollow);
    const text = fitted(sheet, words, "regular", size.TEXT_SIZE, LEGEND_ROOM);
    const at = x + LEGEND_BOX + size.LABEL_GAP;
    addTexts(sheet, [written(text, at, middle + size.TEXT_SIZE * size.MIDDLE)]);
    x = at + width(text, "regular", size.TEXT_SIZE) + LEGEND_GAP;
  }
}

function drawBox(sheet: Sheet, x: number, y: number, w: number, h: number, hollow: boolean): void {
  const radius = Math.min(size.BAR_RADIUS, h / 2);
  sheet.draft.marks.push({ type: "rect", role: hollow ? "muted" : "openFill", x, y, w, h, radius });
  const inside = { x: x + 2, y: y + 2, w: w - 4, h: h - 4 };
  if (hollow && h > 4)
    sheet.draft.marks.push({ type: "rect", role: "ground", ...inside, radius: radius - 2 });
}

function drawDay(sheet: Sheet, day: WeekDay, x: number, base: number, full: number): void {
  const name = fitted(sheet, day.name, "bold", size.TEXT_SIZE, COLUMN - size.LABEL_GAP);
  const below = base + DAY_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  addTexts(sheet, [written(name, x, below, { anchor: "middle", font: "bold" })]);
  if (day.answered > 0) drawAnswers(sheet, day, x, base, full);
  else if (day.empty !== "to come") drawEmpty(sheet, day.empty, x, base);
}

/** Right ones below, wrong ones above them, and both as numbers on top. */
function drawAnswers(
  sheet: Sheet,
  { answered, right }: WeekDay,
  x: number,
  base: number,
  full: number,
): void {
  const rightly = Math.min(Math.max(0, right), answered);
  const unit = CHART_HEIGHT / full;
  const room = (answers: number): number =>
    answers === 0 ? 0 : Math.max(answers * unit, BAR_LEAST + BAR_GAP / 2);
  const [low, high] = [room(rightly), room(answered - rightly)];
  if (low > 0) drawBox(sheet, x - BAR / 2, base - low, BAR, low - BAR_GAP / 2, false);
  if (high > 0) drawBox(sheet, x - BAR / 2, base - low - high, BAR, high - BAR_GAP / 2, true);
  const lines = countsOf({ answered, right });
  for (const [i, line] of lines.entries()) {
    const words = fitted(sheet, line, "bold", size.TEXT_SIZE, COUNT_WIDTH);
    const y = base - low - high - size.LABEL_GAP - (lines.length - 1 - i) * size.LINE_HEIGHT;
    addTexts(sheet, [written(words, x, y, { anchor: "middle", font: "bold" })]);
  }
}

/** On two lines where one is wider than the column. */
function countsOf({ answered, right }: Pick<WeekDay, "answered" | "right">): readonly string[] {
  const rightly = Math.min(Math.max(0, right), answered);
  const whole = `${rightly}/${answered}`;
  return width(whole, "bold", size.TEXT_SIZE) <= COUNT_WIDTH ? [whole] : [`${rightly}/`, `${answered}`];
}

/** A cross where the day was missed, a snowflake where the streak was frozen; and the word. */
function drawEmpty(sheet: Sheet, empty: "missed" | "frozen", x: number, base: number): void {
  const { labels } = sheet.options;
  const role = empty === "missed" ? "alarm" : "open";
  const y = base - SIGN_UP;
  if (empty === "missed") {
    addMark(sheet, { type: "cross", role, x, y, size: size.CROSS_SIZE, width: size.CROSS_WIDTH });
  } else {
    for (let arm = 0; arm < FLAKE_ARMS; arm++) {
      const angle = Math.PI / 2 + (arm * Math.PI) / FLAKE_ARMS;
      const [dx, dy] = [FLAKE_RADIUS * Math.cos(angle), FLAKE_RADIUS * Math.sin(angle)];
      addLine(sheet, { type: "line", role, points: [x - dx, y - dy, x + dx, y + dy], width: FLAKE_WIDTH });
    }
  }
  const word = fitted(sheet, labels[empty], "bold", size.TEXT_SIZE, COLUMN - size.LABEL_GAP);
  addTexts(sheet, [written(word, x, base - WORD_UP, { anchor: "middle", font: "bold", role })]);
}
