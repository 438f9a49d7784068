/** Flags, states and numbers as people write them: as RFC 9293 does, as `ss` and netstat print them, as tcpdump does. */
import { ACK, CWR, ECE, FIN, PSH, RST, SYN, URG } from "../tcp/segment.ts";
import type { State } from "../tcp/tcb.ts";

export interface Bit {
  readonly name: string;
  readonly value: number;
  /** Its letter in tcpdump. */
  readonly letter: string;
}

/** From the highest bit to the lowest, as the header has them (RFC 9293 §3.1). */
export const BITS: readonly Bit[] = [
  { name: "CWR", value: CWR, letter: "W" },
  { name: "ECE", value: ECE, letter: "E" },
  { name: "URG", value: URG, letter: "U" },
  { name: "ACK", value: ACK, letter: "." },
  { name: "PSH", value: PSH, letter: "P" },
  { name: "RST", value: RST, letter: "R" },
  { name: "SYN", value: SYN, letter: "S" },
  { name: "FIN", value: FIN, letter: "F" },
];

/**
 * What each state of RFC 9293 §3.3.2 is called elsewhere: by `ss` (iproute2), by the netstats of Linux, BSD, Solaris and
 * Windows, by Linux itself, in Korean. Case, spaces, hyphens, underscores and a `TCP_` in front do not count.
 */
const OTHER_NAMES: Readonly<Record<State, readonly string[]>> = {
  CLOSED: ["CLOSE", "UNCONN", "닫힘", "클로즈드"],
  LISTEN: ["LISTENING", "리슨", "리스닝"],
  "SYN-SENT": ["SYN-SEND", "신센트"],
  "SYN-RECEIVED": ["SYN-RCVD", "SYN-RECV", "SYN-RCV", "EMBRYONIC CONNECTION", "신리시브드"],
  ESTABLISHED: ["ESTAB", "이스태블리시드", "연결됨"],
  "FIN-WAIT-1": ["핀웨이트1"],
  "FIN-WAIT-2": ["핀웨이트2"],
  "CLOSE-WAIT": ["클로즈웨이트"],
  CLOSING: ["클로징"],
  "LAST-ACK": ["라스트애크"],
  "TIME-WAIT": ["TIMED-WAIT", "타임웨이트"],
};

export const STATES = Object.keys(OTHER_NAMES) as readonly State[];

const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "")
    .replace(/^TCP/u, "")
    .replace(/(?:STATE|상태)$/u, "");

const BY_NAME: ReadonlyMap<string, State> = new Map(
  STATES.flatMap((state) => [state, ...OTHER_NAMES[state]].map((name) => [folded(name), state] as const)),
);

const NOTHING: readonly string[] = ["", "-", "NONE", "NOTHING", "없음"];
const isNothing = (text: string): boolean => NOTHING.includes(text.trim().toUpperCase());

/** `syn_rcvd`, `SYN RECEIVED` and `SYN-RECV` are `SYN-RECEIVED`; "" = none was said; null = it is no state. */
export const stateIn = (text: string): State | "" | null =>
  isNothing(text) ? "" : (BY_NAME.get(folded(text)) ?? null);

/** Of `1,101`, `seq=1101`, `ack 1101` the digits; "" = none was said; null = it is no number. */
export function numberIn(text: string): string | null {
  if (isNothing(text)) return "";
  const digits = /^(?:seq|ack)?[\s=:]*(-?\d[\d,_\s]*)번?$/iu.exec(text.normalize("NFKC").trim())?.[1];
  return digits === undefined ? null : String(BigInt(digits.replaceAll(/[^\d-]/gu, "")));
}

/** Flags in any order and writing, 0 = none; or the words that are no flag. */
export function flagsIn(
  text: string,
): { readonly flags: number } | { readonly unknown: readonly [string, ...string[]] } {
  const bare = text
    .normalize("NFKC")
    .trim()
    .replace(/^flags\s*(?=\[)/iu, "")
    .replaceAll(/^\[|\]?,?$/gu, "");
  if (isNothing(bare)) return { flags: 0 };
  const flags = octet(bare) ?? lettersIn(bare);
  if (flags !== null) return { flags };
  // A dot that is no ACK ends a sentence or stands between two names.
  const words = bare.split(/[^\p{L}\p{N}]+/u).filter((word) => !/^(?:|and|및)$/iu.test(word));
  const read = words.map((word) => ({ word, flags: namedFlags(word) ?? lettersIn(word) }));
  const [first, ...others] = read.flatMap((one) => (one.flags === null ? one.word : []));
  if (first !== undefined) return { unknown: [first, ...others] };
  if (read.length === 0) return { unknown: [text.trim()] };
  return { flags: read.reduce((byte, one) => byte | (one.flags ?? 0), 0) };
}

function octet(word: string): number | null {
  const digits = /^0x([0-9a-f]{1,2})$/iu.exec(word)?.[1];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** Small letters too, where they cannot be a word: one alone, or beside the dot of the ACK. */
const lettersIn = (word: string): number | null =>
  letteredFlags(word.length === 1 || word.includes(".") ? word.toUpperCase() : word);

/** `SYN,ACK`, `syn+ack`, `SYN-ACK`, `SYN ACK`, `SYNACK`; null = something else. */
export function namedFlags(word: string): number | null {
  const names = word
    .toUpperCase()
    .replace(/^\[|\]$/gu, "")
    .split(/[\s,+|/&·_-]+/u);
  const split = names.length === 1 ? (names[0]?.match(/.{3}/gu) ?? []) : names;
  if (split.join("").length !== names.join("").length) return null;
  const bits = split.map((name) => BITS.find((bit) => bit.name === name)?.value);
  if (bits.length === 0 || bits.includes(undefined)) return null;
  return bits.reduce<number>((byte, bit) => byte | (bit ?? 0), 0);
}

/** tcpdump's `[S.]`; in capitals only, or "few" would be flags. null = something else. */
export function letteredFlags(word: string): number | null {
  const letters = /^\[?([FSRP.UEW]{1,8})\]?,?$/u.exec(word)?.[1];
  if (letters === undefined || new Set(letters).size !== letters.length) return null;
  return [...letters].reduce(
    (byte, letter) => byte | (BITS.find((bit) => bit.letter === letter)?.value ?? 0),
    0,
  );
}
