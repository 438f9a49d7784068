/** A command as a form: for who would rather fill in than type, and for what was typed and did not fit. */
import type { Locale } from "../language.ts";
import { assign } from "./assign.ts";
import { type Files, textOf as fileOf } from "./attached.ts";
import type { Command, Subcommand } from "./command.ts";
import { cutLetters } from "./cut-text.ts";
import { CHOICE_LABEL, CHOICES, FIELD_HINT, FIELD_LABEL, FORM_FIELDS, FORM_TITLE } from "./limits.ts";
import type { Choice, Field, Form, Press } from "./message.ts";
import { named } from "./named.ts";
import { describeOptions, type OptionDescription, positional } from "./options.ts";
import { fits } from "./press.ts";
import { together } from "./spelled.ts";
import { choicesOf, textOf } from "./typed.ts";
import { cutWords, halfWidth } from "./words.ts";

/** A press whose verb is `FILL` is the bot's own: it opens the command's form, or runs what was filled in. */
export const FILL = "fill";

interface Understood {
  readonly command: Command;
  readonly subcommand: Subcommand;
  readonly values: ReadonlyMap<string, string>;
}

/** What of a command's text can be understood; undefined where not even the subcommand can. */
export function understood(text: string, commands: readonly Command[]): Understood | undefined {
  const whole = halfWidth(text.normalize("NFC")).replace(/^\s*\//u, (slash) => " ".repeat(slash.length));
  const [first, second, ...rest] = cutWords(whole);
  const command = first && named(commands, first.value);
  if (command === undefined) return undefined;
  const chosen = second && named(command.subcommands, second.value);
  const subcommand = chosen ?? command.bare;
  if (subcommand === undefined) return undefined;
  const words = chosen === undefined && second !== undefined ? [second, ...rest] : rest;
  const options = describeOptions(subcommand);
  const assigned = assign(together(words, options, whole), options, whole);
  const given = [...(assigned?.given ?? [])].map(([{ name }, { value }]) => [name, value] as const);
  return { command, subcommand, values: new Map(given) };
}

/** Opens the form of a command's text; carries as much of it as a button's id can hold. */
export function filling(text: string, commands: readonly Command[]): Press | undefined {
  const found = understood(text, commands);
  if (found === undefined || describeOptions(found.subcommand).length === 0) return undefined;
  const { command, subcommand } = found;
  const name = subcommand === command.bare ? "" : subcommand.name;
  const rest = text.trim().replace(/^\/?\S+\s*/u, "");
  const whole = { command: command.name, verb: FILL, args: [rest] };
  return fits(whole) ? whole : { ...whole, args: [name] };
}

/** At most five options, those that stand by place first: a form has no room for more. */
export function formOf({ command, subcommand, values }: Understood, locale: Locale): Form {
  const options = describeOptions(subcommand);
  const places = positional(options);
  const given = options.filter(({ name }) => values.has(name));
  const ordered = [...new Set([...places, ...given, ...options])].slice(0, FORM_FIELDS);
  const name = subcommand === command.bare ? "" : subcommand.name;
  return {
    title: cutLetters(`/${command.name} ${name}`.trim(), FORM_TITLE),
    press: { command: command.name, verb: FILL, args: [name] },
    fields: ordered.map((option) => fieldOf(option, values.get(option.name), locale)),
  };
}

function fieldOf(option: OptionDescription, given: string | undefined, locale: Locale): Field {
  const { name, summary, required, min, max } = option;
  const choices = choicesIn(option, locale);
  const known = choices.some(({ value }) => value === given);
  const range =
    min !== undefined && max !== undefined && max < Number.MAX_SAFE_INTEGER ? ` ${min}–${max}` : "";
  const value = choices.length > 0 && !known ? option.default : (given ?? option.default);
  return {
    name,
    label: cutLetters(summary[locale], FIELD_LABEL),
    hint: cutLetters(`${name}${range}`, FIELD_HINT),
    kind: kindOf(option, choices),
    required,
    ...(choices.length > 0 && { choices }),
    ...(value !== undefined && { value: String(value) }),
  };
}

function kindOf({ names, rest }: OptionDescription, choices: readonly Choice[]): Field["kind"] {
  if (names === "file") return "file";
  if (choices.length > 0) return "choice";
  return rest ? "text" : "line";
}

/** None where there are too many to choose from: then the word is typed. */
function choicesIn(option: OptionDescription, locale: Locale): readonly Choice[] {
  const values = choicesOf(option);
  if (values.length > CHOICES) return [];
  return values.map((value) => {
    const label = option.labels?.[value]?.[locale];
    return { value, label: cutLetters(label === undefined ? value : `${value} · ${label}`, CHOICE_LABEL) };
  });
}

/** What was filled in, as the command's text, and what stands for files; fields that were left empty are left out. */
export function filled(
  press: Press,
  fields: Readonly<Record<string, string>>,
  commands: readonly Command[],
): { readonly text: string; readonly files: Files } {
  const [subcommand = ""] = press.args;
  const found = understood(`/${press.command} ${subcommand}`, commands);
  const isFile = (name: string): boolean =>
    found !== undefined &&
    describeOptions(found.subcommand).some((option) => option.name === name && option.names === "file");
  const given = Object.entries(fields).filter(([, value]) => value.trim() !== "");
  const options = given.filter(([name]) => !isFile(name)).map(([name, value]) => ({ name, value }));
  return {
    text: textOf({ command: press.command, ...(subcommand !== "" && { subcommand }), options }),
    files: Object.fromEntries(
      given.filter(([name]) => isFile(name)).map(([name, value]) => [name, fileOf(value)]),
    ),
  };
}
