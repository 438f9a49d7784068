/** Choosing the initial sequence number: RFC 9293 §3.4.1, RFC 6528, and the weaker ways that learners may break. */
import siphash from "siphash";
import type { Address } from "./segment.ts";
import { type SeqNum, seqNum } from "./seqnum.ts";

export type IsnMode =
  /** M + F(4-tuple, secret): MUST-8, SHLD-1. */
  | { readonly mode: "rfc6528" }
  /** The clock alone, one tick each 4 microseconds (RFC 793). */
  | { readonly mode: "clock" }
  /** 64,000 more for each connection, as BSD once did. */
  | { readonly mode: "sequential" }
  | { readonly mode: "constant"; readonly value: number }
  /** Unpredictable, and blind to what the last incarnation used. */
  | { readonly mode: "random32" }
  /** These, one after the other; then 100,000 more each. */
  | { readonly mode: "fixed"; readonly values: readonly number[] };

export interface IsnInput {
  readonly local: Address;
  readonly remote: Address;
  /** Milliseconds of simulated time. */
  readonly now: number;
  /** How many connections this host has opened before. */
  readonly count: number;
  /** 128 bits as four 32-bit numbers. */
  readonly secret: Secret;
}

export type Secret = readonly [number, number, number, number];

/** One tick each 4 µs. */
const TICKS_PER_MS = 250;
const SEQUENTIAL_STEP = 64_000;
const AFTER_FIXED_STEP = 100_000;

export function isn(mode: IsnMode, input: IsnInput): SeqNum {
  const { local, remote, now, count, secret } = input;
  switch (mode.mode) {
    case "rfc6528":
      return seqNum(
        now * TICKS_PER_MS + prf(secret, `${local.ip}:${local.port}>${remote.ip}:${remote.port}`),
      );
    case "clock":
      return seqNum(now * TICKS_PER_MS);
    case "sequential":
      return seqNum(1 + count * SEQUENTIAL_STEP);
    case "constant":
      return seqNum(mode.value);
    case "random32":
      return seqNum(prf(secret, `random ${count} ${now}`));
    case "fixed": {
      const last = mode.values.at(-1) ?? 0;
      return seqNum(mode.values[count] ?? last + (count - mode.values.length + 1) * AFTER_FIXED_STEP);
    }
  }
}

/** F of RFC 6528 §3: a pseudorandom function that nobody without the secret can compute. 32 bits of SipHash-2-4. */
export const prf = (secret: Secret, input: string): number =>
  siphash.hash(new Uint32Array(secret), octetsOf(input)).l >>> 0;

/** Of ASCII, which is all that addresses and numbers are made of: several times as fast as a TextEncoder. */
function octetsOf(ascii: string): Uint8Array {
  const octets = new Uint8Array(ascii.length);
  for (let i = 0; i < ascii.length; i++) octets[i] = ascii.charCodeAt(i);
  return octets;
}
