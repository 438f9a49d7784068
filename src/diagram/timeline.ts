/** Timers on a level time axis, one row for each system: when a SYN is sent, when it gives up, how long it waits. */
import { boxOfText, touch } from "./box.ts";
import { drawFrame, type Framed, footerHeight, titleFoot } from "./frame.ts";
import type { FrameLabels, Labels } from "./labels.ts";
import { width } from "./measure.ts";
import { touches } from "./pile.ts";
import type { Fill, Layout, Role, Text } from "./shape.ts";
import { addLine, addMark, addTexts, draft, finish, fitted, written } from "./sheet.ts";
import * as size from "./sizes.ts";

export interface TimelineRow {
  readonly title: string;
  readonly note?: string;
  /** When something is sent, in ms. */
  readonly ticks: readonly number[];
  /** Where it gives up, and in which word. */
  readonly end?: { readonly at: number; readonly word: string };
  /** A length, such as that of TIME-WAIT; below what is sent. */
  readonly bar?: { readonly from: number; readonly to: number; readonly word: string };
}

export interface TimelineOptions {
  readonly labels: FrameLabels & Pick<Labels, "duration">;
}

const ROWS_MAX = 10;
const TICKS_MAX = 40;

const LEFT = size.EDGE + 8;
const RIGHT = size.WIDTH - size.EDGE - 8;
const ROW_HEIGHT = 88;
/** Of a row without times below it. */
const ROW_HEIGHT_LOW = 72;
/** What a bar below the times needs more. */
const ROW_HEIGHT_BAR = 34;
const ROW_TITLE = 22;
const ROW_LINE = 46;
const ROW_TIMES = 70;
/** The middle of a bar: in the place of what is sent, or below its times. */
const ROW_BAR = ROW_LINE + 2;
const ROW_BAR_BELOW = 93;
const AXIS_HEIGHT = 34;
const NOTE_GAP = 10;
const DOT_RADIUS = 6.5;
/** Between the last dot and the cross, which moves on a little where both are at almost the same time. */
const CROSS_AWAY = 4;
const LINE_WIDTH = 2.5;
const GRID_WIDTH = 1;
/** The axis' own line, and its marks at each row, clear of the words. */
const AXIS_AWAY = 12;
const GRID_FROM = ROW_LINE - 17;
const GRID_TO = ROW_LINE + 9;
const GRID_TO_BAR = ROW_LINE - 11;
const BAR_HEIGHT = 26;
/** From a word in the middle of a bar to one that found no room beside it. */
const BAR_WORD_BELOW = 20;
const WORD_PADDING = 8;
const BAR_FILL: Fill = "waitFill";
/** Between two times below a row. */
const TIMES_APART = 9;

/** Where the axis is marked, as far as it reaches. */
const MARKS_S = [0, 1, 3, 7, 15, 30, 60, 120, 240, 480, 900, 1_800, 3_600, 7_200];
/** The axis reaches at least here. */
const REACH_MIN_MS = 7_000;

type Sheet = Framed & { readonly options: TimelineOptions };

/**
 * Equal steps to the right are doublings: 0, 1, 3, 7, 15 s stand at like distances, so that a timeout that
 * doubles is seen to do so, and 180 s fit beside the first second.
 */
const bend = (ms: number): number => Math.log2(1 + Math.max(0, ms) / 1_000);

