/** One picture: lays out, looks which texts found no room, stretches there, tries again. */
import { drawArrow, drawOnItsWay } from "./arrows.ts";
import { drawBreaks, drawBreakTexts } from "./breaks.ts";
import { drawInnerCalls, drawOuterCalls } from "./calls.ts";
import { drawCutWord } from "./fate-word.ts";
import { drawFrame, drawHeadings, footerOf, topOf } from "./frame.ts";
import { halfColumns } from "./halves.ts";
import { labelOf } from "./label.ts";
import { drawLegend, legendOf, type Thing } from "./legend.ts";
import { columns, drawLifelines, marginWidth, outerHosts, pictureWidth } from "./lifelines.ts";
import { marks } from "./marks.ts";
import type { Plan } from "./plan.ts";
import type { Scene } from "./scene.ts";
import { drawLabel, isPressed, isUrgent } from "./segment-label.ts";
import type { Layout, Lit } from "./shape.ts";
import { draft, finish } from "./sheet.ts";
import * as size from "./sizes.ts";
import { drawBars, drawInnerBoxes, drawOuterBoxes } from "./states.ts";
import { drawBrackets, drawTimerTexts } from "./timers.ts";
import { isVain, place } from "./timescale.ts";
import { waysOf } from "./way.ts";

/** `minHeight`: so that several pictures are of one size. */
export function picture(plan: Plan, minHeight: number = size.HEIGHT_MIN): Layout {
  const crammed = new Set<Thing>();
  const scene = settled(plan, minHeight, crammed);
  if (crammed.size === 0) return finish(scene);
  // Where it is known from the start what the legend says, less has to move; unless more has to stand in it then.
  const known = crammed.size;
  const anew = settled(plan, minHeight, crammed);
  const more = lackedBy(anew) - lackedBy(scene);
  const isWorse = more > 0 || (more === 0 && crammed.size > known);
  return finish(relieved(plan, minHeight, isWorse ? scene : anew));
}

/** What has found no room, or was still looking for some when there were enough rounds. */
const lackedBy = ({ draft }: Scene): number => draft.unplaced + draft.stretch.size;

/** What has room after all, now that everything stands where it stands, leaves the legend: sign by sign. */
function relieved(plan: Plan, minHeight: number, first: Scene): Scene {
  let scene = first;
  for (const sign of new Set(first.legend.signs.values())) {
    const others = [...scene.legend.signs].filter(([thing]) => first.legend.signs.get(thing) !== sign);
    const same = sameInAll(plan, minHeight, new Set(others.map(([thing]) => thing)));
    const trial = begin(same, first.scale.stretch);
    draw(trial, plan.page, Number.POSITIVE_INFINITY);
    const { stretch, crammed, unplaced } = trial.draft;
    if (stretch.size === 0 && crammed.size === 0 && unplaced <= scene.draft.unplaced) scene = trial;
  }
  return scene;
}

/** Until everything has found its room, or has sought it in vain: then it is `crammed` and stands in the legend. */
function settled(plan: Plan, minHeight: number, crammed: Set<Thing>): Scene {
  const stretch = new Map<number, number>();
  let same = sameInAll(plan, minHeight, crammed);
  for (let round = 1; ; round++) {
    const scene = begin(same, stretch);
    const last = round === size.ROUNDS_MAX;
    // The uppermost ones only: what is below may find room once they have. Where that takes long, more of them.
    const atOnce =
      size.STRETCHED_AT_ONCE * Math.ceil(round / size.PATIENCE) * (plan.beside ? size.HALVES : 1);
    draw(scene, plan.page, last ? Number.POSITIVE_INFINITY : atOnce);
    if (last) return scene;
    if (scene.draft.stretch.size > 0) {
      for (const mark of uppermostOf(scene, atOnce))
        stretch.set(mark, further(stretch.get(mark) ?? 0, plan.beside));
      continue;
    }
    const more = [...scene.draft.crammed].filter((thing) => !crammed.has(thing));
    if (more.length === 0) return scene;
    for (const thing of longestOf(more)) crammed.add(thing);
    // What was moved in vain stands where it stood, and may be moved anew for others.
    for (const [mark, wanted] of stretch) if (isVain(wanted)) stretch.delete(mark);
    same = sameInAll(plan, minHeight, crammed);
  }
}

/** Names of states are short: with what is longer out of the way they may find room where they have sought it in vain. */
function longestOf(crammed: readonly Thing[]): readonly Thing[] {
  const longer = crammed.filter((thing) => !("state" in thing));
  return longer.length > 0 ? longer : crammed;
}

