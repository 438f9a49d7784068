/** What every part of the contract is given. */
import type { Store } from "../../src/store/index.ts";

/** An empty store, closed after the test. */
export type Open = () => Promise<Store>;

/** A moment, and no clock: 2026-03-01T00:00:00Z. */
export const NOW = 1_772_323_200_000;
export const MINUTE = 60_000;

/** The same asked many times at once. */
export const atOnce = <T>(times: number, ask: (turn: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, turn) => ask(turn)));
