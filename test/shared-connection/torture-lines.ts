/** What the torture and its processes tell each other. */
import { createHash } from "node:crypto";
import type { Press } from "./presses.ts";

/** `n` names the press, `at` is its own moment. */
export type Asked =
  | (Press & { readonly n: number; readonly id: string; readonly at: number })
  | { readonly n: number; readonly look: string };

export interface Answer {
  readonly n: number;
  readonly ok: boolean;
  readonly why?: string;
  readonly version?: number;
  readonly step?: number;
  /** Letters of the card that was shown. */
  readonly letters?: number;
  /** Of a look: what the state is. */
  readonly hash?: string;
}

export const hashOf = (state: object): string =>
  createHash("sha256").update(JSON.stringify(state)).digest("hex");
