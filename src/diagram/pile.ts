/** Boxes by their height in the picture: a text that looks for room asks only those that are near. */
import { type Box, CORNER, touch } from "./box.ts";

/** A line of text and what is above and below it. */
const BAND = 48;

export interface Pile<B extends Box = Box> {
  readonly all: B[];
  /** What reaches into each band, from above; what lies above the picture is in the first. */
  readonly bands: B[][];
}

export const pile = <B extends Box = Box>(): Pile<B> => ({ all: [], bands: [] });

export function put<B extends Box>({ all, bands }: Pile<B>, box: B): void {
  all.push(box);
  for (let i = bandAt(box.y - box.reachY), last = bandAt(box.y + box.reachY); i <= last; i++) {
    while (bands.length <= i) bands.push([]);
    bands[i]?.push(box);
  }
}

/** Whether the box touches one of them, those left out that are `ignored`. */
export function touches<B extends Box>(
  { bands }: Pile<B>,
  box: Box,
  clearance: number,
  ignored?: (other: B) => boolean,
): boolean {
  const { x, y } = box;
  const [across, down] = [box.reachX + clearance * CORNER, box.reachY + clearance * CORNER];
  for (let i = bandAt(y - down), last = bandAt(y + down); i <= last; i++) {
    for (const other of bands[i] ?? NONE) {
      // What is in the same band is mostly beside it.
      if (Math.abs(other.x - x) >= across + other.reachX || Math.abs(other.y - y) >= down + other.reachY)
        continue;
      if (touch(box, other, clearance) && ignored?.(other) !== true) return true;
    }
  }
  return false;
}

const NONE: readonly never[] = [];

const bandAt = (y: number): number => Math.max(0, Math.floor(y / BAND));
