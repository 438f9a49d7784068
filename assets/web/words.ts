/** The page's own words, its language and its theme: what a person chooses is kept in the browser. */
import type { PageStart } from "../../src/platforms/web/wire.ts";

export type Locale = "en" | "ko";
export type Theme = "system" | "light" | "dark";

let words: PageStart["words"] = { en: {}, ko: {} };
let locale: Locale = "en";
let theme: Theme = "system";
const listeners: (() => void)[] = [];

export function startWords(given: PageStart["words"]): void {
  words = given;
  const own: Locale = navigator.language.startsWith("ko") ? "ko" : "en";
  locale = kept("locale", ["en", "ko"]) ?? own;
  theme = kept("theme", ["system", "light", "dark"]) ?? "system";
  apply();
  dark.addEventListener("change", () => (theme === "system" ? apply() : undefined));
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The sentence with its values filled in; `count` picks the plural. */
export function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const table = words[locale];
  const plural = typeof values.count === "number" ? new Intl.PluralRules(locale).select(values.count) : "";
  const sentence = table[`web.page.${key}`] ?? table[`web.page.${key}_${plural}`] ?? key;
  return sentence.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => String(values[name] ?? ""));
}

export const currentLocale = (): Locale => locale;
export const currentTheme = (): Theme => theme;

/** What a picture is painted for. */
export function shownTheme(): "light" | "dark" {
  if (theme !== "system") return theme;
  return dark.matches ? "dark" : "light";
}

export function chooseLocale(chosen: Locale): void {
  locale = chosen;
  localStorage.setItem("ackademy.locale", chosen);
  apply();
}

export function chooseTheme(chosen: Theme): void {
  theme = chosen;
  localStorage.setItem("ackademy.theme", chosen);
  apply();
}

/** Called at once, and whenever the language or the theme changes. */
export function onWords(listener: () => void): void {
  listeners.push(listener);
  listener();
}

function apply(): void {
  document.documentElement.lang = locale;
  document.documentElement.dataset.theme = theme;
  document.title = say("title");
  for (const listener of listeners) listener();
}

const kept = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === localStorage.getItem(`ackademy.${name}`));
