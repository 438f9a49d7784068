/** What may come next while a command is typed: names, options and values, with what they mean. */
import type { Language, Locale } from "../language.ts";
import type { Command, Subcommand } from "./command.ts";
import type { Completion, CompletionItem } from "./completion.ts";
import { COMMAND_TEXT, COMPLETIONS } from "./limits.ts";
import { named } from "./named.ts";
import { describeOptions, type OptionDescription, positional } from "./options.ts";
import { suggestions } from "./typed.ts";
import { cutWords, halfWidth, quoted, type Word } from "./words.ts";

interface Asked {
  readonly locale: Locale;
  readonly commands: readonly Command[];
  readonly language: Language;
}

export function complete(
  whole: string,
  caret: number | undefined,
  locale: Locale,
  commands: readonly Command[],
  language: Language,
): Completion {
  const text = halfWidth(whole);
  const to = Math.max(0, Math.min(caret ?? text.length, text.length));
  const typed = text.slice(0, to);
  const nothing = { from: to, to, items: [] };
  const slash = /^\s*\//u.exec(typed)?.[0].length;
  if (slash === undefined || text.length > COMMAND_TEXT) return nothing;
  const words = cutWords(" ".repeat(slash) + typed.slice(slash));
  if (words.some(({ unclosed }) => unclosed)) return nothing;
  const asked = { locale, commands, language };
  // The last word is still being typed unless a space closes it.
  const last = words.at(-1);
  const open = last !== undefined && last.end === typed.length ? last : undefined;
  const done = open === undefined ? words : words.slice(0, -1);
  const found = next(done, open, asked);
  return { from: open?.start ?? to, to, ...found, items: found.items.slice(0, COMPLETIONS) };
}

type Found = Pick<Completion, "items" | "hint">;

function next(done: readonly Word[], open: Word | undefined, asked: Asked): Found {
  const [first, second, ...rest] = done;
  const typed = open?.value ?? "";
  if (first === undefined) return { items: nameItems(asked.commands, typed, asked.locale) };
  const command = named(asked.commands, first.value);
  if (command === undefined) return { items: [] };
  if (second === undefined) {
    const subcommands = open?.key === undefined ? nameItems(command.subcommands, typed, asked.locale) : [];
    if (command.bare === undefined) return { items: subcommands };
    const bare = optionItems(command.bare, [], open, asked);
    return { ...bare, items: [...subcommands, ...bare.items] };
  }
  const subcommand = named(command.subcommands, second.value);
  if (subcommand !== undefined) return optionItems(subcommand, rest, open, asked);
  if (command.bare === undefined) return { items: [] };
  return optionItems(command.bare, [second, ...rest], open, asked);
}

function optionItems(
  subcommand: Subcommand,
  done: readonly Word[],
  open: Word | undefined,
  asked: Asked,
): Found {
  const options = describeOptions(subcommand);
  const left = free(options, done);
  if (open?.key !== undefined) {
    const option = named(options, open.key);
    if (option === undefined) return { items: [] };
    const values = valueItems(option, open.value, asked);
    const items = values.map((item) => ({ ...item, insert: `${option.name}=${item.insert}` }));
    return { items, ...hintOf(option, asked) };
  }
  const typed = (open?.value ?? "").toLowerCase();
  const place = positional(options).find((option) => left.includes(option));
  const values = place === undefined ? [] : valueItems(place, open?.value ?? "", asked);
  const names = left
    .filter((option) => option.name.startsWith(typed))
    .map((option) => optionItem(option, asked.locale));
  // Values first, yet never so many that the options could not be found below them.
  const room = Math.max(COMPLETIONS - names.length, 5);
  return {
    items: [...values.slice(0, room), ...names],
    ...(place === undefined ? {} : hintOf(place, asked)),
  };
}

/** Options that the words so far leave open. */
function free(options: readonly OptionDescription[], done: readonly Word[]): OptionDescription[] {
  const left = new Set(options);
  for (const word of done) {
    const flag = named(options, word.key ?? word.value);
    if (word.key !== undefined || flag?.kind === "boolean") {
      if (flag !== undefined) left.delete(flag);
      continue;
    }
    const place = positional(options).find((option) => left.has(option));
    if (place !== undefined) left.delete(place);
  }
  return [...left];
}

function optionItem(option: OptionDescription, locale: Locale): CompletionItem {
  const flag = option.kind === "boolean";
  return {
    insert: flag ? `${option.name} ` : `${option.name}=`,
    label: flag ? option.name : `${option.name}=`,
    summary: option.summary[locale],
  };
}

function valueItems(option: OptionDescription, typed: string, asked: Asked): CompletionItem[] {
  const { locale, commands } = asked;
  return suggestions(option, typed, locale, commands).map(({ value, label }) => ({
    insert: `${quoted(value)} `,
    label: value,
    summary: label === value ? "" : label,
  }));
}

function hintOf(option: OptionDescription, { language, locale }: Asked): { hint?: string } {
  if (option.kind !== "integer" || option.min === undefined || option.max === undefined) {
    return { hint: `${option.name}: ${option.summary[locale]}` };
  }
  if (option.max === Number.MAX_SAFE_INTEGER) return { hint: `${option.name}: ${option.summary[locale]}` };
  const [min, max] = [option.min.toLocaleString(locale), option.max.toLocaleString(locale)];
  const summary = option.summary[locale];
  return { hint: language.say("chat.hint.range", locale, { name: option.name, summary, min, max }) };
}

/** Commands and subcommands by the start of their name or alias, then by anything inside the name. */
function nameItems(
  all: readonly { readonly name: string; readonly alias: string; readonly summary: Record<Locale, string> }[],
  typed: string,
  locale: Locale,
): CompletionItem[] {
  const word = typed.toLowerCase().normalize("NFC");
  const starts = all.filter(({ name, alias }) => name.startsWith(word) || alias.startsWith(word));
  const holds = all.filter((entry) => !starts.includes(entry) && entry.name.includes(word));
  return [...starts, ...holds].map(({ name, alias, summary }) => ({
    insert: `${name} `,
    label: name,
    summary: locale === "ko" ? `${alias} · ${summary.ko}` : summary.en,
  }));
}
