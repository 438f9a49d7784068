/** A moving picture's frames, one after the other. */
import { frameOf, type Reel } from "../../src/diagram/frames.ts";
import type { Layout, Options } from "../../src/diagram/index.ts";
import { type Plan, planReels } from "../../src/diagram/plan.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";

/** What a moving picture is ordered with. */
export function plansOf(trace: Trace, options: Options): readonly Plan[] {
  const made = planReels(trace, options);
  if (!made.ok) throw new Error(made.error);
  return made.plans;
}

export const framesOf = (reels: readonly Reel[]): Layout[] =>
  reels.flatMap((reel) => reel.shown.map((step) => frameOf(reel, step)));
