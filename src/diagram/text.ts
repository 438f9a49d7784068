/** Any text a learner or a scenario brings, made fit to be drawn: clean, one line, never too wide. */
import { drawable, type Font, MISSING, width } from "./measure.ts";

/** Longer texts are cut before anything is measured. */
const TEXT_CHARS_MAX = 400;
/** Step in which lines are made narrower to be of like length. */
const NARROWER = 12;
const NARROWEST = 0.7;
const ELLIPSIS = "…";

/** Controls, bidirectional overrides, joiners and variation selectors: they have no ink of their own. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]+/gu;

/** Nothing of this is more than one letter, or less. */
const PLAIN = /^[\x20-\x7e가-힣·×→…]*$/u;

/** What `clean` leaves as it is: nearly every text. */
const CLEAN = /^(?:[!-,.-~가-힣·×→…]|-(?!>)| (?=[^ ]))*$/u;

export interface Clipped {
  readonly text: string;
  /** Graphemes that no shipped font can draw; each became a box. */
  readonly missing: number;
}

/** `text` without what cannot be drawn, cut with an ellipsis so that it is at most `max` pixels wide. */
export function clip(text: string, font: Font, size: number, max: number): Clipped {
  if (isClean(text) && width(text, font, size) <= max) return { text, missing: 0 };
  const { letters, missing } = clean(text, font);
  const whole = letters.join("");
  if (width(whole, font, size) <= max) return { text: whole, missing };
  const room = max - width(ELLIPSIS, font, size);
  let kept = "";
  for (const letter of letters) {
    if (width(kept + letter, font, size) > room) break;
    kept += letter;
  }
  return { text: room < 0 ? "" : kept.trimEnd() + ELLIPSIS, missing };
}

/** As `clip`, but on at most `lines` lines of like length, broken at spaces; the last one is cut. */
export function wrap(text: string, font: Font, size: number, max: number, lines: number): Clipped[] {
  const cut = text.length > TEXT_CHARS_MAX ? text.slice(0, TEXT_CHARS_MAX) + ELLIPSIS : text;
  const words = cut.split(/\s+/u).filter(Boolean);
  const widths = words.map((word) => {
    const drawn = isClean(word) ? word : clean(word, font).letters.join("");
    return width(drawn, font, size);
  });
  const space = width(" ", font, size);
  let breaks = breakAt(widths, space, max, lines);
  // As narrow as it gets without another line: no single word is left over.
  for (let narrow = max - NARROWER; narrow > max * NARROWEST; narrow -= NARROWER) {
    const next = breakAt(widths, space, narrow, lines);
    if (next.length > breaks.length || lastLine(widths, next, space) > narrow) break;
    breaks = next;
  }
  return breaks.map((from, i) => clip(words.slice(from, breaks[i + 1]).join(" "), font, size, max));
}

/** Index of the first word of each line. */
function breakAt(widths: readonly number[], space: number, max: number, lines: number): number[] {
  const breaks: number[] = [];
  let used = 0;
  for (const [i, wide] of widths.entries()) {
    if (i === 0 || (used + space + wide > max && breaks.length < lines)) {
      breaks.push(i);
      used = wide;
    } else {
      used += space + wide;
    }
  }
  return breaks;
}

const lastLine = (widths: readonly number[], breaks: readonly number[], space: number): number =>
  widths.slice(breaks.at(-1)).reduce((sum, wide) => sum + space + wide, -space);

const isClean = (text: string): boolean =>
  text.length <= TEXT_CHARS_MAX && !text.startsWith(" ") && CLEAN.test(text);

function clean(text: string, font: Font): { letters: string[]; missing: number } {
  let missing = 0;
  const visible = text
    .slice(0, TEXT_CHARS_MAX)
    .normalize("NFC")
    .replace(/\s+/gu, " ")
    // Pretendard draws "->" as an arrow of another width than its two letters.
    .replaceAll("->", "→")
    .replace(INVISIBLE, "")
    .trim();
  const segments = PLAIN.test(visible) ? [...visible] : graphemesOf(visible);
  const letters = segments.map((segment) => {
    // A base letter with marks is one column; the table knows only the single letters.
    if ([...segment].length === 1 && drawable(segment, font)) return segment;
    missing++;
    return MISSING;
  });
  return { letters, missing };
}

/** What cuts them is made where a text needs it, which few do: the first one takes longer than laying out a picture. */
const graphemesOf = (text: string): string[] =>
  [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
