/** The names nearest to a mistyped one. */
import { NEAREST } from "./limits.ts";

const LONGEST = 40;

/** What else a name is called: an alias, a title. */
type AlsoCalled = (name: string) => readonly string[];

/**
 * Names that start with or contain what was typed come first, then those with the fewest slips. Where some
 * are close, the far ones are left out; where none is, the least far ones say what there is.
 */
export function nearest(
  word: string,
  names: readonly string[],
  most = NEAREST,
  alsoCalled?: AlsoCalled,
): string[] {
  const near = close(word, names, most, alsoCalled);
  return near.length > 0 ? near : sorted(word, names, alsoCalled).slice(0, most).map(nameOf);
}

/** As `nearest`, and none where none is close. */
export const close = (
  word: string,
  names: readonly string[],
  most = NEAREST,
  alsoCalled?: AlsoCalled,
): string[] =>
  sorted(word, names, alsoCalled)
    .filter(({ slips, letters }) => slips <= Math.max(2, word.length / 2) && slips < letters)
    .slice(0, most)
    .map(nameOf);

interface Far {
  readonly name: string;
  readonly slips: number;
  /** As many slips leave nothing of what was typed. */
  readonly letters: number;
}

const nameOf = ({ name }: Far): string => name;

function sorted(word: string, names: readonly string[], alsoCalled: AlsoCalled = () => []): Far[] {
  const typed = word.toLowerCase().slice(0, LONGEST);
  const far = (name: string): Far => {
    const forms = [name, ...alsoCalled(name)].map((form) => form.toLowerCase());
    const each = forms.map((form) => ({
      name,
      slips: distance(typed, form),
      letters: Math.max(typed.length, Math.min(form.length, LONGEST)),
    }));
    return each.reduce((a, b) => (b.slips < a.slips ? b : a));
  };
  return names
    .map((name, order) => ({ ...far(name), order }))
    .sort((a, b) => a.slips - b.slips || a.order - b.order);
}

/** A syllable of Hangul says as much as two or three letters. */
const HELD = /[가-힣]/u;

function distance(typed: string, name: string): number {
  if (typed.length >= 2 && name.startsWith(typed)) return 0;
  if (typed.length >= (HELD.test(typed) ? 2 : 3) && name.includes(typed)) return 0.5;
  return slips(typed, name.slice(0, LONGEST));
}

/** Optimal string alignment: insertions, deletions, replacements and swapped neighbours. */
export function slips(a: string, b: string): number {
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
