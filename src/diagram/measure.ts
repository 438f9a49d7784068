/** How wide a text is, from a bundled table: the layout never asks the painter. */
import { KERNS } from "./kerns.ts";
import { WIDTHS } from "./widths.ts";

export type Font = keyof typeof WIDTHS;

/** What the painter draws for a character that no shipped font has. */
export const MISSING = "□";
const FALLBACK_WIDTH = 1000;
const SPACE = 0x20;
/** From here on a letter is two units of a string. */
const TWO_UNITS = 0x10000;
/** Letters before this one are kerned. */
const KERNED = 128;

/** How far ink reaches above and below the baseline, in em; Hangul and brackets decide. */
export const ASCENT = 0.84;
export const DESCENT = 0.22;

/** A letter that the monospaced font lacks (all Hangul) is drawn with its sans companion. */
const COMPANION: Readonly<Record<Font, Font | null>> = {
  regular: null,
  bold: null,
  mono: "regular",
};

/** How wide the characters of a font are: a square for each of the first plane, where nearly all are, the others by code. */
interface Widths {
  readonly near: Int16Array;
  readonly far: ReadonlyMap<number, number>;
}

/** In `near`: the font has no such character. */
const NONE = -1;

const tables: Readonly<Record<Font, Widths>> = {
  regular: read(WIDTHS.regular),
  bold: read(WIDTHS.bold),
  mono: read(WIDTHS.mono),
};

const kerns: Readonly<Partial<Record<Font, Int16Array>>> = {
  regular: readKerns(KERNS.regular),
  bold: readKerns(KERNS.bold),
};

/** Width of `text` in pixels at `size` pixels per em. */
export function width(text: string, font: Font, size: number): number {
  const table = tables[font];
  const pairs = kerns[font];
  let sum = 0;
  let last = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    if (code >= TWO_UNITS) i++;
    const borrowed =
      code === SPACE && last >= 0 && own(last, table) === undefined && !NO_LETTER.test(text.slice(i + 1));
    sum += advance(code, borrowed ? (COMPANION[font] ?? font) : font) ?? FALLBACK_WIDTH;
    if (pairs && last >= 0 && last < KERNED && code < KERNED) sum += pairs[last * KERNED + code] ?? 0;
    last = code;
  }
  return (sum * size) / 1000;
}

/** The painter sets a space in the companion's font after its letters, except before digits and signs. */
const NO_LETTER = /^\P{L}/u;

export const drawable = (letter: string, font: Font): boolean =>
  advance(letter.codePointAt(0) ?? 0, font) !== undefined;

function advance(code: number, font: Font): number | undefined {
  const companion = COMPANION[font];
  return own(code, tables[font]) ?? (companion ? own(code, tables[companion]) : undefined);
}

function own(code: number, { near, far }: Widths): number | undefined {
  if (code >= TWO_UNITS) return far.get(code);
  const advance = near[code];
  return advance === NONE ? undefined : advance;
}

function read(lines: readonly string[]): Widths {
  const near = new Int16Array(TWO_UNITS).fill(NONE);
  const far = new Map<number, number>();
  for (const word of lines.join(" ").split(" ")) {
    const [, first, more, advance] = /^(\w+)\+(\w+):(\d+)$/.exec(word) ?? [];
    if (first === undefined || more === undefined) throw new Error(`widths.ts: "${word}" is no word`);
    const from = Number.parseInt(first, 36);
    const to = from + Number.parseInt(more, 36);
    near.fill(Number(advance), from, to + 1);
    for (let code = Math.max(from, TWO_UNITS); code <= to; code++) far.set(code, Number(advance));
  }
  return { near, far };
}

/** A square of the letters before and after: what a string of both would find in a map costs a string each time. */
function readKerns(lines: readonly string[]): Int16Array {
  const pairs = new Int16Array(KERNED * KERNED);
  for (const word of lines.join(" ").split(" ")) {
    pairs[word.charCodeAt(0) * KERNED + word.charCodeAt(1)] = Number(word.slice(2));
  }
  return pairs;
}
