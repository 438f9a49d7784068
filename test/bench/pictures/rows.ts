/** From times to rows: medians, and limits in milliseconds, bytes or times of something else. */
import type { Row } from "../../../scripts/bench-row.ts";

export const ROUNDS = 15;

export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const inMs = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value.toFixed(2)} ms`,
  limit: `${limit.toFixed(2)} ms`,
  ok: value <= limit,
});

export const inBytes = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value} bytes`,
  limit: `${limit} bytes`,
  ok: value <= limit,
});

export const timesAtMost = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value.toFixed(2)}x`,
  limit: `<= ${limit}x`,
  ok: value <= limit,
});

export const timesAtLeast = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value.toFixed(2)}x`,
  limit: `>= ${limit}x`,
  ok: value >= limit,
});

/** What this machine has not got is no failure, and is not passed over in silence. */
export const notRun = (what: string, why: string, limit: number): Row => ({
  what,
  measured: `not run: ${why}`,
  limit: `>= ${limit}x`,
  ok: true,
});
