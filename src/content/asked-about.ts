/** What of the glossary a question is about that somebody asks in words of their own. */
import { type Entry, entryOf } from "./glossary.ts";

/** How people ask somebody whom they call by name. */
const ASKED =
  /[?？]|^(what|why|when|how|who|which|explain|tell)\b|뭐|뭔|무엇|무슨|왜|언제|어떻게|설명|알려/iu;

/** Words as they stand; a Korean particle behind a Latin word is a word of its own. */
const WORD = /[\p{sc=Latin}\p{N}_-]+|\p{sc=Hangul}+/gu;
const WORDS_MAX = 4;

/** The entry of which the longest name is in it, word by word; null too where nothing is asked. */
export function askedAbout(text: string): Entry | null {
  if (!ASKED.test(text)) return null;
  const words = text.normalize("NFC").match(WORD) ?? [];
  for (let length = Math.min(WORDS_MAX, words.length); length > 0; length--) {
    for (let from = 0; from + length <= words.length; from++) {
      const entry = named(words.slice(from, from + length));
      if (entry !== null) return entry;
    }
  }
  return null;
}

/** Without the particle too that a Korean name may end in: `타임웨이트는`. */
function named(words: readonly string[]): Entry | null {
  const name = words.join(" ");
  return entryOf(name) ?? entryOf(name.replace(/(?<=\p{sc=Hangul}{2})(은|는|이|가|을|를|의|란|이란)$/u, ""));
}
