/** Which word of a command's text is meant for which of its options. */
import type { Fault } from "./fault.ts";
import { named } from "./named.ts";
import { close, nearest } from "./nearest.ts";
import { type OptionDescription, positional } from "./options.ts";
import type { Word } from "./words.ts";

interface Assigned {
  readonly given: Map<OptionDescription, Word>;
  readonly faults: Fault[];
}

/** Which word is meant for which option. `undefined`: a quote is opened and not closed. */
export function assign(
  words: readonly Word[],
  options: readonly OptionDescription[],
  whole: string,
): Assigned | undefined {
  const given = new Map<OptionDescription, Word>();
  const faults: Fault[] = [];
  const known = (typed: string): string[] => options.map(({ name }) => name).filter((name) => name !== typed);
  const sentence = options.find(({ rest }) => rest === true);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    const option = word.key === undefined ? byPlace(word, options, given) : named(options, word.key);
    if (sentence !== undefined && (option ?? sentence) === sentence && !given.has(sentence)) {
      const last = Math.max(
        at,
        words.findLastIndex((one) => !isOption(one, options)),
      );
      given.set(sentence, joined(words.slice(at, last + 1), sentence, whole));
      at = last;
    } else if (word.unclosed) return undefined;
    else if (option === undefined) {
      const kind = word.key === undefined ? "unexpected" : "unknown option";
      const find = word.key === undefined ? close : nearest;
      faults.push({ kind, word: wordOf(word), near: find(wordOf(word), known(wordOf(word))) });
    } else if (given.has(option)) faults.push({ kind: "twice", option: option.name });
    else given.set(option, flagged(option, word));
  }
  return { given, faults };
}

/** Stands for an option by itself: it ends a sentence, and within one it is a part of it. */
function isOption(word: Word, options: readonly OptionDescription[]): boolean {
  const option = word.key === undefined ? flagOf(word, options) : named(options, word.key);
  return option !== undefined && option.rest !== true;
}

/** The sentence as it was typed, signs and spaces and all; only quotes around the whole of it are taken off. */
function joined(words: readonly Word[], option: OptionDescription, whole: string): Word {
  const [first, last] = [words[0] as Word, words.at(-1) as Word];
  const keyed = first.key !== undefined && named([option], first.key) !== undefined;
  if (first === last && (keyed || first.key === undefined)) return first;
  const start = keyed ? first.from : first.start;
  return { value: whole.slice(start, last.end), start: first.start, from: start, end: last.end };
}

/** A bare flag first (`public`), else the next place that is still empty. */
function byPlace(
  word: Word,
  options: readonly OptionDescription[],
  given: ReadonlyMap<OptionDescription, Word>,
): OptionDescription | undefined {
  return flagOf(word, options) ?? positional(options).find((option) => !given.has(option));
}

function flagOf(word: Word, options: readonly OptionDescription[]): OptionDescription | undefined {
  const option = named(options, word.value.replace(/^--/u, ""));
  return option?.kind === "boolean" ? option : undefined;
}

const flagged = (option: OptionDescription, word: Word): Word =>
  option.kind === "boolean" && word.key === undefined ? { ...word, value: "true" } : word;

/** As it was typed, or the name in `name=value`. */
export const wordOf = (word: Word): string => word.key ?? word.value;
