/** The eleven states of RFC 9293 Figure 5 with the way that each end of a run's connection took through them. */
import { connectionsOf, mainConnection, namesOf, toldConnections } from "../simulator/network/connections.ts";
import type { HostId, Trace } from "../simulator/network/trace.ts";
import type { State } from "../simulator/tcp/tcb.ts";
import { drawFrame, type Framed, footerHeight, titleFoot } from "./frame.ts";
import type { FrameLabels, Labels } from "./labels.ts";
import { type End, isPeerOfAll, pathsOf, REBOOT, type Step } from "./map-path.ts";
import { BOX_H, BOX_W, KEY, MAP_HEIGHT, PLACES, TRANSITIONS, type Transition } from "./map-places.ts";
import { width } from "./measure.ts";
import type { Layout, Stroke } from "./shape.ts";
import { addLine, addMark, addTexts, draft, finish, fitted, written } from "./sheet.ts";
import * as size from "./sizes.ts";
import { FILL } from "./states.ts";

export interface StateMapOptions {
  readonly locale: "en" | "ko";
  readonly labels: FrameLabels & Pick<Labels, "hosts" | "reboot" | "noArrow" | "event" | "action">;
}

/** From these the figure goes back up to the CLOSED of the beginning. */
const START: ReadonlySet<State> = new Set(["LISTEN", "SYN-SENT"]);

interface Look {
  readonly role: Stroke;
  readonly dash?: readonly number[];
  readonly hollow: boolean;
}

/** An end is told from the other by colour, by its line and by its badges. */
const LOOKS: readonly [Look, Look] = [
  { role: "open", hollow: false },
  { role: "close", dash: [9, 5], hollow: true },
];
const PATH_WIDTH = 3;
const QUIET_WIDTH = 1.5;
/** Two ends on one arrow walk side by side, and neither head covers the other. */
const APART = size.HEAD_HALF;
const HEAD_LENGTH = 12;
const BADGE_H = 23;
const BADGE_PADDING = 7;
const BADGE_RIM = 2;
const BADGE_GAP = 2;

/** From the key's arrow to the figure's first box. */
const KEY_ROOM = 170;

const LEGEND_HEIGHT = 30;
const NAME_HEIGHT = 24;
const LEGEND_LINE = 34;
const EXTRA_HEIGHT = 28;
const EXTRAS_MAX = 12;

type Sheet = Framed & {
  readonly options: StateMapOptions;
  /** One for each end. */
  readonly looks: readonly Look[];
};

export function layoutStateMap(trace: Trace, options: StateMapOptions): Layout {
  const connections = toldConnections(connectionsOf(trace));
  const main = mainConnection(connections);
  const ends = pathsOf(trace, main);
  const isOneOfMany = connections.length > 1 || trace.hosts.length > LOOKS.length;
  const titleOf = (host: HostId): string => titleIn(trace, options, host);
  const name = main && isOneOfMany ? namesOf(trace, connections, main, titleOf).join(" ↔ ") : "";
  const extras = extrasOf(ends);
  const legend = titleFoot(options.labels) + (name === "" ? 0 : NAME_HEIGHT);
  const top = legend + LEGEND_HEIGHT;
  const foot = top + MAP_HEIGHT + linesOf(extras) * EXTRA_HEIGHT + size.FOOTER_GAP;
  const height = foot + footerHeight(options.labels, size.WIDTH);
  const sheet: Sheet = { options, looks: looksOf(trace, ends), width: size.WIDTH, height, draft: draft() };
  drawFrame(sheet, "");
  if (name !== "") drawName(sheet, name, legend - NAME_HEIGHT / 2);
  drawLegend(sheet, trace, ends, legend + LEGEND_HEIGHT / 2);
  drawKey(sheet, top);
  for (const one of TRANSITIONS) drawTransition(sheet, one, ends, top);
  drawPlaces(sheet, ends, top);
  drawExtras(sheet, extras, top + MAP_HEIGHT);
  return finish(sheet);
}

/** Alone on its map an end looks as it would beside its peer. */
function looksOf(trace: Trace, ends: readonly End[]): Look[] {
  const [first, second] = LOOKS;
  const [end, peer] = ends;
  if (end === undefined) return [];
  return peer ? [first, second] : [isPeerOfAll(trace, end.host) ? second : first];
}

const titleIn = ({ hosts }: Trace, { labels, locale }: StateMapOptions, host: HostId): string =>
  labels.hosts[host] ?? hosts.find(({ id }) => id === host)?.title[locale] ?? host;

/** Whose states these are, where it could be others'. */
function drawName(sheet: Sheet, name: string, y: number): void {
  const text = fitted(sheet, name, "bold", size.TEXT_SIZE, size.WIDTH - 2 * size.EDGE);
  addTexts(sheet, [written(text, size.EDGE, y + size.TEXT_SIZE * size.MIDDLE, { font: "bold" })]);
}

