/** One option's word, read as the kind that the option declares. */
import type { Locale } from "../language.ts";
import type { Command } from "./command.ts";
import type { Fault } from "./fault.ts";
import { nearest } from "./nearest.ts";
import type { OptionDescription } from "./options.ts";

export type Read =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: Fault };

const YES: readonly string[] = ["true", "yes", "on", "1", "예", "네"];
const NO: readonly string[] = ["false", "no", "off", "0", "아니요", "아니오"];

export function readValue(
  option: OptionDescription,
  word: string,
  locale: Locale,
  commands: readonly Command[],
): Read {
  if (option.kind === "integer") return readInteger(option, word);
  if (option.kind === "boolean") return readBoolean(option, word);
  const names = suggested(option, word, locale, commands);
  const value = names.find((name) => name.toLowerCase() === word.toLowerCase());
  if (option.kind === "string") return { ok: true, value: value ?? word };
  if (value !== undefined) return { ok: true, value };
  const near = nearest(word, option.choices);
  return { ok: false, fault: { kind: "no such choice", option: option.name, word, near } };
}

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

function readInteger({ name, min, max }: OptionDescription, word: string): Read {
  // Thousands may be set apart as in the texts: 1,101.
  const digits = /^[+-]?\d{1,3}(,\d{3})+$/u.test(word) ? word.replaceAll(",", "") : word;
  const limits = {
    option: name,
    word,
    min: min ?? -Number.MAX_SAFE_INTEGER,
    max: max ?? Number.MAX_SAFE_INTEGER,
  };
  if (!/^[+-]?\d+$/u.test(digits)) return { ok: false, fault: { kind: "not a number", ...limits } };
  const value = Number(digits);
  if (value < limits.min || value > limits.max) {
    return { ok: false, fault: { kind: "out of range", ...limits } };
  }
  return { ok: true, value };
}

function readBoolean({ name }: OptionDescription, word: string): Read {
  const answer = word.toLowerCase();
  if (YES.includes(answer)) return { ok: true, value: true };
  if (NO.includes(answer)) return { ok: true, value: false };
  return { ok: false, fault: { kind: "not yes or no", option: name, word } };
}
