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

/** Fisher-Yates. */
export function shuffled<T>(all: readonly T[], seed: string): T[] {
  const chance = chancesOf(seed);
  const order = [...all];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
