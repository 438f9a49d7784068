/** What was asked for on the command line. */
import { parseArgs } from "node:util";
import type { Pressed } from "../../chat/bot.ts";
import type { Context } from "../../chat/message.ts";
import type { Environment } from "../../config.ts";
import { LOCALES, type Locale } from "../../language.ts";

export interface Asked {
  readonly what: { readonly text: string } | { readonly press: string; readonly pressed: Pressed };
  readonly context: Context;
  /** Paths by the option that they are for; `-` is the standard input. */
  readonly files: Readonly<Record<string, string>>;
  readonly json: boolean;
  /** Folder for pictures. */
  readonly out: string;
}

export type Received =
  | { readonly kind: "asked"; readonly asked: Asked }
  | { readonly kind: "usage"; readonly locale: Locale }
  /** The flags themselves are wrong; `why` names a sentence of `terminal.…`. */
  | {
      readonly kind: "wrong";
      readonly why: "flag" | "locale" | "theme" | "nothing" | "both" | "press" | "field" | "file";
      readonly word: string;
      readonly locale: Locale;
    };

const FLAGS = {
  as: { type: "string" },
  locale: { type: "string" },
  channel: { type: "string" },
  thread: { type: "string" },
  out: { type: "string" },
  press: { type: "string" },
  chosen: { type: "string" },
  field: { type: "string", multiple: true },
  file: { type: "string", multiple: true },
  theme: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Flags = Extract<ReturnType<typeof readFlags>, object>["flags"];

export function receive(argv: readonly string[], env: Environment): Received {
  // As POSIX has it: a variable that is empty counts as not set.
  const own = localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
  const read = readFlags(argv);
  if (typeof read === "string") return { kind: "wrong", why: "flag", word: read, locale: own };
  const { flags, words } = read;
  const locale = flags.locale === undefined ? own : LOCALES.find((known) => known === flags.locale);
  if (locale === undefined) return { kind: "wrong", why: "locale", word: flags.locale ?? "", locale: own };
  const theme = flags.theme ?? "light";
  if (!isTheme(theme)) return { kind: "wrong", why: "theme", word: theme, locale };
  if (flags.help === true) return { kind: "usage", locale };
  const what = whatOf(flags, words);
  if ("why" in what) return { kind: "wrong", word: "", ...what, locale };
  const unnamed = flags.file?.find((given) => !given.includes("="));
  if (unnamed !== undefined) return { kind: "wrong", why: "file", word: unnamed, locale };
  return {
    kind: "asked",
    asked: {
      what,
      context: contextOf(flags, locale, theme),
      files: fieldsOf(flags.file ?? []),
      json: flags.json ?? false,
      out: flags.out ?? "out",
    },
  };
}

type Wrong = Extract<Received, { kind: "wrong" }>;

function whatOf(
  { press, chosen, field }: Flags,
  words: readonly string[],
): Asked["what"] | Pick<Wrong, "why"> | Pick<Wrong, "why" | "word"> {
  if (press === undefined) {
    if (chosen !== undefined || field !== undefined) return { why: "press" };
    // Words that the shell has split are one command again.
    return words.length === 0 ? { why: "nothing" } : { text: words.join(" ") };
  }
  if (words.length > 0) return { why: "both" };
  const unnamed = field?.find((given) => !given.includes("="));
  if (unnamed !== undefined) return { why: "field", word: unnamed };
  return {
    press,
    pressed: { ...(chosen !== undefined && { chosen }), ...(field && { fields: fieldsOf(field) }) },
  };
}

/** `name=value`; the value may hold further equals signs. */
const fieldsOf = (given: readonly string[]): Record<string, string> =>
  Object.fromEntries(given.map((one) => [one.slice(0, one.indexOf("=")), one.slice(one.indexOf("=") + 1)]));

function contextOf(flags: Flags, locale: Locale, theme: Theme): Context {
  const name = flags.as ?? "me";
  const thread = flags.thread === undefined ? {} : { thread: flags.thread };
  return {
    // The name is the person: a private reply to `--as mina` is pressed with `--as mina`.
    asker: { id: `terminal:${name}`, name },
    place: { channel: flags.channel ?? "terminal", ...thread },
    locale,
    channelLocale: locale,
    theme,
    manager: true,
    can: { privateEditLater: false, commandInThread: true, typedOptions: false, forms: true, edits: false },
  };
}

/** The flags and the words beside them; a string is the flag that is not understood. */
function readFlags(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: FLAGS, allowPositionals: true });
    return { flags: values, words: positionals };
  } catch (error) {
    return /'(-[^' ]*)/u.exec((error as Error).message)?.[1] ?? argv.join(" ");
  }
}

type Theme = Context["theme"];
const isTheme = (word: string): word is Theme => word === "light" || word === "dark";

const localeOf = (lang: string | undefined): Locale => (lang?.toLowerCase().startsWith("ko") ? "ko" : "en");