export function layoutTimeline(given: readonly TimelineRow[], options: TimelineOptions): Layout {
  const rows = given.slice(0, ROWS_MAX);
  const reach = Math.max(REACH_MIN_MS, ...rows.map(lastOf));
  const top = titleFoot(options.labels) + AXIS_HEIGHT;
  const tops: number[] = [];
  let bottom = top;
  for (const row of rows) {
    tops.push(bottom);
    bottom += hasTimes(row) ? ROW_HEIGHT + (row.bar ? ROW_HEIGHT_BAR : 0) : ROW_HEIGHT_LOW;
  }
  const foot = bottom + size.FOOTER_GAP;
  const height = Math.max(size.HEIGHT_MIN, foot + footerHeight(options.labels, size.WIDTH));
  const sheet: Sheet = { options, width: size.WIDTH, height, draft: draft() };
  drawFrame(sheet, "");
  const x = (ms: number) => LEFT + (bend(ms) / bend(reach)) * (RIGHT - LEFT);
  const spans = rows.map((row, i) => gridOf(row, tops[i] ?? top));
  drawAxis(sheet, x, reach, spans, top);
  for (const [i, row] of rows.entries()) drawRow(sheet, row, tops[i] ?? top, x);
  return finish(sheet);
}

const hasTimes = ({ ticks, end }: TimelineRow): boolean => ticks.length > 0 || end !== undefined;

/** From where to where the axis is marked at a row; words beside a bar stay clear of it. */
const gridOf = (row: TimelineRow, top: number): readonly [number, number] => [
  top + GRID_FROM,
  top + (hasTimes(row) ? GRID_TO : GRID_TO_BAR),
];

const lastOf = ({ ticks, end, bar }: TimelineRow): number =>
  Math.max(0, ...ticks.slice(0, TICKS_MAX), end?.at ?? 0, bar?.to ?? 0);

/** Fine lines at every row; a length that finds no room beside its neighbour is left out. */
function drawAxis(
  sheet: Sheet,
  x: (ms: number) => number,
  reach: number,
  rows: readonly (readonly [number, number])[],
  top: number,
): void {
  const baseline = top - AXIS_AWAY;
  const shown: Text[] = [];
  for (const ms of MARKS_S.map((s) => s * 1_000).filter((s) => s <= reach)) {
    const length = ms === 0 ? "0" : sheet.options.labels.duration(ms);
    const words = inside(text(length, x(ms), baseline, "muted"));
    if (shown.some((other) => touch(boxOfText(words), boxOfText(other), TIMES_APART))) continue;
    shown.push(words);
    for (const [y1, y2] of [[top - AXIS_AWAY + 6, top] as const, ...rows]) {
      const points = [x(ms), y1, x(ms), y2];
      sheet.draft.lines.push({ type: "line", role: "lifeline", points, width: GRID_WIDTH });
    }
  }
  addTexts(sheet, shown);
}

function drawRow(sheet: Sheet, row: TimelineRow, top: number, x: (ms: number) => number): void {
  const room = size.WIDTH - 2 * size.EDGE;
  const title = fitted(sheet, row.title, "bold", size.HOST_SIZE, room / 2);
  const used = width(title, "bold", size.HOST_SIZE) + NOTE_GAP;
  const note = fitted(sheet, row.note ?? "", "regular", size.TEXT_SIZE, room - used);
  const baseline = top + ROW_TITLE;
  addTexts(sheet, [
    written(title, size.EDGE, baseline, { font: "bold", size: size.HOST_SIZE }),
    written(note, size.EDGE + used, baseline, { role: "muted" }),
  ]);
  if (row.bar) drawBar(sheet, row.bar, top + (hasTimes(row) ? ROW_BAR_BELOW : ROW_BAR), x);
  drawTicks(sheet, row, top, x);
}

