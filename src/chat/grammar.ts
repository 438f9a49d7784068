/**
 * The text grammar of every platform without typed options:
 * `/handshake run syn-lost rtt=80 seed=7 public`. A mistake is a value that names the way out.
 */
import type { Locale } from "../language.ts";
import { assign, wordOf } from "./assign.ts";
import { attachedFault, type Files } from "./attached.ts";
import type { Command, Subcommand } from "./command.ts";
import type { Fault } from "./fault.ts";
import { firstStepsOf } from "./first-steps.ts";
import { COMMAND_TEXT, FAULTS, NEAREST } from "./limits.ts";
import { named } from "./named.ts";
import { close, nearest } from "./nearest.ts";
import { describeOptions, type OptionDescription, positional } from "./options.ts";
import { together } from "./spelled.ts";
import { readValue, suggested } from "./value.ts";
import { cutWords, halfWidth, quoted, type Word } from "./words.ts";

export type Parsed =
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly subcommand: Subcommand;
      readonly options: Readonly<Record<string, unknown>>;
    }
  /** A command that only has subcommands, with none named: the bot answers with a menu. */
  | { readonly kind: "menu"; readonly command: Command }
  | { readonly kind: "wrong"; readonly faults: readonly Fault[]; readonly retries: readonly string[] };

/** Where no command is like what was typed. */
const HELP = "help";

/** Of what a missing word could be. */
const EXAMPLES = 3;

