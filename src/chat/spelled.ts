/**
 * What people write apart although the grammar has it together: `--rtt 80`, `rtt = 80`, `three way`, `오후 9시`.
 * A value that stands as it should is left alone, and so is a sentence.
 */
import { named } from "./named.ts";
import { type OptionDescription, positional } from "./options.ts";
import { knows, reads } from "./value.ts";
import type { Word } from "./words.ts";

/** Longest value that is written as several words. */
const WORDS_MAX = 4;

/** @param whole the text that the words were cut from. */
export function together(
  words: readonly Word[],
  options: readonly OptionDescription[],
  whole: string,
): readonly Word[] {
  if (options.some(({ rest }) => rest === true)) return words;
  const joined: Word[] = [];
  let placed = 0;
  for (let at = 0; at < words.length; ) {
    const place = positional(options)[placed];
    const left = words.slice(at);
    const apart = namedApart(left, options, place);
    const found = apart ? longer(apart, left, options, whole) : severalWords(left, options, place, whole);
    const word = found?.word ?? (words[at] as Word);
    if (word.key === undefined && flagless(word, options)) placed++;
    joined.push(word);
    at += found?.length ?? 1;
  }
  return joined;
}

interface Joined {
  readonly word: Word;
  /** How many words it was. */
  readonly length: number;
}

/** A name and its value, with a space where `=` would be or around it. */
function namedApart(
  [first, second, third]: readonly Word[],
  options: readonly OptionDescription[],
  place: OptionDescription | undefined,
): Joined | undefined {
  if (first === undefined || second === undefined || second.key !== undefined) return undefined;
  // `rtt= 80`
  if (first.key !== undefined)
    return first.end === first.from ? pair(first, first.key, second, 2) : undefined;
  const name = first.value.replace(/^--/u, "");
  const option = named(options, name);
  if (option === undefined || option.kind === "boolean") return undefined;
  if (second.value === "=" && third?.key === undefined) {
    return third === undefined ? undefined : pair(first, name, third, 3);
  }
  if (/^=./u.test(second.value)) {
    return pair(first, name, { ...second, value: second.value.slice(1), from: second.from + 1 }, 2);
  }
  // `rtt 80`, unless the name itself is the value that comes next: `/explain window`.
  const isValue = place !== undefined && (place.kind === "string" || reads(place, first.value));
  return first.value.startsWith("--") || !isValue ? pair(first, name, second, 2) : undefined;
}

const pair = (name: Word, key: string, value: Word, length: number): Joined => ({
  word: { ...value, key, start: name.start },
  length,
});

/** `rtt = 80 ms` */
function longer(
  apart: Joined,
  words: readonly Word[],
  options: readonly OptionDescription[],
  whole: string,
): Joined {
  const more = severalWords([apart.word, ...words.slice(apart.length)], options, undefined, whole);
  return more === undefined ? apart : { word: more.word, length: apart.length + more.length - 1 };
}

/** As many words as make one value, or one word for several values. */
function severalWords(
  words: readonly Word[],
  options: readonly OptionDescription[],
  place: OptionDescription | undefined,
  whole: string,
): Joined | undefined {
  const [first, ...rest] = words;
  const option = first?.key === undefined ? place : named(options, first.key);
  if (first === undefined || option === undefined) return undefined;
  const next = rest.findIndex((word) => word.key !== undefined || !flagless(word, options));
  const most = Math.min(WORDS_MAX, 1 + (next < 0 ? rest.length : next));
  for (let length = most; length > 1; length--) {
    const { end } = words[length - 1] as Word;
    const value = whole.slice(first.from, end);
    if (reads(option, value) || knows(option, value)) return { word: { ...first, value, end }, length };
  }
  return undefined;
}

const flagless = (word: Word, options: readonly OptionDescription[]): boolean =>
  named(options, word.value.replace(/^--/u, ""))?.kind !== "boolean";
