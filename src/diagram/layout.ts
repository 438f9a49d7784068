/** A trace as a picture, all at once: pure geometry. The same trace and options give the same shapes, byte for byte. */
import type { Trace } from "../simulator/network/trace.ts";
import { planCompare } from "./compare.ts";
import { type Drawing, draw } from "./drawing.ts";
import { type Reels, reelsOf } from "./frames.ts";
import type { CompareOptions, Options } from "./labels.ts";
import { type Plans, plan, planPages, planReels, type Refused } from "./plan.ts";
import type { Layout } from "./shape.ts";

export type Pages = { readonly ok: true; readonly layouts: readonly Layout[] } | Refused;

export const layout = (trace: Trace, options: Options): Layout => draw(plan(trace, options));

export const layoutPages = (trace: Trace, options: Options): Pages => drawAll(planPages(trace, options));

export const layoutCompare = (left: Trace, right: Trace, options: CompareOptions): Pages =>
  drawAll(planCompare(left, right, options));

export function layoutReels(trace: Trace, options: Omit<Options, "focus" | "upTo">): Reels {
  const made = planReels(trace, options);
  return made.ok ? reelsOf(made.plans) : made;
}

const drawAll = (made: Plans<Drawing>): Pages =>
  made.ok ? { ok: true, layouts: made.plans.map(draw) } : made;
