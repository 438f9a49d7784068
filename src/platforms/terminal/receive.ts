/** What was asked for on the command line. */
import { parseArgs } from "node:util";
import type { Context } from "../../chat/message.ts";
import type { Environment } from "../../config.ts";
import { LOCALES, type Locale } from "../../language.ts";

export interface Asked {
  readonly what: { readonly text: string } | { readonly press: string };
  readonly context: Context;
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
      readonly why: "flag" | "locale" | "theme" | "nothing" | "both";
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
  theme: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Flags = {
  readonly [F in keyof typeof FLAGS]?: (typeof FLAGS)[F]["type"] extends "string" ? string : boolean;
};

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
  if (flags.press !== undefined && words.length > 0) return { kind: "wrong", why: "both", word: "", locale };
  if (flags.press === undefined && words.length === 0)
    return { kind: "wrong", why: "nothing", word: "", locale };
  return {
    kind: "asked",
    asked: {
      // Words that the shell has split are one command again.
      what: flags.press === undefined ? { text: words.join(" ") } : { press: flags.press },
      context: contextOf(flags, locale, theme),
      json: flags.json ?? false,
      out: flags.out ?? "out",
    },
  };
}

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
    can: { privateEditLater: false, commandInThread: true, typedOptions: false, forms: false, edits: false },
  };
}

/** The flags and the words beside them; a string is the flag that is not understood. */
function readFlags(argv: readonly string[]): { flags: Flags; words: readonly string[] } | string {
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
