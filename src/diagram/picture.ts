/** One picture of a part of a trace: lays out, looks which texts found no room, stretches there, tries again. */
import type { Trace } from "../simulator/network/trace.ts";
import { drawArrow } from "./arrows.ts";
import { drawBreaks, drawBreakTexts } from "./breaks.ts";
import { drawInnerCalls, drawOuterCalls } from "./calls.ts";
import { drawFrame, drawHeadings, footerOf, type Page, topOf } from "./frame.ts";
import { labelOf } from "./label.ts";
import type { Options } from "./labels.ts";
import { drawLifelines, marginWidth, outerHosts } from "./lifelines.ts";
import { marks } from "./marks.ts";
import type { Cut } from "./pages.ts";
import type { Column, Scene } from "./scene.ts";
import { drawCutWord, drawLabel, isUrgent } from "./segment-label.ts";
import type { Layout } from "./shape.ts";
import { draft, finish } from "./sheet.ts";
import * as size from "./sizes.ts";
import { drawBars, drawInnerBoxes, drawOuterBoxes } from "./states.ts";
import { type Journey, read, type Story } from "./story.ts";
import { drawBrackets, drawTimerTexts } from "./timers.ts";
import { place } from "./timescale.ts";
import { waysOf } from "./way.ts";

/** How the lifelines stand. */
export interface Manner {
  readonly compare: boolean;
  width(trace: Trace): number;
  columns(story: Story, margin: number): Column[];
}

export function picture(
  whole: Trace,
  options: Options,
  { first, end }: Cut,
  page: Page,
  manner: Manner,
): Layout {
  const trace = { ...whole, hosts: whole.hosts.slice(0, size.HOSTS_MAX) };
  const story = read(trace, options, first, end);
  const same = sameInAll(story, options, manner);
  const stretch = new Map<number, number>();
  for (let round = 1; ; round++) {
    const scene = begin(same, stretch);
    const last = round === size.ROUNDS_MAX;
    // The uppermost ones only: what is below may find room once they have. Where that takes long, more of them.
    const atOnce = size.STRETCHED_AT_ONCE * Math.ceil(round / size.PATIENCE);
    draw(scene, page, last ? Number.POSITIVE_INFINITY : atOnce);
    if (scene.draft.stretch.size === 0 || last) return finish(scene);
    const uppermost = [...scene.draft.stretch].slice(0, atOnce);
    for (const mark of uppermost) stretch.set(mark, (stretch.get(mark) ?? 0) + size.STRETCH);
  }
}

/** What no stretching changes: found once for all rounds. */
function sameInAll(story: Story, options: Options, manner: Manner) {
  const width = manner.width(story.trace);
  const margin = marginWidth(story);
  const few = story.journeys.length <= size.PHASE_ARROWS_MAX;
  return {
    ...{ story, options, width },
    marks: marks(story),
    labels: new Map(story.journeys.map((journey) => [journey, labelOf(story, options, journey)])),
    marginWidth: margin,
    columns: manner.columns(story, margin),
    top: topOf(options.labels),
    slant: few ? size.SLANT_PHASE : size.SLANT_LIFE,
    margins: manner.compare ? [] : outerHosts(story),
    compact: manner.compare,
    footer: footerOf(options.labels, width),
  };
}

function begin(same: ReturnType<typeof sameInAll>, stretch: ReadonlyMap<number, number>): Scene {
  const { story, options, columns, marginWidth, labels, width, top, compact, footer } = same;
  const scale = place(story, same.marks, { ...same, stretch, level: compact });
  const height = Math.ceil(
    Math.max(size.HEIGHT_MIN, options.minHeight ?? 0, scale.bottom + size.FOOTER_GAP + footer.height),
  );
  const bottom = height - size.FOOTER_GAP - footer.height;
  return {
    ...{ story, options, columns, marginWidth, scale, labels, footer, width, height, top, bottom, compact },
    ways: waysOf({ columns, scale, top, bottom }, story.journeys),
    draft: draft(),
  };
}

/** What cannot move comes first; what can look for room comes last. Ends when `enough` marks are to be stretched. */
function draw(scene: Scene, page: Page, enough: number): void {
  drawFrame(scene, page === null ? "" : scene.options.labels.page(page.number, page.of), scene.footer);
  drawHeadings(scene);
  drawLifelines(scene);
  drawBars(scene);
  drawBreaks(scene);
  drawOuterCalls(scene);
  drawOuterBoxes(scene);
  const { journeys } = scene.story;
  for (const journey of journeys) drawArrow(scene, journey);
  const brackets = drawBrackets(scene);
  // Whose label has looked for room in vain has it before what can look elsewhere.
  const urgent = journeys.filter((journey) => isUrgent(scene, journey));
  const others = journeys.filter((journey) => !urgent.includes(journey));
  for (const journey of urgent) drawCutWord(scene, journey);
  drawLabels(scene, urgent, enough);
  drawInnerBoxes(scene);
  drawInnerCalls(scene);
  for (const journey of others) drawCutWord(scene, journey);
  drawTimerTexts(scene, brackets);
  drawBreakTexts(scene);
  drawLabels(scene, others, enough);
}

function drawLabels(scene: Scene, journeys: readonly Journey[], enough: number): void {
  for (const journey of journeys) {
    if (scene.draft.stretch.size >= enough) return;
    drawLabel(scene, journey);
  }
}