/** Which line is whose, and where each end is now. */
function drawLegend(sheet: Sheet, trace: Trace, ends: readonly End[], y: number): void {
  const room = (size.WIDTH - 2 * size.EDGE) / LOOKS.length;
  for (const [i, end] of ends.entries()) {
    const { role, dash } = lookOf(sheet, i);
    const x = size.EDGE + i * room;
    const points = [x, y, x + LEGEND_LINE, y];
    addLine(sheet, { type: "line", role, points, width: PATH_WIDTH, ...(dash && { dash }) });
    const words = `${titleIn(trace, sheet.options, end.host)} · ${end.now}`;
    const at = x + LEGEND_LINE + size.LABEL_GAP;
    const text = fitted(sheet, words, "bold", size.TEXT_SIZE, room - LEGEND_LINE - 2 * size.LABEL_GAP);
    addTexts(sheet, [written(text, at, y + size.TEXT_SIZE * size.MIDDLE, { role, font: "bold" })]);
  }
}

/** The figure says in none of its words that these are an event and an action, and that x is none. */
function drawKey(sheet: Sheet, top: number): void {
  const { event, action } = sheet.options.labels;
  drawPath(sheet, KEY.points, top, 0, null);
  for (const [i, words] of [event, action].entries()) {
    const [x = 0, y = 0] = KEY.at[i] ?? [];
    const text = fitted(sheet, words, "regular", size.TEXT_SIZE, KEY_ROOM);
    addTexts(sheet, [written(text, x, top + y, { role: "muted" })]);
  }
}

function drawTransition(sheet: Sheet, one: Transition, ends: readonly End[], top: number): void {
  const walked = ends.map((end) => end.steps.filter(({ transition }) => transition === one));
  const walkers = walked.flatMap((steps, i) => (steps.length > 0 ? [i] : []));
  if (walkers.length === 0) drawPath(sheet, one.points, top, 0, null);
  for (const i of walkers) {
    drawPath(sheet, one.points, top, walkers.length > 1 ? (i - 0.5) * 2 * APART : 0, i);
  }
  for (const [i, words] of one.words.entries()) {
    const [x = 0, y = 0] = one.at[i] ?? [];
    const start = { start: 0, middle: 0.5, end: 1 }[one.anchor] * width(words, "regular", size.TEXT_SIZE);
    const look = walkers.length > 0 ? ({ role: "text" } as const) : ({ role: "muted", dim: true } as const);
    addTexts(sheet, [written(words, x - start, top + y, look)]);
  }
  const badges = walked.flatMap((steps, i) =>
    steps[0] ? [{ i, first: steps[0].number, text: numbersOf(steps) }] : [],
  );
  // In the order of time.
  badges.sort((a, b) => a.first - b.first);
  const long = badges.reduce((sum, { text }) => sum + badgeWidth(text) + BADGE_GAP, -BADGE_GAP);
  let at = -long / 2;
  for (const [k, { i, text }] of badges.entries()) {
    const [x, y] = one.badge;
    const w = badgeWidth(text);
    const down = (k - (badges.length - 1) / 2) * (BADGE_H + BADGE_GAP);
    if (one.along === "x") drawBadge(sheet, text, x + at + w / 2, top + y, i);
    else drawBadge(sheet, text, x, top + y + down, i);
    at += w + BADGE_GAP;
  }
}

/** Of an arrow taken often, the first time and the last one. */
function numbersOf(steps: readonly Step[]): string {
  const numbers = steps.map(({ number }) => number);
  return numbers.length > 2 ? `${numbers[0]}…${numbers.at(-1)}` : numbers.join("·");
}

function drawPath(
  sheet: Sheet,
  points: readonly number[],
  top: number,
  shift: number,
  end: number | null,
): void {
  const at = shifted(points, top, shift);
  const [x0 = 0, y0 = 0, x = 0, y = 0] = at.slice(-4);
  const angle = Math.atan2(y - y0, x - x0);
  const look = end === null ? null : lookOf(sheet, end);
  const role = look?.role ?? "lifeline";
  const whole = [
    ...at.slice(0, -2),
    x - HEAD_LENGTH * 0.7 * Math.cos(angle),
    y - HEAD_LENGTH * 0.7 * Math.sin(angle),
  ];
  addLine(sheet, {
    type: "line",
    role,
    points: whole,
    width: look ? PATH_WIDTH : QUIET_WIDTH,
    ...(look?.dash && { dash: look.dash }),
  });
  addMark(sheet, { type: "head", role, x, y, angle, length: look ? HEAD_LENGTH : HEAD_LENGTH * 0.8 });
}

/** Beside the arrow; its ends stay at the boxes. */
function shifted(points: readonly number[], top: number, shift: number): number[] {
  const at = points.map((value, i) => (i % 2 === 0 ? value + shift : value + top + shift));
  const last = points.length - 2;
  for (const [i, next] of [
    [0, 2],
    [last, last - 2],
  ] as const) {
    const level = points[i + 1] === points[next + 1] ? 0 : 1;
    at[i + level] = (at[i + level] ?? 0) - shift;
  }
  return at;
}

