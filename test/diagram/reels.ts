/** A moving picture's frames, one after the other. */
import { frameOf, type Reel } from "../../src/diagram/frames.ts";
import type { Layout } from "../../src/diagram/index.ts";

export const framesOf = (reels: readonly Reel[]): Layout[] =>
  reels.flatMap((reel) => reel.shown.map((step) => frameOf(reel, step)));
