/** The octet of control bits as people write it, `0x12`, `18`, `00010010`, `SYN,ACK`, `S.`, and what is unusual in it. */
import { BITS, letteredFlags, namedFlags } from "../simulator/explain/spellings.ts";
import { ACK, CWR, ECE, FIN, PSH, RST, SYN, URG } from "../simulator/tcp/segment.ts";

export type Asked =
  /** `remark`: how it was written needs a word of its own. */
  | { readonly is: "flags"; readonly byte: number; readonly remark?: "small-number" | "six-bits" | "word" }
  | { readonly is: "port" | "sequence-number" | "no-number"; readonly value: string };

const PORT_MAX = 65_535;
const SEQUENCE_MAX = 4_294_967_295;

/** A term that is no name: flags, or a number that was probably meant as something else. `null` = neither. */
export function readFlags(term: string): Asked | null {
  const word = term.trim();
  return hexadecimal(word) ?? binary(word) ?? decimal(word) ?? written(word);
}

function hexadecimal(word: string): Asked | null {
  const digits = /^0x([0-9a-f]{1,16})$/iu.exec(word)?.[1];
  if (digits === undefined) return null;
  const value = Number.parseInt(digits, 16);
  if (value <= 0xff) return { is: "flags", byte: value };
  // Data offset, reserved bits and flags share sixteen bits of the header; tools show them together.
  if (value <= 0xffff) return { is: "flags", byte: value & 0xff, remark: "word" };
  return numbered(BigInt(word.toLowerCase()));
}

function binary(word: string): Asked | null {
  const digits = /^(?:0b)?([01]{6}|[01]{4}[ _]?[01]{4})$/iu.exec(word)?.[1]?.replace(/[ _]/gu, "");
  if (digits === undefined) return null;
  const byte = Number.parseInt(digits, 2);
  return digits.length === 6 ? { is: "flags", byte, remark: "six-bits" } : { is: "flags", byte };
}

function decimal(word: string): Asked | null {
  if (!/^(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})$/u.test(word)) return null;
  return numbered(BigInt(word.replaceAll(",", "")));
}

function numbered(value: bigint): Asked {
  if (value <= 0xff) return { is: "flags", byte: Number(value), remark: "small-number" };
  if (value <= PORT_MAX) return { is: "port", value: String(value) };
  return { is: value <= SEQUENCE_MAX ? "sequence-number" : "no-number", value: String(value) };
}

/** `SYN,ACK`, `SYN-ACK`, `none`; tcpdump's `[S.]`. */
function written(word: string): Asked | null {
  const byte = /^none$/iu.test(word) ? 0 : (namedFlags(word) ?? letteredFlags(word));
  return byte === null ? null : { is: "flags", byte };
}

/** As tcpdump prints it: `S.`, `FP.`, `none`. */
export const tcpdumpFlags = (byte: number): string =>
  [..."FSRP.UEW"]
    .filter((letter) => BITS.some((bit) => bit.letter === letter && byte & bit.value))
    .join("") || "none";

/** Pairs that no stack sends together: each says the opposite of the other. */
export const conflictsOf = (byte: number): string[] =>
  [
    { pair: "SYN+FIN", bits: SYN | FIN },
    { pair: "SYN+RST", bits: SYN | RST },
    { pair: "RST+FIN", bits: RST | FIN },
  ]
    .filter(({ bits }) => (byte & bits) === bits)
    .map(({ pair }) => pair);

/** What a segment with these flags usually is; the sentences are `glossary.usual.<kind>`. */
export function usualOf(byte: number): string {
  const has = (bit: number): boolean => (byte & bit) !== 0;
  const acked = has(ACK) ? "-ack" : "";
  if (has(RST)) return has(SYN) || has(FIN) ? "rst-wins" : `rst${acked}`;
  if (has(SYN)) return has(FIN) ? "syn-fin" : `syn${acked}`;
  if (byte === 0) return "none";
  if (!has(ACK)) return has(FIN) ? "fin" : "no-ack";
  if (has(FIN)) return "fin-ack";
  return has(PSH) ? "psh-ack" : "ack";
}

/** What else can be said; the sentences are `glossary.remark.<kind>`. */
export function remarksOf(byte: number): string[] {
  const has = (bits: number): boolean => (byte & bits) === bits;
  const only = byte & (SYN | ACK | ECE | CWR | FIN | RST);
  return [
    ...(only === (SYN | ECE | CWR) ? ["ecn-offer"] : []),
    ...(only === (SYN | ACK | ECE) ? ["ecn-agreed"] : []),
    ...(has(FIN | PSH | URG) && !has(ACK) ? ["christmas"] : []),
  ];
}
