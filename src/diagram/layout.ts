/** A trace as a picture: pure geometry. The same trace and options give the same shapes, byte for byte. */
import type { Trace } from "../simulator/network/trace.ts";
import { drawArrow } from "./arrows.ts";
import { drawBreaks, drawBreakTexts } from "./breaks.ts";
import { drawInnerCalls, drawOuterCalls } from "./calls.ts";
import { drawFrame, footerHeight, type Page, topOf } from "./frame.ts";
import type { Options } from "./labels.ts";
import { columns, drawLifelines, marginWidth, outerHosts, pictureWidth } from "./lifelines.ts";
import { type Cut, cuts, endOf } from "./pages.ts";
import { draft, type Scene } from "./scene.ts";
import { drawCutWord, drawLabel } from "./segment-label.ts";
import type { Layout, Shape } from "./shape.ts";
import * as size from "./sizes.ts";
import { drawBars, drawInnerBoxes, drawOuterBoxes } from "./states.ts";
import { read, type Story } from "./story.ts";
import { drawBrackets, drawTimerTexts } from "./timers.ts";
import { marks, place } from "./timescale.ts";

export type Pages =
  | { readonly ok: true; readonly layouts: readonly Layout[] }
  | { readonly ok: false; readonly error: "too many pictures" | "too many hosts"; readonly limit: number };

/** One picture. What does not fit into one: its last part, where the newest step is. */
export function layout(trace: Trace, options: Options): Layout {
  const parts = cuts(trace, endOf(trace, options));
  const last = parts.at(-1) ?? { first: 0, end: 0 };
  return picture(trace, options, last, parts.length > 1 ? { number: parts.length, of: parts.length } : null);
}

/** As many pictures as it takes, numbered, up to a limit. */
export function layoutPages(trace: Trace, options: Options): Pages {
  if (trace.hosts.length > size.HOSTS_MAX)
    return { ok: false, error: "too many hosts", limit: size.HOSTS_MAX };
  const parts = cuts(trace, endOf(trace, options));
  if (parts.length > size.PAGES_MAX) return { ok: false, error: "too many pictures", limit: size.PAGES_MAX };
  const page = (i: number): Page => (parts.length > 1 ? { number: i + 1, of: parts.length } : null);
  return { ok: true, layouts: parts.map((part, i) => picture(trace, options, part, page(i))) };
}

/** Lays out, looks which texts found no room, stretches there and tries again. */
function picture(whole: Trace, options: Options, { first, end }: Cut, page: Page): Layout {
  const trace = { ...whole, hosts: whole.hosts.slice(0, size.HOSTS_MAX) };
  const story = read(trace, options, first, end);
  const stretch = new Map<number, number>();
  for (let round = 1; ; round++) {
    const scene = begin(story, options, stretch);
    draw(scene, page);
    if (scene.draft.stretch.size === 0 || round === size.ROUNDS_MAX) return finish(scene);
    // The uppermost ones only: what is below may find room once they have.
    const uppermost = [...scene.draft.stretch].slice(0, size.STRETCHED_AT_ONCE);
    for (const mark of uppermost) stretch.set(mark, (stretch.get(mark) ?? 0) + size.STRETCH);
  }
}

function begin(story: Story, options: Options, stretch: ReadonlyMap<number, number>): Scene {
  const width = pictureWidth(story.trace.hosts.length);
  const margin = marginWidth(story);
  const few = story.journeys.length <= size.PHASE_ARROWS_MAX;
  const top = topOf(options);
  const slant = few ? size.SLANT_PHASE : size.SLANT_LIFE;
  const scale = place(story, marks(story), { top, slant, margins: outerHosts(story), stretch });
  const footer = size.FOOTER_GAP + footerHeight(options, width);
  const height = Math.ceil(Math.max(size.HEIGHT_MIN, scale.bottom + footer));
  return {
    story,
    options,
    columns: columns(story, margin),
    marginWidth: margin,
    scale,
    width,
    height,
    top,
    bottom: height - footer,
    draft: draft(),
  };
}

/** What cannot move comes first; what can look for room comes last. */
function draw(scene: Scene, page: Page): void {
  drawFrame(scene, page);
  drawLifelines(scene);
  drawBars(scene);
  drawBreaks(scene);
  drawOuterCalls(scene);
  drawOuterBoxes(scene);
  for (const journey of scene.story.journeys) drawArrow(scene, journey);
  const brackets = drawBrackets(scene);
  drawInnerBoxes(scene);
  drawInnerCalls(scene);
  for (const journey of scene.story.journeys) drawCutWord(scene, journey);
  drawTimerTexts(scene, brackets);
  drawBreakTexts(scene);
  for (const journey of scene.story.journeys) drawLabel(scene, journey);
}

function finish({ draft, width, height }: Scene): Layout {
  const scale = height > size.LIFE_HEIGHT ? size.SCALE_LIFE : size.SCALE_PHASE;
  const shapes = [...draft.lines, ...draft.marks, ...draft.texts].map(rounded);
  return { width, height, scale, shapes, missing: draft.missing };
}

/** A hundredth of a pixel is finer than any eye, and the same on every machine. */
function rounded(shape: Shape): Shape {
  const round = (value: unknown): unknown => {
    if (typeof value === "number") return Math.round(value * 100) / 100 + 0;
    return Array.isArray(value) ? value.map(round) : value;
  };
  const angle = (value: number) => Math.round(value * 10_000) / 10_000 + 0;
  const entries = Object.entries(shape).map(([key, value]) =>
    key === "rotation" || key === "angle" ? [key, angle(value as number)] : [key, round(value)],
  );
  return Object.fromEntries(entries) as Shape;
}
