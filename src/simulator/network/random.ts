/** A small seeded generator (mulberry32): the whole state is one number, so a simulation stays plain JSON. */
export interface Draw {
  /** 0 <= value < 1 */
  readonly value: number;
  readonly next: number;
}

export function draw(state: number): Draw {
  const next = (state + 0x6d2b79f5) >>> 0;
  let mixed = next;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000, next };
}
