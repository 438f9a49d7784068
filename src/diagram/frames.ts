/** A run as frames of one size: laid out once, and shown step by step, so that nothing ever moves its place. */
import type { Trace } from "../simulator/network/trace.ts";
import type { Options } from "./labels.ts";
import { type Pages, type Parts, partsOf } from "./layout.ts";
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

export type Reels =
  | { readonly ok: true; readonly reels: readonly Reel[] }
  | Extract<Pages, { readonly ok: false }>;

/** First what there is before anything happens; at last the whole picture, with nothing dimmed. */
export function layoutReels(trace: Trace, options: Omit<Options, "focus" | "moving" | "upTo">): Reels {
  const whole = ofOneHeight(trace, { ...options, moving: true });
  if (!whole.ok) return whole;
  const reels = whole.parts.map(({ first, end, layout }) => {
    const steps = Array.from({ length: end - first }, (_, i) => first + i);
    return { layout, shown: differing(layout.shapes, [first - 1, ...steps, null]) };
  });
  const frames = reels.reduce((sum, { shown }) => sum + shown.length, 0);
  if (frames > FRAMES_MAX) return { ok: false, error: "too many frames", limit: FRAMES_MAX };
  return { ok: true, reels };
}

/** What is seen at one time. */
export const frameOf = ({ layout }: Reel, step: Shown): Layout => ({
  ...layout,
  shapes: layout.shapes.flatMap((shape) => at(shape, step)),
});

/** As it is without moving. */
export const wholeOf = (reel: Reel): Layout => frameOf(reel, null);

/** Laid out again where pictures differ, so that the footer stays where it is from the first frame to the last. */
function ofOneHeight(trace: Trace, options: Options): Parts {
  const made = partsOf(trace, options);
  if (!made.ok || made.parts.length === 1) return made;
  return partsOf(trace, {
    ...options,
    minHeight: Math.max(...made.parts.map(({ layout }) => layout.height)),
  });
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
  const { steps, until, ...bare } = shape;
  return [look === "dim" ? { ...bare, dim: true } : bare];
}

/** A step of which nothing is to be seen makes no frame. */
function differing(shapes: readonly Shape[], steps: readonly Shown[]): Shown[] {
  return steps.filter(
    (step, i) =>
      i === 0 || shapes.some((shape) => lookOf(shape, step) !== lookOf(shape, steps[i - 1] as Shown)),
  );
}
