/** A run as frames of one size: laid out once, and shown step by step, so that nothing ever moves its place. */
import { picture } from "./picture.ts";
import { type Plan, type Refused, refused } from "./plan.ts";
import type { Layout, Shape } from "./shape.ts";
import { FRAMES_MAX } from "./sizes.ts";

/** After a step of the trace, -1 = before the first; null = all of it, with nothing dimmed. */
type Shown = number | null;

/** One picture of a run, and when it is shown. Frames are made of it where they are painted: they are many. */
export interface Reel {
  /** Its shapes say which steps they tell of. */
  readonly layout: Layout;
  readonly shown: readonly Shown[];
}

export type Reels = { readonly ok: true; readonly reels: readonly Reel[] } | Refused;

/** First what there is before anything happens; at last the whole picture, with nothing dimmed, and how it ended. */
export function reelsOf(plans: readonly Plan[]): Reels {
  const reels = ofOneHeight(plans).map((layout, i): Reel => {
    const steps = (plans[i] as Plan).story.entries.map(({ n }) => n);
    const before = (steps[0] ?? 0) - 1;
    return { layout, shown: differing(layout.shapes, [before, ...steps, null]) };
  });
  const frames = reels.reduce((sum, { shown }) => sum + shown.length, 0);
  return frames > FRAMES_MAX ? refused("too many frames", FRAMES_MAX) : { ok: true, reels };
}

/** What is seen at one time. */
export const frameOf = ({ layout }: Reel, step: Shown): Layout => ({
  ...layout,
  shapes: layout.shapes.flatMap((shape) => at(shape, step)),
});

/** As it is without moving. */
export const wholeOf = (reel: Reel): Layout => frameOf(reel, null);

/** Laid out again where pictures differ, so that the footer stays where it is from the first frame to the last. */
function ofOneHeight(plans: readonly Plan[]): Layout[] {
  const made = plans.map((plan) => picture(plan));
  if (made.length === 1) return made;
  const highest = Math.max(...made.map(({ height }) => height));
  return plans.map((plan) => picture(plan, highest));
}

type Look = "absent" | "lit" | "dim";

function lookOf({ steps, until, dim }: Shape, step: Shown): Look {
  const now = step ?? Number.POSITIVE_INFINITY;
  if (until !== undefined && now >= until) return "absent";
  const asLaidOut = dim === true ? "dim" : "lit";
  if (steps === undefined || step === null) return asLaidOut;
  if (Math.min(...steps) > now) return "absent";
  return steps.includes(now) || step < 0 ? asLaidOut : "dim";
}

function at(shape: Shape, step: Shown): Shape[] {
  const look = lookOf(shape, step);
  if (look === "absent") return [];
  const { steps, until, fresh, ...bare } = shape;
  if (look === "dim") return [{ ...bare, dim: true }];
  const isNewest = step !== null && step >= 0 && steps?.includes(step) === true;
  return [fresh !== undefined && isNewest ? { ...bare, role: fresh } : bare];
}

/** A step of which nothing is to be seen makes no frame: that what was new is so no more is nothing. */
function differing(shapes: readonly Shape[], steps: readonly Shown[]): Shown[] {
  const isNews = (was: Look, now: Look): boolean => was !== now && !(was === "lit" && now === "dim");
  return steps.filter(
    (step, i) =>
      i === 0 || shapes.some((shape) => isNews(lookOf(shape, steps[i - 1] as Shown), lookOf(shape, step))),
  );
}
