/** How wide a text is, from a bundled table: the layout never asks the painter. */
import { KERNS } from "./kerns.ts";
import { WIDTHS } from "./widths.ts";

export type Font = keyof typeof WIDTHS;

/** What the painter draws for a character that no shipped font has. */
export const MISSING = "□";
const FALLBACK_WIDTH = 1000;

/** How far ink reaches above and below the baseline, in em; Hangul and brackets decide. */
export const ASCENT = 0.84;
export const DESCENT = 0.22;

/** A letter that the monospaced font lacks (all Hangul) is drawn with its sans companion. */
const COMPANION: Readonly<Record<Font, Font | null>> = {
  regular: null,
  bold: null,
  mono: "regular",
};

const tables: Readonly<Record<Font, ReadonlyMap<number, number>>> = {
  regular: read(WIDTHS.regular),
  bold: read(WIDTHS.bold),
  mono: read(WIDTHS.mono),
};

const kerns: Readonly<Partial<Record<Font, ReadonlyMap<string, number>>>> = {
  regular: readKerns(KERNS.regular),
  bold: readKerns(KERNS.bold),
};

/** Width of `text` in pixels at `size` pixels per em. */
export function width(text: string, font: Font, size: number): number {
  let sum = 0;
  let last = "";
  const letters = [...text];
  for (const [i, letter] of letters.entries()) {
    const borrowed = letter === " " && isBorrowed(last, font) && !NO_LETTER.test(letters[i + 1] ?? "");
    sum += advance(letter, borrowed ? (COMPANION[font] ?? font) : font) ?? FALLBACK_WIDTH;
    sum += kerns[font]?.get(last + letter) ?? 0;
    last = letter;
  }
  return (sum * size) / 1000;
}

/** The painter sets a space in the companion's font after its letters, except before digits and signs. */
const NO_LETTER = /^\P{L}/u;

const isBorrowed = (letter: string, font: Font): boolean =>
  letter !== "" && !tables[font].has(letter.codePointAt(0) ?? 0);

export const drawable = (letter: string, font: Font): boolean => advance(letter, font) !== undefined;

function advance(letter: string, font: Font): number | undefined {
  const code = letter.codePointAt(0) ?? 0;
  const companion = COMPANION[font];
  return tables[font].get(code) ?? (companion ? tables[companion].get(code) : undefined);
}

function read(lines: readonly string[]): ReadonlyMap<number, number> {
  const widths = new Map<number, number>();
  for (const word of lines.join(" ").split(" ")) {
    const [, first, more, advance] = /^(\w+)\+(\w+):(\d+)$/.exec(word) ?? [];
    if (first === undefined || more === undefined) throw new Error(`widths.ts: "${word}" is no word`);
    const from = Number.parseInt(first, 36);
    const to = from + Number.parseInt(more, 36);
    for (let code = from; code <= to; code++) widths.set(code, Number(advance));
  }
  return widths;
}

function readKerns(lines: readonly string[]): ReadonlyMap<string, number> {
  const words = lines.join(" ").split(" ");
  return new Map(words.map((word) => [word.slice(0, 2), Number(word.slice(2))]));
}
