/** Labels of buttons that run commands: a long one is cut where it is like the others, not where it differs. */
import { cutLetters } from "./cut-text.ts";
import { BUTTON_LABEL } from "./limits.ts";

/** What stays of the beginning: the command and its subcommand, at most so many letters. */
const HEAD_WORDS = 2;
const HEAD_LETTERS = 18;

/** One label for each text, at most `BUTTON_LABEL` letters; different texts stay different as long as words can show it. */
export function labelsOf(texts: readonly string[]): readonly string[] {
  const cut = texts.map((text) => cutLetters(text, BUTTON_LABEL));
  if (new Set(cut).size === new Set(texts).size) return cut;
  const [from, behind] = [alike(texts), alike(texts.map(reversed))];
  return texts.map((text) => {
    const letters = [...text];
    if (letters.length <= BUTTON_LABEL) return text;
    const word = letters.slice(0, from).lastIndexOf(" ") + 1;
    const end = letters.length - behind;
    const space = letters.indexOf(" ", Math.max(end, word));
    const stop = space < 0 ? letters.length : space;
    const head = cutLetters(text.split(" ").slice(0, HEAD_WORDS).join(" "), HEAD_LETTERS);
    const differs = letters.slice(word, stop);
    const tail = stop < letters.length ? "…" : "";
    return fitted(`${head} … `, differs, from - word, tail);
  });
}

/** What differs begins `at` letters inside its word; where the whole has no room, its own beginning goes. */
function fitted(head: string, word: readonly string[], at: number, tail: string): string {
  const room = BUTTON_LABEL - [...head].length;
  const whole = word.join("") + tail;
  return head + cutLetters([...whole].length <= room ? whole : `…${word.slice(at).join("")}${tail}`, room);
}

const reversed = (text: string): string => [...text].reverse().join("");

/** So many letters at the beginning are the same in all of them. */
function alike(texts: readonly string[]): number {
  const [first = [], ...rest] = texts.map((text) => [...text]);
  const differs = first.findIndex((letter, at) => rest.some((other) => other[at] !== letter));
  return differs < 0 ? first.length : differs;
}
