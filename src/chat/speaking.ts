/** What commands say: each the sentences of its own family, in the language of whoever hears them. */
import type { Language, Locale, Values } from "../language.ts";
import type { Context, Message, Reply } from "./message.ts";

export interface Tongue {
  readonly language: Language;
  readonly locale: Locale;
}

export type Say = (key: string, values?: Values) => string;

/** @param family what the keys of these sentences begin with, e.g. `quiz.board`. */
export const sayer =
  ({ language, locale }: Tongue, family: string): Say =>
  (key, values) =>
    language.say(`${family}.${key}`, locale, values);

/** To whoever asked, and to nobody else. */
export const privately = (said: string | Message): readonly Reply[] => [
  { to: "asker", message: typeof said === "string" ? { text: said } : said },
];

/** One sentence of a family: as words, or as the whole answer to whoever asked. */
export const speaking = (family: string) => ({
  say: (key: string, tongue: Tongue, values?: Values): string => sayer(tongue, family)(key, values),
  said: (key: string, tongue: Tongue, values?: Values): readonly Reply[] =>
    privately(sayer(tongue, family)(key, values)),
});

/** What everybody sees is in the channel's language. */
export const forEverybody = <C extends Context>(context: C): C => ({
  ...context,
  locale: context.channelLocale,
});
