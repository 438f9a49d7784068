/** How numbers, times and hosts are said in the learner's language. */
import type { Language, Locale, Values } from "../../language.ts";
import type { HostId, Trace } from "../network/trace.ts";

export interface Voice {
  readonly locale: Locale;
  /** A sentence of `assets/locales/<locale>/explain.json`; the key without `explain.`. */
  say(key: string, values?: Values): string;
  has(key: string): boolean;
}

export const voiceOf = (locale: Locale, language: Language): Voice => ({
  locale,
  say: (key, values) => language.say(`explain.${key}`, locale, values),
  has: (key) => language.has(`explain.${key}`, locale),
});

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Up to here seconds say more: 60 s, but 4 min. */
const MINUTES_FROM_MS = 120_000;

/** A time is told to a hundredth of a millisecond, whatever its unit: half of an odd round trip must add up in any. */
const TOLD_PER_MS = 100;
const TOLD_DIGITS_OF_SECOND = 5;

/** "200 ms", "1.5 s", "4 min"; "200밀리초", "1.5초", "4분". */
export function duration(voice: Voice, ms: number): string {
  const unit = (name: string, n: number): string => voice.say(`unit.${name}`, { n: amount(voice, n) });
  const told = Math.round(ms * TOLD_PER_MS) / TOLD_PER_MS;
  const size = Math.abs(told);
  if (size < SECOND_MS) return unit("ms", told);
  if (size % HOUR_MS === 0) return unit("h", told / HOUR_MS);
  if (size >= MINUTES_FROM_MS && size % MINUTE_MS === 0) return unit("min", told / MINUTE_MS);
  return unit("s", Number((told / SECOND_MS).toFixed(TOLD_DIGITS_OF_SECOND)));
}

/** Korean prose groups digits (1,101); English keeps to the RFC's plain ones. */
export function amount({ locale }: Voice, n: number): string {
  const plain = String(n);
  if (locale !== "ko") return plain;
  const [whole = "", fraction] = plain.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** "1 octet", "5 octets"; in Korean the number alone, because its sentences bring the word along. */
export const octets = (voice: Voice, n: number): string =>
  voice.say(n === 1 ? "unit.octet" : "unit.octets", { n: amount(voice, n) });

/** "1 round trip", "1.5 round trips"; in Korean the number alone. */
export const roundTrips = (voice: Voice, n: number): string =>
  voice.say(n === 1 ? "unit.round-trip" : "unit.round-trips", { n: amount(voice, n) });

/** A host's title as it stands in a line of its own: "Client" becomes "client", "TCP A" stays. */
export function hostName(voice: Voice, trace: Trace, id: HostId): string {
  const title = titleOf(voice, trace, id);
  return isPlainWord(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}

/** Inside a sentence: "the client", but "Peer A". */
export function theHost(voice: Voice, trace: Trace, id: HostId): string {
  const host = hostName(voice, trace, id);
  return voice.say(isPlainWord(host) ? "host.the" : "host.name", { host });
}

const titleOf = ({ locale }: Voice, trace: Trace, id: HostId): string =>
  trace.hosts.find((host) => host.id === id)?.title[locale] ?? id;

/** A word of the language, not a name. */
const isPlainWord = (title: string): boolean => /^[A-Za-z][a-z]+$/.test(title);

/** A time for a sentence that is not of this room. */
export const spellDuration = (ms: number, locale: Locale, language: Language): string =>
  duration(voiceOf(locale, language), ms);
