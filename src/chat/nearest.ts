/** The names nearest to a mistyped one. */
import { NEAREST } from "./limits.ts";

const LONGEST = 40;

/**
 * Names that start with or contain what was typed come first, then those with the fewest slips. Where some
 * are close, the far ones are left out; where none is, the least far ones say what there is.
 */
export function nearest(word: string, names: readonly string[], most = NEAREST): string[] {
  const typed = word.toLowerCase().slice(0, LONGEST);
  const sorted = names
    .map((name, order) => ({ name, order, slips: distance(typed, name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips || a.order - b.order);
  const close = sorted.filter(({ slips }) => slips <= Math.max(2, typed.length / 2));
  return (close.length > 0 ? close : sorted).slice(0, most).map(({ name }) => name);
}

function distance(typed: string, name: string): number {
  if (typed.length >= 2 && name.startsWith(typed)) return 0;
  if (typed.length >= 3 && name.includes(typed)) return 0.5;
  return slips(typed, name.slice(0, LONGEST));
}

/** Optimal string alignment: insertions, deletions, replacements and swapped neighbours. */
function slips(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, at(above, j) + 1, at(row, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(before, j - 2) + 1);
      }
      row.push(best);
    }
    before = above;
    above = row;
  }
  return at(above, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;
