/** Order by chance, and yet the same again for the same seed. */

/** Chances in [0, 1), one after another: FNV-1a of the seed, then mulberry32. */
function chancesOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const octet of new TextEncoder().encode(seed)) state = Math.imul(state ^ octet, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a seed draws, one thing after another. */
export interface Draw {
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** Of a list that is not empty. */
  one<T>(all: readonly T[]): T;
  mixed<T>(all: readonly T[]): T[];
}

export function drawFrom(seed: string): Draw {
  const chance = chancesOf(seed);
  const whole = (min: number, max: number): number => min + Math.floor(chance() * (max - min + 1));
  return {
    whole,
    one: <T>(all: readonly T[]): T => all[whole(0, all.length - 1)] as T,
    mixed: (all) => mixedBy(all, chance),
  };
}

export const shuffled = <T>(all: readonly T[], seed: string): T[] => mixedBy(all, chancesOf(seed));

/** Fisher-Yates. */
function mixedBy<T>(all: readonly T[], chance: () => number): T[] {
  const order = [...all];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
