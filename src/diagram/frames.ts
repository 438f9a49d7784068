/** A run as frames of one size: laid out once, and shown step by step, so that nothing ever moves its place. */
import type { Trace } from "../simulator/network/trace.ts";
import type { Options } from "./labels.ts";
import { type Pages, type Parts, partsOf } from "./layout.ts";
import type { Layout, Shape } from "./shape.ts";
import { FRAMES_MAX } from "./sizes.ts";

/** First what there is before anything happens; at last the whole picture, with nothing dimmed. */
export function layoutFrames(trace: Trace, options: Omit<Options, "focus" | "moving" | "upTo">): Pages {
  const whole = ofOneHeight(trace, { ...options, moving: true });
  if (!whole.ok) return whole;
  const frames = whole.parts.flatMap(({ first, end, layout }) => {
    const steps = Array.from({ length: end - first }, (_, i) => first + i);
    return [first - 1, ...steps, null].map((step) => ({ ...layout, shapes: at(layout.shapes, step) }));
  });
  const seen = frames.filter((frame, i) => !alike(frame, frames[i - 1]));
  if (seen.length > FRAMES_MAX) return { ok: false, error: "too many frames", limit: FRAMES_MAX };
  return { ok: true, layouts: seen };
}

/** Laid out again where pictures differ, so that the footer stays where it is from the first frame to the last. */
function ofOneHeight(trace: Trace, options: Options): Parts {
  const made = partsOf(trace, options);
  if (!made.ok || made.parts.length === 1) return made;
  return partsOf(trace, {
    ...options,
    minHeight: Math.max(...made.parts.map(({ layout }) => layout.height)),
  });
}

/** What there is to be seen once a step was made; null = all of it. */
function at(shapes: readonly Shape[], step: number | null): Shape[] {
  return shapes.flatMap(({ steps, until, ...shape }) => {
    const now = step ?? Number.POSITIVE_INFINITY;
    if (until !== undefined && now >= until) return [];
    if (steps === undefined || step === null) return [shape];
    if (Math.min(...steps) > now) return [];
    return [steps.includes(now) || step < 0 ? shape : { ...shape, dim: true as const }];
  });
}

/** A step of which nothing is to be seen makes no frame. */
const alike = (a: Layout, b: Layout | undefined): boolean =>
  b !== undefined && JSON.stringify(a.shapes) === JSON.stringify(b.shapes);
