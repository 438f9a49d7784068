/** Boxes by their height in the picture: a text that looks for room asks only those that are near. */
import { type Box, CORNER, touch } from "./box.ts";

/** A line of text and what is above and below it. */
const BAND = 48;

/** A box, and what it is a part of. All boxes stay of one form: a copy with one field more costs more than to compare two. */
export interface Kept<Of> {
  readonly box: Box;
  readonly of: Of;
}

export interface Pile<Of> {
  readonly all: Kept<Of>[];
  /** What reaches into each band, from above; what lies above the picture is in the first. */
  readonly bands: Kept<Of>[][];
}

export const pile = <Of>(): Pile<Of> => ({ all: [], bands: [] });

export function put<Of>({ all, bands }: Pile<Of>, box: Box, of: Of): void {
  const kept = { box, of };
  all.push(kept);
  for (let i = bandAt(box.y - box.reachY), last = bandAt(box.y + box.reachY); i <= last; i++) {
    while (bands.length <= i) bands.push([]);
    bands[i]?.push(kept);
  }
}

/** Whether the box touches one of them, those left out that are `ignored`. */
export function touches<Of>(
  { bands }: Pile<Of>,
  box: Box,
  clearance: number,
  ignored?: (other: Kept<Of>) => boolean,
): boolean {
  const { x, y } = box;
  const [across, down] = [box.reachX + clearance * CORNER, box.reachY + clearance * CORNER];
  for (let i = bandAt(y - down), last = bandAt(y + down); i <= last; i++) {
    for (const kept of bands[i] ?? NONE) {
      const other = kept.box;
      // What is in the same band is mostly beside it.
      if (Math.abs(other.x - x) >= across + other.reachX || Math.abs(other.y - y) >= down + other.reachY)
        continue;
      if (touch(box, other, clearance) && ignored?.(kept) !== true) return true;
    }
  }
  return false;
}

const NONE: readonly never[] = [];

const bandAt = (y: number): number => Math.max(0, Math.floor(y / BAND));