/** Bidirectional overrides are refused with the controls: they show one command and mean another. */
const UNPRINTABLE = /(?![\n\r\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

/** @param files handed over beside the text, by the option that they are for. */
export function parse(text: string, commands: readonly Command[], locale: Locale, files: Files = {}): Parsed {
  if (text.length > COMMAND_TEXT) {
    return wrong([{ kind: "too long", length: text.length, max: COMMAND_TEXT }]);
  }
  if (hasUnprintable(text)) return wrong([{ kind: "unprintable" }]);
  // macOS types Hangul in pieces; aliases are written whole.
  const whole = halfWidth(text.normalize("NFC"));
  const words = cutWords(whole.replace(/^\s*\//u, (slash) => " ".repeat(slash.length)));
  const [first, ...rest] = words;
  if (first === undefined) return wrong([{ kind: "empty", near: firstNames(commands).slice(0, NEAREST) }]);
  if (first.unclosed) return wrong([{ kind: "open quote" }]);
  const command = named(commands, wordOf(first));
  if (command === undefined) {
    return unknownCommand(first, words, { whole, commands, locale, files });
  }
  return parseCommand(command, rest, { whole, commands, locale, files });
}

/** `/hand`, and what stands one level too high: `/predict`, `/syn-lost`. Where nothing is like it, help is there. */
function unknownCommand(first: Word, words: readonly Word[], asked: Asked): Parsed {
  const { commands, whole } = asked;
  const word = wordOf(first);
  const offer = (near: readonly string[], texts: readonly string[]): Parsed =>
    wrong([{ kind: "unknown command", word, near: near.slice(0, NEAREST) }], texts.slice(0, NEAREST));
  const below = commands.flatMap((command) => {
    const subcommand = named(command.subcommands, word);
    return subcommand === undefined ? [] : [`${command.name} ${subcommand.name}`];
  });
  if (below.length > 0) return offer(below, retries(whole, first, below));
  const near = close(word, names(commands), NEAREST, aliasIn(commands));
  if (near.length > 0) return offer(near, retries(whole, first, near));
  const meant = firstNames(commands).flatMap((name) => {
    const command = named(commands, name);
    const found = command === undefined ? [] : meantWith(command, words, asked);
    return found.map((one) => ({ name: `${name} ${one.name}`, text: `${name} ${one.text}` }));
  });
  if (meant.length > 0)
    return offer(
      meant.map((one) => one.name),
      meant.map(({ text }) => text),
    );
  const help = names(commands).filter((name) => name === HELP);
  return wrong([{ kind: "unknown command", word, near: help, far: true }], help);
}

interface Asked {
  readonly whole: string;
  readonly commands: readonly Command[];
  readonly locale: Locale;
  readonly files: Files;
}

function parseCommand(command: Command, words: readonly Word[], asked: Asked): Parsed {
  const [first, ...rest] = words;
  const subcommand = first && first.key === undefined ? named(command.subcommands, first.value) : undefined;
  if (subcommand !== undefined) return parseOptions(command, subcommand, rest, asked);
  if (command.bare !== undefined) return parseOptions(command, command.bare, words, asked);
  if (first === undefined) return { kind: "menu", command };
  if (first.unclosed) return wrong([{ kind: "open quote" }]);
  const fault = { kind: "unknown subcommand", command: command.name, word: wordOf(first) } as const;
  const meant = meantWith(command, words, asked);
  if (meant.length > 0) {
    const before = asked.whole.slice(0, first.start).trimStart();
    return wrong(
      [{ ...fault, near: meant.map(({ name }) => name) }],
      meant.map(({ text }) => before + text),
    );
  }
  const near = nearest(wordOf(first), names(command.subcommands), NEAREST, aliasIn(command.subcommands));
  return wrong([{ ...fault, near }], retries(asked.whole, first, near));
}

/** What was probably meant: its beginning as it is shown, and the whole of it. */
interface Meant {
  readonly name: string;
  readonly text: string;
}

/** `/handshake syn lost`: the subcommands that would take what was typed. */
function meantWith(command: Command, words: readonly Word[], asked: Asked): Meant[] {
  const typed = asked.whole.slice(words[0]?.start ?? asked.whole.length).trim();
  const found = command.subcommands.flatMap((subcommand): Meant[] => {
    const [place] = positional(describeOptions(subcommand));
    const parsed = place?.kind === "enum" ? parseOptions(command, subcommand, words, asked) : undefined;
    if (place === undefined || parsed?.kind !== "run") return [];
    const value = String(parsed.options[place.name] ?? "");
    return [{ name: `${subcommand.name} ${value}`.trim(), text: `${subcommand.name} ${typed}` }];
  });
  return found.slice(0, NEAREST);
}

function parseOptions(
  command: Command,
  subcommand: Subcommand,
  words: readonly Word[],
  asked: Asked,
): Parsed {
  const options = describeOptions(subcommand);
  const assigned = assign(together(words, options, asked.whole), options, asked.whole);
  if (assigned === undefined) return wrong([{ kind: "open quote" }]);
  const { given, faults } = assigned;
  const values: Record<string, unknown> = {};
  let mended: readonly string[] = [];
  for (const [option, word] of given) {
    if (word.value === "" && option.kind !== "string") {
      faults.push(missing(option, []));
      continue;
    }
    const read = readValue(option, word.value, asked.locale, asked.commands);
    if (read.ok) values[option.name] = read.value;
    else {
      faults.push(read.fault);
      const near = ("near" in read.fault ? read.fault.near : undefined) ?? [];
      mended = retries(
        asked.whole,
        word,
        near.map((value) => withKey(word, value)),
      );
    }
  }
  for (const option of options) {
    const file = option.names === "file" ? asked.files[option.name] : undefined;
    if (file?.ok === true) values[option.name] = file.text;
    if (file?.ok === false) faults.push(attachedFault(option.name, file.why));
    if (!option.required || given.has(option) || file !== undefined) continue;
    const near = suggested(option, "", asked.locale, asked.commands).slice(0, EXAMPLES);
    faults.push(missing(option, near));
    mended = near.map((value) => `${asked.whole.trim()} ${option.name}=${quoted(value)}`);
  }
  // Nobody fills in what is missing only to hear then that the rest was wrong as well.
  if (faults.length > 0) faults.push(...unreadable(given));
  if (faults.length > 0) return wrong(faults, faults.length === 1 ? mended : []);
  return check(command, subcommand, values, asked);
}

/** Words that the commands themselves would refuse: options that say how they are read, and give an example. */
function unreadable(given: ReadonlyMap<OptionDescription, Word>): Fault[] {
  return [...given].flatMap(([{ kind, name, reads, example }, { value }]): Fault[] => {
    const isRead = kind !== "string" || value === "" || reads === undefined || reads(value) !== undefined;
    if (isRead || example === undefined) return [];
    return [{ kind: "bad value", option: name, word: value, near: [example].flat(), far: true }];
  });
}

/** `near`: what it could be, else the example that it gives of itself. */
function missing({ name, summary, example }: OptionDescription, near: readonly string[]): Fault {
  const examples = near.length > 0 ? near : [example ?? []].flat();
  return { kind: "missing", option: name, summary, near: examples };
}

/** What the grammar cannot know (a pattern, two options that exclude each other) the schema says itself. */
function check(
  command: Command,
  subcommand: Subcommand,
  values: Readonly<Record<string, unknown>>,
  asked: Asked,
): Parsed {
  const parsed = subcommand.options.safeParse(values);
  if (parsed.success) return { kind: "run", command, subcommand, options: parsed.data };
  const options = describeOptions(subcommand);
  const faults = parsed.error.issues.map((issue): Fault => {
    const option = options.find(({ name }) => name === issue.path[0]);
    const word = String(values[option?.name ?? ""] ?? "");
    const names = option === undefined ? [] : suggested(option, word, asked.locale, asked.commands);
    const near = nearest(word, names);
    const examples =
      near.length > 0 || option?.example === undefined ? {} : { near: [option.example], far: true as const };
    return { kind: "bad value", option: option?.name ?? "", word, near, ...examples };
  });
  return wrong(faults);
}

const withKey = (word: Word, value: string): string =>
  word.key === undefined ? quoted(value) : `${word.key}=${quoted(value)}`;

const aliasIn =
  (all: readonly { readonly name: string; readonly alias: string }[]) =>
  (name: string): readonly string[] =>
    all.flatMap((one) => (one.name === name ? one.alias : []));

/** What a newcomer would try first. */
const firstNames = (commands: readonly Command[]): string[] => {
  const named = firstStepsOf(commands).map(({ text }) => text.replace(/^\/(\S+).*$/u, "$1"));
  return [...new Set([...named, ...names(commands)])];
};

const names = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name);

/** The same command with one word replaced, ready to be run by a button. */
function retries(whole: string, word: Word, near: readonly string[]): string[] {
  const before = whole.slice(0, word.start).trimStart();
  // A closing quote ends a word also where no space follows it.
  const after = whole.slice(word.end).replace(/^(?=\S)/u, " ");
  return near.map((name) => before + name + after);
}

const wrong = (faults: readonly Fault[], tries: readonly string[] = []): Parsed => ({
  kind: "wrong",
  faults: faults.slice(0, FAULTS),
  retries: tries,
});