function drawBar(
  sheet: Sheet,
  { from, to, word }: NonNullable<TimelineRow["bar"]>,
  middle: number,
  x: (ms: number) => number,
): void {
  const y = middle - BAR_HEIGHT / 2;
  const w = Math.max(size.BAR_WIDTH, x(to) - x(from));
  const rect = { x: x(from), y, w, h: BAR_HEIGHT, radius: size.BOX_RADIUS };
  sheet.draft.marks.push({ type: "rect", role: BAR_FILL, ...rect });
  const words = fitted(sheet, word, "bold", size.TEXT_SIZE, RIGHT - LEFT - WORD_PADDING);
  const long = width(words, "bold", size.TEXT_SIZE);
  const within = long + 2 * WORD_PADDING <= w;
  const role = within ? "onFill" : "text";
  const baseline = y + BAR_HEIGHT / 2 + size.TEXT_SIZE * size.MIDDLE;
  const start = within ? x(from) + WORD_PADDING : x(to) + WORD_PADDING;
  const fits = start + long <= size.WIDTH - size.EDGE;
  const at = fits ? start : size.WIDTH - size.EDGE - long;
  const below = fits ? baseline : baseline + BAR_WORD_BELOW;
  addTexts(sheet, [written(words, at, below, { role, font: "bold" })]);
}

/** A dot for each thing sent; a cross where it gives up. Times that find no room are left out. */
function drawTicks(sheet: Sheet, { ticks, end }: TimelineRow, top: number, x: (ms: number) => number): void {
  const y = top + ROW_LINE;
  const sent = ticks.slice(0, TICKS_MAX);
  const last = sent.at(-1);
  if (last === undefined && end === undefined) return;
  const apart = last === undefined ? 0 : x(last) + DOT_RADIUS + size.CROSS_SIZE + CROSS_AWAY;
  const endX = end ? Math.max(x(end.at), apart) : x(last ?? 0);
  const points = [x(sent[0] ?? 0), y, endX, y];
  addLine(sheet, { type: "line", role: "open", points, width: LINE_WIDTH, dash: [2, 5] });
  for (const ms of sent) addMark(sheet, { type: "circle", role: "open", x: x(ms), y, radius: DOT_RADIUS });
  const shown = end ? [drawEnd(sheet, end, top, endX)] : [];
  const times: Text[] = [];
  for (const ms of sent) {
    const words = inside(text(seconds(ms), x(ms), top + ROW_TIMES, "text"));
    const others = [...shown, ...times];
    if (!others.some((other) => touch(boxOfText(words), boxOfText(other), TIMES_APART / 2)))
      times.push(words);
  }
  addTexts(sheet, times);
}

/** The cross and its word: above it, or beside or below it where the row's title stands. */
function drawEnd(sheet: Sheet, end: NonNullable<TimelineRow["end"]>, top: number, x: number): Text {
  const y = top + ROW_LINE;
  addMark(sheet, { type: "cross", role: "alarm", x, y, size: size.CROSS_SIZE, width: size.CROSS_WIDTH });
  const said = `${sheet.options.labels.duration(end.at)} ${end.word}`;
  const words = fitted(sheet, said, "bold", size.TEXT_SIZE, (RIGHT - LEFT) / 2);
  const at = (baseline: number) => inside({ ...text(words, x, top + baseline, "alarm"), font: "bold" });
  const above = at(ROW_TITLE);
  const beside = written(words, x + size.CROSS_SIZE + WORD_PADDING, y + size.TEXT_SIZE * size.MIDDLE, {
    role: "alarm",
    font: "bold",
  });
  const within = beside.x + width(words, "bold", size.TEXT_SIZE) <= size.WIDTH - size.EDGE;
  const candidates = [above, ...(within ? [beside] : [])];
  const isFree = (one: Text) => !touches(sheet.draft.solid, boxOfText(one), NOTE_GAP / 2);
  const chosen = candidates.find(isFree) ?? at(ROW_TIMES);
  addTexts(sheet, [chosen]);
  return chosen;
}

/** In seconds; the axis says so. */
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10}`;

/** Moved to the left or the right until it is within the picture's edges. */
function inside(words: Text): Text {
  const half = width(words.text, words.font, words.size) / 2;
  const x = Math.min(Math.max(words.x, size.EDGE + half), size.WIDTH - size.EDGE - half);
  return { ...words, x };
}

const text = (words: string, x: number, y: number, role: Role): Text =>
  written(words, x, y, { anchor: "middle", role });
