/** What stands around the lifelines: title and subtitle above, caption and command below. */
import { boxOfRect } from "./box.ts";
import type { FrameLabels } from "./labels.ts";
import { type Font, width } from "./measure.ts";
import type { Scene } from "./scene.ts";
import type { Lit, Role } from "./shape.ts";
import { addSolid, addTexts, type Sheet, written } from "./sheet.ts";
import * as size from "./sizes.ts";
import { type Clipped, clip, wrap } from "./text.ts";

const HAIR_WIDTH = 1;
const RULE_WIDTH = 1.5;
const PAGE_GAP = 16;

/** Anything with a title and a footer. */
export interface Framed extends Sheet {
  readonly options: { readonly labels: FrameLabels };
}

/** Where the lifelines begin. */
export const topOf = (labels: FrameLabels): number =>
  titleFoot(labels) + headingRoom(headingsOf(labels)) + size.PILL_HEIGHT + size.BAR_TOP;

/** Where the title and its line of circumstances end. */
export const titleFoot = ({ title, subtitle }: FrameLabels): number =>
  title === "" && subtitle === ""
    ? size.LOWER_TOP
    : size.PILL_TOP + (subtitle === "" ? 0 : size.SUBTITLE_ROOM);

export const footerHeight = (labels: FrameLabels, pictureWidth: number): number =>
  footerOf(labels, pictureWidth).height;

/** What stands below the lifelines; the same whatever height they have. */
export interface Footer {
  readonly lines: readonly { readonly fitted: Clipped; readonly font: Font; readonly lit: Lit }[];
  readonly height: number;
}

/** `told` = when it says what happened, see frames.ts; the command stands there all the while. */
export function footerOf(labels: FrameLabels, pictureWidth: number, told: Lit = {}): Footer {
  const lines = footerLines(labels, pictureWidth, told);
  const height =
    lines.length === 0 ? size.FOOTER_PADDING : lines.length * size.LINE_HEIGHT + 2 * size.FOOTER_PADDING;
  return { lines, height };
}

/** `page` = which of how many, in words; empty = the only one. */
export function drawFrame(scene: Framed, page: string, footer?: Footer): void {
  const { labels } = scene.options;
  const room = scene.width - 2 * size.EDGE;
  const number = clip(page, "regular", size.TEXT_SIZE, room / 3).text;
  const taken = number === "" ? 0 : width(number, "regular", size.TEXT_SIZE) + PAGE_GAP;
  add(scene, clip(labels.title, "bold", size.TITLE_SIZE, room - taken), "bold", "text", size.TITLE_BASELINE);
  add(
    scene,
    clip(labels.subtitle, "regular", size.TEXT_SIZE, room),
    "regular",
    "muted",
    size.SUBTITLE_BASELINE,
  );
  if (number !== "") {
    const x = scene.width - size.EDGE - width(number, "regular", size.TEXT_SIZE);
    addTexts(scene, [written(number, x, size.TITLE_BASELINE, { role: "muted" })]);
  }
  drawFooter(scene, footer ?? footerOf(labels, scene.width));
}

/** The lines of each: beside each other a long one takes two. */
function headingsOf({ headings = [] }: FrameLabels): Clipped[][] {
  const room = headings.length < size.HALVES ? size.WIDTH - 2 * size.EDGE : size.HALF_WIDTH;
  return headings.map((heading) => wrap(heading, "bold", size.HEADING_SIZE, room, size.HEADING_LINES_MAX));
}

const headingRoom = (headings: readonly Clipped[][]): number =>
  headings.length === 0
    ? 0
    : size.HEADING_ROOM + (Math.max(1, ...headings.map(({ length }) => length)) - 1) * size.HEADING_LINE;

/** One above each half, down to a rule as wide as the half. */
export function drawHeadings(scene: Scene): void {
  const { columns, options } = scene;
  const halves = [...new Map(columns.map(({ from, to }) => [from, to]))];
  const headings = headingsOf(options.labels);
  const foot = titleFoot(options.labels) + headingRoom(headings) - size.HEADING_ROOM + size.HEADING_BASELINE;
  const look = { font: "bold", size: size.HEADING_SIZE } as const;
  for (const [i, lines] of headings.entries()) {
    const [from = 0, to = 0] = halves[i] ?? [];
    for (const [n, { text, missing }] of lines.entries()) {
      scene.draft.missing += missing;
      addTexts(scene, [written(text, from, foot - (lines.length - 1 - n) * size.HEADING_LINE, look)]);
    }
    const rule = foot + size.HEADING_RULE;
    scene.draft.lines.push({
      type: "line",
      role: "lifeline",
      points: [from, rule, to, rule],
      width: RULE_WIDTH,
    });
  }
}

function drawFooter(scene: Framed, { lines, height }: Footer): void {
  if (lines.length === 0) return;
  const top = scene.height - height;
  const points = [0, top, scene.width, top];
  scene.draft.lines.push({ type: "line", role: "hair", points, width: HAIR_WIDTH });
  const footer = boxOfRect(0, top, scene.width, scene.height - top);
  for (const [i, { fitted, font, lit }] of lines.entries()) {
    const y = top + size.FOOTER_PADDING + (i + 0.5) * size.LINE_HEIGHT + size.TEXT_SIZE * size.MIDDLE;
    add(scene, fitted, font, font === "mono" ? "muted" : "text", y, lit);
  }
  addSolid(scene, footer);
}

function footerLines(labels: FrameLabels, pictureWidth: number, told: Lit): Footer["lines"] {
  const room = pictureWidth - 2 * size.EDGE;
  const captions = [...(labels.captions ?? []), labels.caption];
  const caption = captions.flatMap((text) =>
    wrap(text, "regular", size.TEXT_SIZE, room, size.FOOTER_LINES_MAX),
  );
  // Half a command makes nothing again.
  const command = wrap(labels.command, "mono", size.TEXT_SIZE, room, size.COMMAND_LINES_MAX);
  return [
    ...caption.map((fitted) => ({ fitted, font: "regular" as const, lit: told })),
    ...command.map((fitted) => ({ fitted, font: "mono" as const, lit: {} })),
  ];
}

function add(
  scene: Framed,
  { text, missing }: Clipped,
  font: Font,
  role: Role,
  y: number,
  lit: Lit = {},
): void {
  scene.draft.missing += missing;
  const textSize = y === size.TITLE_BASELINE ? size.TITLE_SIZE : size.TEXT_SIZE;
  addTexts(scene, [written(text, size.EDGE, y, { font, role, size: textSize, ...lit })]);
}