/** With all that is stretched at the same moments: halves that are alike stay alike. */
function uppermostOf({ draft, scale: { marks } }: Scene, count: number): number[] {
  const at = (mark: number) => marks.all[mark]?.at;
  const moments = new Set([...draft.stretch].slice(0, count).map(at));
  return [...draft.stretch].filter((mark) => moments.has(at(mark)));
}

/** In narrow halves more is in vain: after the first try they go in larger steps. */
function further(wanted: number, beside: boolean): number {
  return wanted + (beside && wanted >= size.STRETCH_MAX ? size.STRETCH_BESIDE : size.STRETCH);
}

/** What no stretching changes: found once for all rounds. */
function sameInAll(plan: Plan, minHeight: number, crammed: ReadonlySet<Thing>) {
  const { story, options, durations, beside } = plan;
  const width = beside ? size.WIDTH : pictureWidth(story.hosts.length);
  const margin = marginWidth(story);
  const legend = legendOf(story, options, crammed, beside);
  const labels = new Map(
    story.journeys.map((journey) => [journey, labelOf(story, options, journey, legend.signs.get(journey))]),
  );
  const few = story.journeys.length <= size.PHASE_ARROWS_MAX;
  return {
    ...{ story, options, durations, width, minHeight },
    marks: marks(story),
    labels,
    legend,
    marginWidth: margin,
    columns: beside ? halfColumns(story) : columns(story, margin),
    top: topOf(options.labels),
    slant: few ? size.SLANT_PHASE : size.SLANT_LIFE,
    margins: beside ? [] : outerHosts(story),
    compact: beside,
    footer: footerOf(options.labels, width, toldOf(plan)),
  };
}

/** In a moving picture how it ended comes after all steps: in the last frame, and in no other picture's. */
function toldOf({ story: { entries }, options: { moving } }: Plan): Lit {
  if (!moving) return {};
  const after = (entries.at(-1)?.n ?? -1) + 1;
  return { steps: [after], ...(!moving.ends && { until: after }) };
}

function begin(same: ReturnType<typeof sameInAll>, stretch: ReadonlyMap<number, number>): Scene {
  const { story, options, durations, columns, marginWidth, labels, width, top, compact, footer, legend } =
    same;
  const scale = place(story, same.marks, { ...same, stretch, level: compact });
  const height = Math.ceil(
    Math.max(same.minHeight, scale.bottom + legend.height + size.FOOTER_GAP + footer.height),
  );
  const bottom = height - size.FOOTER_GAP - footer.height - legend.height;
  return {
    story,
    options,
    durations,
    columns,
    marginWidth,
    scale,
    labels,
    legend,
    footer,
    width,
    height,
    top,
    bottom,
    compact,
    ways: waysOf({ columns, scale, top, bottom }, story.journeys),
    draft: draft(),
  };
}

/** What cannot move comes first; what can look for room comes last. Ends when `enough` marks are to be stretched. */
function draw(scene: Scene, page: string, enough: number): void {
  drawFrame(scene, page, scene.footer);
  drawHeadings(scene);
  drawLegend(scene);
  drawLifelines(scene);
  drawBars(scene);
  drawBreaks(scene);
  drawOuterCalls(scene);
  drawOuterBoxes(scene);
  for (const journey of scene.story.journeys) drawArrow(scene, journey);
  for (const look of lookingFor(scene, drawBrackets(scene))) {
    if (scene.draft.stretch.size >= enough) return;
    look();
  }
}

/** What looks for room, one after the other. */
function* lookingFor(scene: Scene, brackets: ReturnType<typeof drawBrackets>): Generator<() => void> {
  const { journeys } = scene.story;
  // Whose label has looked for room in vain has it before what can look elsewhere.
  const urgent = journeys.filter((journey) => isUrgent(scene, journey));
  const others = journeys.filter((journey) => !urgent.includes(journey));
  // Between the halves of a comparison a name has few other places: there it stays before them.
  const pressed = scene.compact ? [] : others.filter((journey) => isPressed(scene, journey));
  for (const journey of urgent) yield () => drawCutWord(scene, journey);
  for (const journey of urgent) yield () => drawLabel(scene, journey);
  yield () => drawInnerBoxes(scene, false);
  yield () => drawInnerCalls(scene);
  for (const journey of others) yield () => drawCutWord(scene, journey);
  yield () => drawTimerTexts(scene, brackets, "shared");
  for (const journey of pressed) yield () => drawLabel(scene, journey);
  yield () => drawTimerTexts(scene, brackets, "own");
  yield () => drawBreakTexts(scene);
  for (const journey of others) if (!pressed.includes(journey)) yield () => drawLabel(scene, journey);
  yield () => drawTimerTexts(scene, brackets, "long");
  yield () => drawInnerBoxes(scene, true);
  for (const journey of journeys) yield () => drawOnItsWay(scene, journey);
}
