/** What people do in a shared connection: the rows that are stored, in order. Everything else is replayed from them. */
import type { Guess } from "../simulator/explain/guess.ts";
import type { Move } from "../simulator/network/trace.ts";

/** Raised whenever the same acts would replay to something else. */
export const ENGINE = "1";

export const MODES = ["turns", "free", "instructor", "predict"] as const;
export type Mode = (typeof MODES)[number];

/** A host's id, or `NETWORK`. */
export type SeatId = string;
export const NETWORK: SeatId = "network";

export type Act =
  | { readonly type: "join" | "leave"; readonly seat: SeatId }
  | {
      readonly type: "hand over";
      readonly seat: SeatId;
      readonly to: { readonly id: string; readonly name: string };
    }
  /** `rules`: the seat is empty, and a seated person let the rules play for it. */
  | { readonly type: "move"; readonly seat: SeatId; readonly move: Move; readonly rules?: true }
  | { readonly type: "ask undo" | "consent" | "refuse" | "remind" | "end" }
  | { readonly type: "predict"; readonly guess: Guess };

/** An act as it is stored: with the name that the person had then. */
export interface Deed {
  readonly act: Act;
  readonly name: string;
}

/** How it is played: chosen at the start, never changed. */
export interface Setting {
  readonly mode: Mode;
  readonly goal: string | null;
  readonly turnLimitMs: number;
  readonly hints: boolean;
  readonly starter: { readonly id: string; readonly name: string };
  /** Who sits from the start, by seat. */
  readonly invited: Readonly<Record<SeatId, { readonly id: string; readonly name: string }>>;
  /** A fork: what happened before it began. */
  readonly opening: readonly Move[];
}
