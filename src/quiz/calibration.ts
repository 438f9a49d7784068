/** Whether the model's estimates have come true: the only honest proof of them. */
import type { Prediction } from "./review.ts";

/** Below this many reviews there is no figure. */
const REVIEWS_MIN = 50;

export interface Calibration {
  readonly reviews: number;
  /** Means, from 0 to 1. */
  readonly predicted: number;
  readonly recalled: number;
  /** Mean square of the error: 0 is perfect, 0.25 what "50 %" for everything gets. */
  readonly brier: number;
}

export function calibrationOf(all: readonly Prediction[]): Calibration | undefined {
  if (all.length < REVIEWS_MIN) return undefined;
  const actual = all.map(({ recalled }) => (recalled ? 1 : 0));
  return {
    reviews: all.length,
    predicted: mean(all.map(({ predicted }) => predicted)),
    recalled: mean(actual),
    brier: mean(all.map(({ predicted }, at) => (predicted - (actual[at] as number)) ** 2)),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
