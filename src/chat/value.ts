/** One option's word, read as the kind that the option declares. */

import { LOCALES, type Locale } from "../language.ts";
import type { Command } from "./command.ts";
import type { Fault } from "./fault.ts";
import { NEAREST } from "./limits.ts";
import { close } from "./nearest.ts";
import type { OptionDescription } from "./options.ts";

export type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: Fault };

const YES: readonly string[] = ["true", "yes", "on", "1", "예", "네", "응", "켜기"];
const NO: readonly string[] = ["false", "no", "off", "0", "아니요", "아니오", "아니", "끄기"];

export function readValue(
  option: OptionDescription,
  word: string,
  locale: Locale,
  commands: readonly Command[],
): Read {
  if (option.kind === "integer") return readInteger(option, word);
  if (option.kind === "boolean") return readBoolean(option, word);
  if (option.kind === "string") {
    const listed = suggested(option, word, locale, commands);
    const value = listed.find((name) => name.toLowerCase() === word.toLowerCase());
    return { ok: true, value: option.reads?.(word) ?? value ?? word };
  }
  const value = choiceOf(option, word);
  if (value !== undefined) return { ok: true, value };
  const like = close(word, option.choices, NEAREST, (choice) => titlesOf(option, choice));
  const near = [...new Set([...(option.meant?.(word) ?? []), ...like])].slice(0, NEAREST);
  const examples = near.length > 0 ? near : option.choices.slice(0, NEAREST);
  const far = near.length === 0 ? { far: true as const } : {};
  return { ok: false, fault: { kind: "no such choice", option: option.name, word, near: examples, ...far } };
}

/** Whether the option would take these words, however they are spaced: `3-way 핸드셰이크`, `80 ms`, `오후 9시`. */
export function reads(option: OptionDescription, text: string): boolean {
  if (option.kind === "enum") return choiceOf(option, text) !== undefined;
  if (option.kind === "integer") return readInteger(option, text).ok;
  return option.kind === "string" && option.reads?.(text) !== undefined;
}

/** Whether the option knows what these words speak of, although they are no value of its own: `time wait`. */
export const knows = ({ meant }: OptionDescription, text: string): boolean =>
  (meant?.(text) ?? []).length > 0;

/** An enum's value by its name, or by what it is called in either language; signs and spaces do not count. */
function choiceOf(option: OptionDescription, word: string): string | undefined {
  const exact = option.choices.find((choice) => choice.toLowerCase() === word.toLowerCase());
  const typed = folded(word);
  if (exact !== undefined || typed === "") return exact;
  const forms = (choice: string): readonly string[] => [choice, ...titlesOf(option, choice)];
  return option.choices.find((choice) => forms(choice).some((form) => folded(form) === typed));
}

const titlesOf = ({ labels }: OptionDescription, choice: string): readonly string[] =>
  LOCALES.flatMap((locale) => labels?.[choice]?.[locale] ?? []);

/** `3-way` and `3way` are what `three-way` is called as often. */
const NUMBERS: Readonly<Record<string, string>> = { 2: "two", 3: "three", 4: "four" };

const folded = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_\-·]+/gu, "")
    .replace(/^([234])(?=way|웨이)/u, (digit) => NUMBERS[digit] ?? digit)
    .replace("웨이", "way");

/** Values that are known beforehand: an enum's choices, or what the option suggests for the word typed so far. */
export function suggested(
  option: OptionDescription,
  typed: string,
  locale: Locale,
  commands: readonly Command[],
): readonly string[] {
  if (option.kind === "enum") return option.choices;
  if (option.kind === "boolean") return ["true", "false"];
  return option.suggest?.(typed, locale, commands).map(({ value }) => value) ?? [];
}

function readInteger({ name, min, max, units = [], reads }: OptionDescription, word: string): Read {
  const bare = reads?.(word) ?? withoutUnit(word, units);
  // Thousands may be set apart as in the texts: 1,101.
  const digits = /^[+-]?\d{1,3}(,\d{3})+$/u.test(bare) ? bare.replaceAll(",", "") : bare;
  const limits = {
    option: name,
    word,
    min: min ?? -Number.MAX_SAFE_INTEGER,
    max: max ?? Number.MAX_SAFE_INTEGER,
  };
  if (!/^[+-]?\d+$/u.test(digits)) return { ok: false, fault: { kind: "not a number", ...limits } };
  const value = Number(digits);
  if (value < limits.min || value > limits.max) {
    const near = [String(value < limits.min ? limits.min : limits.max)];
    return { ok: false, fault: { kind: "out of range", ...limits, near } };
  }
  return { ok: true, value };
}

function withoutUnit(word: string, units: readonly string[]): string {
  const unit = units.find((one) => word.toLowerCase().endsWith(one.toLowerCase()));
  return unit === undefined ? word : word.slice(0, -unit.length).trimEnd();
}

function readBoolean({ name }: OptionDescription, word: string): Read {
  const answer = word.toLowerCase();
  if (YES.includes(answer)) return { ok: true, value: true };
  if (NO.includes(answer)) return { ok: true, value: false };
  return { ok: false, fault: { kind: "not yes or no", option: name, word } };
}
