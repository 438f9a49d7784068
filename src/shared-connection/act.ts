/** What people do in a shared connection, in order. Everything else is replayed from it. */
import type { Locale } from "../language.ts";
import type { Guess } from "../simulator/explain/guess.ts";
import type { Move } from "../simulator/network/trace.ts";

export const MODES = ["turns", "free", "instructor", "predict"] as const;
export type Mode = (typeof MODES)[number];

/** A host's id, or `NETWORK`. */
export type SeatId = string;
export const NETWORK: SeatId = "network";

export interface Sitting {
  readonly id: string;
  /** As the person is called now; null = somebody who asked to be forgotten. */
  readonly name: string | null;
}

/** Each says what came of it, so that replaying asks nobody again who sat where. */
export type Act =
  | { readonly type: "join" | "leave"; readonly seat: SeatId }
  | { readonly type: "hand over"; readonly seat: SeatId; readonly to: Sitting }
  /** From now on the rules play the empty seat, until somebody sits down there. */
  | { readonly type: "let the rules"; readonly seat: SeatId }
  /** `rules`: the seat is empty, and a seated person let the rules play this one move for it. */
  | { readonly type: "move"; readonly seat: SeatId; readonly move: Move; readonly rules?: true }
  /** `undo`: everybody who had to has agreed. */
  | { readonly type: "ask undo" | "consent" | "undo" | "refuse" | "remind" | "end" }
  | { readonly type: "predict"; readonly guess: Guess };

export interface Deed {
  readonly by: Sitting;
  readonly act: Act;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How it is played: chosen at the start, never changed. */
export interface Setting {
  readonly mode: Mode;
  readonly goal: string | null;
  readonly turnLimitMs: number;
  readonly hints: boolean;
  readonly starter: Sitting;
  /** Who sits from the start, by seat. */
  readonly invited: Readonly<Record<SeatId, Sitting>>;
  /** A fork: what happened before it began. */
  readonly opening: readonly Move[];
  /** What everybody reads of it: one language from the start to the end, whoever presses. */
  readonly language?: Locale;
}
