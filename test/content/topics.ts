/**
 * What proves each of the 90 topics: a run whose trace shows it, a myth whose run contradicts the claim, or an entry of
 * the glossary.
 */
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { CLOSE } from "./topics-close.ts";
import { OPEN } from "./topics-open.ts";
import { STATES } from "./topics-states.ts";
import { WHY } from "./topics-why.ts";

export interface Shown {
  readonly scenario: string;
  readonly settings?: RunOptions;
  /** What the trace shows, as a sentence. */
  readonly shows: string;
  readonly holds: (trace: Trace) => boolean;
}

export type Proof = Shown | { readonly myth: string } | { readonly explain: string };
export type Proofs = Readonly<Record<string, readonly Proof[]>>;

/** How many rows each letter has. */
export const COUNTS: Readonly<Record<string, number>> = {
  A: 14,
  B: 13,
  C: 6,
  D: 12,
  E: 16,
  F: 10,
  G: 8,
  H: 5,
  I: 6,
};

export const TOPICS: Proofs = { ...OPEN, ...STATES, ...CLOSE, ...WHY };
