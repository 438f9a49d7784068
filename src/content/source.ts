/** Where an answer can be looked up, as each language says it. Sources are written once, in English. */
import type { Locale } from "../language.ts";

/** What of a source is words; the rest (RFC 9293 §3.6, tcp_fin_timeout, connect()) is the same everywhere. */
const KOREAN: readonly (readonly [RegExp, string])[] = [
  [/,? figures? (\d+)(?:,| and) (\d+)/gu, " 그림 $1, $2"],
  [/,? figure (\d+)/gu, " 그림 $1"],
  [/,? table (\d+)/gu, " 표 $1"],
  [/,? note (\d+)/gu, " 주 $1"],
  [/,? line (\d+)/gu, " $1행"],
  [/,? group (\d+)/gu, " 분류 $1"],
  [/\bfirst\b/gu, "첫째"],
  [/\bsecond\b/gu, "둘째"],
  [/\bfifth\b/gu, "다섯째"],
  [/\bseventh\b/gu, "일곱째"],
  [/\beighth\b/gu, "여덟째"],
  [/\((\S+) and later\)/gu, "($1 이후)"],
  [/\(not in (RFC \d+)\)/gu, "($1 밖)"],
  [/\bnot TCP\b/gu, "TCP 밖"],
  [/\blimits by the system\b/gu, "운영체제의 한계"],
  [/\bapplication timers\b/gu, "응용 프로그램의 타이머"],
  [/\bapplication\b/gu, "응용 프로그램"],
  [/\baccept queue\b/gu, "accept 큐"],
];

/** `RFC 9293 §3.6, figure 12` is `RFC 9293 §3.6 그림 12` in Korean. */
export const sourceIn = (source: string, locale: Locale): string =>
  locale === "en" ? source : KOREAN.reduce((said, [words, korean]) => said.replace(words, korean), source);
