/** Platforms whose commands have typed options: the same command as one text, so that one grammar reads both. */
import type { Locale } from "../language.ts";
import type { Command, Subcommand, Suggestion } from "./command.ts";
import { COMPLETIONS } from "./limits.ts";
import { describeOptions, type OptionDescription } from "./options.ts";
import { quoted } from "./words.ts";

export interface Typed {
  readonly command: string;
  readonly subcommand?: string;
  readonly options: readonly { readonly name: string; readonly value: string | number | boolean }[];
}

export function textOf({ command, subcommand, options }: Typed): string {
  const words = options.map(({ name, value }) => `${name}=${quoted(String(value))}`);
  return [`/${command}`, ...(subcommand === undefined ? [] : [subcommand]), ...words].join(" ");
}

/** What an option may be while it is typed, at most 25; an option that is not there offers nothing. */
export function suggest(
  at: Pick<Typed, "command" | "subcommand"> & { readonly option: string },
  typed: string,
  locale: Locale,
  commands: readonly Command[],
): readonly Suggestion[] {
  const command = commands.find(({ name }) => name === at.command);
  const subcommand = command && subcommandOf(command, at.subcommand);
  const option = subcommand && describeOptions(subcommand).find(({ name }) => name === at.option);
  return option ? suggestions(option, typed, locale, commands).slice(0, COMPLETIONS) : [];
}

const subcommandOf = (command: Command, name: string | undefined): Subcommand | undefined =>
  name === undefined ? command.bare : command.subcommands.find((one) => one.name === name);

/** Values of which value or label hold what was typed; where there is none, those that it speaks of. */
export function suggestions(
  option: OptionDescription,
  typed: string,
  locale: Locale,
  commands: readonly Command[],
): readonly Suggestion[] {
  const part = typed.toLowerCase().normalize("NFC");
  const all =
    option.kind === "string"
      ? (option.suggest?.(typed, locale, commands) ?? [])
      : choicesOf(option).map((value) => ({ value, label: option.labels?.[value]?.[locale] ?? "" }));
  const named = all.filter(({ value, label }) => `${value}\n${label}`.toLowerCase().includes(part));
  if (named.length > 0) return named;
  const meant = option.meant?.(part) ?? [];
  return all.filter(({ value }) => meant.includes(value));
}

export const choicesOf = ({ kind, choices }: OptionDescription): readonly string[] =>
  kind === "boolean" ? ["true", "false"] : choices;
