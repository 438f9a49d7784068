/** Sentences in the learner's language: i18next over `assets/locales/<locale>/*.json`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import i18next, { type i18n } from "i18next";

export type Locale = "en" | "ko";
export const LOCALES: readonly Locale[] = ["en", "ko"];

/** Each language's name, in each language. */
export const LANGUAGE_NAMES = {
  en: { en: "English", ko: "영어" },
  ko: { en: "Korean", ko: "한국어" },
} as const satisfies Record<Locale, Record<Locale, string>>;

export type Values = Readonly<Record<string, string | number>>;

/** `say("handshake.footer", locale, { rtt: 100 })`. An unknown key is a bug and throws. */
export interface Language {
  say(key: string, locale: Locale, values?: Values): string;
  /** Whether `say` knows the key; for families of keys named after data (`explain.rule.…`). */
  has(key: string, locale: Locale): boolean;
  /** Every sentence whose key starts with `prefix`, unfilled: for a page that fills them itself. */
  family(prefix: string, locale: Locale): Readonly<Record<string, string>>;
}

/** One flat table of sentences, keys joined by dots: `{"chat":{"ok":"…"}}` is `chat.ok`. */
export type Sentences = Readonly<Record<string, string>>;

/** Reads every file of one locale's folder. A key that two files give, or a value that is no sentence, throws. */
export function readSentences(folder: string): Sentences {
  const sentences: Record<string, string> = {};
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(".json")) continue;
    const path = join(folder, file);
    for (const [key, sentence] of flatten(readJson(path), path)) {
      if (key in sentences) throw new Error(`${path}: "${key}" is already given by another file`);
      sentences[key] = sentence;
    }
  }
  return sentences;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`);
  }
}

function flatten(value: unknown, path: string, prefix = ""): [string, string][] {
  if (typeof value === "string") return [[prefix, value]];
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Error(`${path}: "${prefix}" must be a sentence or a group of sentences`);
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path, prefix === "" ? key : `${prefix}.${key}`),
  );
}

export function loadLanguage(folder: string): Language {
  const tables = Object.fromEntries(LOCALES.map((locale) => [locale, readSentences(join(folder, locale))]));
  const i18n = startI18next(tables);
  return {
    say(key, locale, values = {}) {
      // A card says fifty things. Plurals are i18next's; what needs no choosing is filled here, in a tenth of the time.
      const sentence = "count" in values ? undefined : tables[locale]?.[key];
      if (sentence !== undefined) return filled(sentence, values);
      const count = typeof values.count === "number" ? { count: values.count } : undefined;
      const known = [key, ...(count ? [`${key}_other`] : [])].some((one) => one in (tables[locale] ?? {}));
      if (!known) throw new Error(`no sentence "${key}" in ${locale}`);
      // `replace` keeps the values apart from i18next's own options; `nest` off: a value that
      // a learner typed must never be read as a reference to another sentence.
      return i18n.t(key, { lng: locale, ...count, replace: values, nest: false });
    },
    has: (key, locale) => tables[locale]?.[key] !== undefined,
    family: (prefix, locale) =>
      Object.fromEntries(Object.entries(tables[locale] ?? {}).filter(([key]) => key.startsWith(prefix))),
  };
}

/** What i18next does with a sentence that has values by name and nothing else, as ours are. */
const filled = (sentence: string, values: Values): string =>
  sentence.includes("{{")
    ? sentence.replace(/\{\{(\w+)\}\}/gu, (_, name: string) =>
        String(values[name] ?? missing(sentence, name)),
      )
    : sentence;

function missing(sentence: string, name: string | undefined): never {
  throw new Error(`"${sentence}" needs a value for "${name}"`);
}

function startI18next(tables: Record<string, Sentences>): i18n {
  const i18n = i18next.createInstance();
  void i18n.init({
    lng: "en",
    // No silent fallback: Korean that is missing is a bug that the parity test names.
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    missingInterpolationHandler: (sentence: string, match: RegExpExecArray) => missing(sentence, match[1]),
    resources: Object.fromEntries(
      Object.entries(tables).map(([locale, table]) => [locale, { translation: { ...table } }]),
    ),
  });
  return i18n;
}
