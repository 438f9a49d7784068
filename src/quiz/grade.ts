/** Reads what was answered, and marks it. */
import { placeOf } from "./letters.ts";
import type { Question } from "./question.ts";
import { shuffled } from "./seeded.ts";
import { numberTyped } from "./typed-number.ts";

/** Ids for options and things in order, a number, or own words. */
export type Given = string | number | readonly string[];

export type Read = { readonly ok: true; readonly given: Given } | { readonly ok: false };

/** Longest answer in own words that is kept. */
const OWN_WORDS_MAX = 1_500;

/** Things to put in order, as every reader of the question sees them: mixed, and never in the right order. */
export function mixed(question: Extract<Question, { kind: "order" }>) {
  const order = shuffled(question.items, question.id);
  const inOrder = order.every(({ id }, at) => question.items[at]?.id === id);
  return inOrder ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/** Letters (`B`, `a c`, `CAB`), a number (`1,101`, `0x12`, `1.5 s`), or words; not ok: it is none of what was asked for. */
export function readGiven(question: Question, text: string): Read {
  const words = text.normalize("NFKC").trim();
  switch (question.kind) {
    case "choice": {
      const chosen = lettersOf(words, question.options);
      return chosen?.length === 1 ? { ok: true, given: chosen[0] as string } : { ok: false };
    }
    case "several": {
      const chosen = lettersOf(words, question.options);
      return chosen && chosen.length > 0 ? { ok: true, given: chosen.toSorted() } : { ok: false };
    }
    case "order": {
      const chosen = lettersOf(words, mixed(question));
      return chosen?.length === question.items.length ? { ok: true, given: chosen } : { ok: false };
    }
    case "number": {
      const value = numberTyped(words, question.unit.en);
      return value === undefined ? { ok: false } : { ok: true, given: value };
    }
    case "open":
      return words === "" ? { ok: false } : { ok: true, given: [...words].slice(0, OWN_WORDS_MAX).join("") };
  }
}

/** Undefined where a letter stands for nothing, or stands twice. */
function lettersOf(words: string, all: readonly { readonly id: string }[]): string[] | undefined {
  const letters = words.toUpperCase().replace(/[\s,.>→()-]+/gu, "");
  const ids = [...letters].map((letter) => all[placeOf(letter)]?.id);
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length && new Set(known).size === known.length ? known : undefined;
}

/** Null: own words, which only their author can mark. */
export function isRight(question: Question, given: Given): boolean | null {
  switch (question.kind) {
    case "choice":
      return question.options.some(({ id, right }) => right === true && id === given);
    case "several": {
      const right = question.options.filter((one) => one.right).map(({ id }) => id);
      return Array.isArray(given) && given.length === right.length && right.every((id) => given.includes(id));
    }
    case "number":
      // A tolerance of 0.1 must let 1.1 count for 1: decimal fractions are not exact.
      return typeof given === "number" && Math.abs(given - question.answer) <= question.tolerance + 1e-9;
    case "order":
      return (
        Array.isArray(given) &&
        given.length === question.items.length &&
        question.items.every(({ id }, at) => given[at] === id)
      );
    case "open":
      return null;
  }
}
