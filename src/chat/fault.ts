/** What a learner got wrong in a command, as values, and the sentences that say so. */
import type { Language, Locale, Values } from "../language.ts";
import type { Localised } from "./command.ts";
import { ECHO } from "./limits.ts";

export type Fault =
  | { readonly kind: "empty"; readonly near: readonly string[] }
  | { readonly kind: "too long"; readonly length: number; readonly max: number }
  | { readonly kind: "unprintable" }
  | { readonly kind: "open quote" }
  | {
      readonly kind: "unknown command";
      readonly word: string;
      readonly near: readonly string[];
      /** None is like what was typed. */
      readonly far?: true;
    }
  | {
      readonly kind: "unknown subcommand";
      readonly command: string;
      readonly word: string;
      readonly near: readonly string[];
    }
  | {
      readonly kind: "unknown option" | "unexpected";
      readonly word: string;
      readonly near: readonly string[];
    }
  | { readonly kind: "twice"; readonly option: string }
  | {
      readonly kind: "missing";
      readonly option: string;
      /** What it is. */
      readonly summary: Localised;
      readonly near: readonly string[];
    }
  | {
      readonly kind: "not a number" | "out of range";
      readonly option: string;
      readonly word: string;
      readonly min: number;
      readonly max: number;
      /** Out of range: the end that is nearest. */
      readonly near?: readonly string[];
    }
  | {
      readonly kind: "no such choice" | "bad value";
      readonly option: string;
      readonly word: string;
      readonly near: readonly string[];
      /** None is like what was typed: `near` are examples. */
      readonly far?: true;
    }
  | { readonly kind: "not yes or no"; readonly option: string; readonly word: string }
  /** `max` in KiB. */
  | { readonly kind: "file too large"; readonly option: string; readonly max: number }
  | { readonly kind: "no text file"; readonly option: string; readonly endings: string }
  | { readonly kind: "file unread"; readonly option: string };

export function faultSentence(fault: Fault, language: Language, locale: Locale): string {
  const sentence = language.say(`chat.fault.${keyOf(fault)}`, locale, valuesOf(fault, locale));
  const near = ("near" in fault ? fault.near : undefined) ?? [];
  if (near.length === 0) return sentence;
  if (near.some(isSentence)) {
    const lines = near.map((one) => `- \`${plain(one)}\``);
    return [`${sentence} ${language.say("chat.near.these", locale)}`, ...lines].join("\n");
  }
  const prefix = fault.kind === "unknown command" || fault.kind === "empty" ? "/" : "";
  const listed = near.map((name) => `\`${prefix}${echo(name)}\``).join(", ");
  return `${sentence} ${language.say(`chat.near.${nearKey(fault)}`, locale, { near: listed })}`;
}

/** A limit that is only the reach of the number type is no range to tell anybody. */
function keyOf(fault: Fault): string {
  const key = fault.kind.replaceAll(" ", "-");
  if (fault.kind !== "not a number" && fault.kind !== "out of range") return key;
  return fault.max === Number.MAX_SAFE_INTEGER ? `${key}-from` : key;
}

function nearKey(fault: Fault): string {
  if (fault.kind === "unknown command") return fault.far ? "try" : "did-you-mean";
  if (fault.kind === "missing" || ("far" in fault && fault.far)) return "for-example";
  if (fault.kind === "out of range") return "nearest-value";
  if (fault.kind === "empty") return "try";
  return "did-you-mean";
}

function valuesOf(fault: Fault, locale: Locale): Values {
  const written = (value: unknown): string =>
    typeof value === "number" ? value.toLocaleString(locale) : echo(String(value));
  return Object.fromEntries(
    Object.entries(fault)
      .filter(([name]) => !["kind", "near", "far"].includes(name))
      .map(([name, value]) => [name, name === "summary" ? (value as Localised)[locale] : written(value)]),
  );
}

/** Sentences have ends and commas of their own: each stands on a line, and whole. */
const isSentence = (text: string): boolean => /[.?!]$/u.test(text);

/** Harmless inside `` `code` ``. */
const plain = (text: string): string => text.replaceAll("`", "'").replace(/\s+/gu, " ").trim();

/** A learner's own word, cut short. */
export function echo(word: string): string {
  const letters = [...plain(word)];
  return letters.length > ECHO ? `${letters.slice(0, ECHO).join("")}…` : letters.join("");
}