/** States that nobody was in step back. */
function drawPlaces(sheet: Sheet, ends: readonly End[], top: number): void {
  const steps = ends.flatMap((end) => end.steps);
  const been = new Set([...ends.map((end) => end.opening), ...steps.flatMap(({ from, to }) => [from, to])]);
  const toClosed = steps.filter(({ to }) => to === "CLOSED");
  const backUp = toClosed.filter(({ transition }) => transition !== null && START.has(transition.from));
  const begun = [...ends.map(({ opening }) => opening), ...steps.map(({ from }) => from)].includes("CLOSED");
  const ended = toClosed.length > backUp.length;
  for (const [i, { state, x, y }] of PLACES.entries()) {
    const closed = i === 0 ? begun : ended;
    const visited = state === "CLOSED" ? closed : been.has(state);
    const rect = { x: x - BOX_W / 2, y: top + y - BOX_H / 2, w: BOX_W, h: BOX_H };
    const role = visited ? FILL[state] : "hair";
    sheet.draft.marks.push({ type: "rect", role, ...rect, radius: size.BOX_RADIUS });
    addTexts(sheet, [
      written(state, x - width(state, "bold", size.TEXT_SIZE) / 2, top + y + size.TEXT_SIZE * size.MIDDLE, {
        role: visited ? "onFill" : "muted",
        font: "bold",
      }),
    ]);
  }
}

/** A step that the figure has no arrow for, and whose it is. */
interface Extra {
  readonly step: Step;
  readonly end: number;
}

const extrasOf = (ends: readonly End[]): Extra[] =>
  ends
    .flatMap(({ steps }, end) => steps.map((step): Extra => ({ step, end })))
    .filter(({ step }) => step.transition === null)
    .sort((a, b) => a.step.number - b.step.number);

/** One above them, and one for those that are too many. */
function linesOf({ length }: readonly Extra[]): number {
  if (length === 0) return 0;
  return 1 + Math.min(length, EXTRAS_MAX + 1);
}

function drawExtras(sheet: Sheet, extras: readonly Extra[], top: number): void {
  if (extras.length === 0) return;
  const middle = (line: number): number => top + (line + 0.5) * EXTRA_HEIGHT;
  drawBeside(sheet, sheet.options.labels.noArrow, middle(0));
  const told = extras.slice(0, EXTRAS_MAX);
  for (const [i, { step, end }] of told.entries()) drawExtra(sheet, step, end, middle(i + 1));
  const untold = extras.length - told.length;
  if (untold > 0) drawBeside(sheet, `… +${untold}`, middle(told.length + 1));
}

function drawBeside(sheet: Sheet, text: string, y: number): void {
  const words = fitted(sheet, text, "regular", size.TEXT_SIZE, size.WIDTH - 2 * size.EDGE);
  addTexts(sheet, [written(words, size.EDGE, y + size.TEXT_SIZE * size.MIDDLE, { role: "muted" })]);
}

/** In words below the map: its event and, as on the arrows, what was sent. */
function drawExtra(sheet: Sheet, { number, from, to, event, action }: Step, end: number, y: number): void {
  const text = `${number}`;
  const w = badgeWidth(text);
  drawBadge(sheet, text, size.EDGE + w / 2, y, end);
  const made = event === REBOOT ? sheet.options.labels.reboot : event;
  const why = [made, action].filter(Boolean).join(" / ");
  const said = why === "" ? `${from} → ${to}` : `${from} → ${to} (${why})`;
  const x = size.EDGE + w + size.LABEL_GAP;
  const words = fitted(sheet, said, "regular", size.TEXT_SIZE, size.WIDTH - size.EDGE - x);
  addTexts(sheet, [written(words, x, y + size.TEXT_SIZE * size.MIDDLE)]);
}

const badgeWidth = (text: string): number =>
  Math.max(BADGE_H, width(text, "bold", size.TEXT_SIZE) + 2 * BADGE_PADDING);

function drawBadge(sheet: Sheet, text: string, x: number, y: number, end: number): void {
  const { role, hollow } = lookOf(sheet, end);
  const w = badgeWidth(text);
  const pill = (inset: number) => ({
    x: x - w / 2 + inset,
    y: y - BADGE_H / 2 + inset,
    w: w - 2 * inset,
    h: BADGE_H - 2 * inset,
    radius: BADGE_H / 2 - inset,
  });
  sheet.draft.marks.push({ type: "rect", role, ...pill(0) });
  if (hollow) sheet.draft.marks.push({ type: "rect", role: "ground", ...pill(BADGE_RIM) });
  const start = x - width(text, "bold", size.TEXT_SIZE) / 2;
  addTexts(sheet, [
    written(text, start, y + size.TEXT_SIZE * size.MIDDLE, { role: hollow ? role : "ground", font: "bold" }),
  ]);
}

const lookOf = ({ looks }: Sheet, end: number): Look => looks[end] ?? LOOKS[0];
