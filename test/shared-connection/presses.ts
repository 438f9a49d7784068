/** Presses as data: what somebody presses, and whom it asks. For properties and for processes that are pressed at random. */
import { MODES, type Mode, type Setting } from "../../src/shared-connection/act.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import {
  type Decision,
  mayEnd,
  mayJoin,
  mayLeave,
  mayLetTheRules,
  mayMove,
  mayUndo,
} from "../../src/shared-connection/may.ts";
import type { State } from "../../src/shared-connection/replay.ts";

export const WHATS = [
  ...(["move", "join", "leave", "leave one", "hand over", "let the rules"] as const),
  ...(["ask undo", "consent", "refuse", "predict", "end"] as const),
];
export type What = (typeof WHATS)[number];

export interface Press {
  readonly what: What;
  /** Whose; `heir` is for what names somebody else. */
  readonly person: string;
  readonly heir: string;
  /** As the button carried it; absent = the newest. */
  readonly step?: number;
  /** Which move or seat; taken modulo how many there are, unless it is `beyond`. */
  readonly pick: number;
  readonly beyond?: true;
}

/** As a press on a card decides it. */
export function decide(state: State, press: Press, now: number): Decision {
  const { what, person, heir, pick, step = state.step } = press;
  const seats = Object.keys(state.seats);
  const seat = seats[pick % seats.length] ?? "";
  switch (what) {
    case "move": {
      const count = Math.max(1, legal(state.sim, state.goal).length);
      return mayMove(state, person, step, press.beyond ? count + pick : pick % count, now);
    }
    case "join":
      return mayJoin(state, person, press.beyond ? "nowhere" : seat, now);
    case "leave":
      return mayLeave(state, person);
    case "leave one":
      return mayLeave(state, person, undefined, seat);
    case "hand over":
      return mayLeave(state, person, { id: heir, name: heir });
    case "let the rules":
      return mayLetTheRules(state, person, seat);
    case "predict":
      return state.ended || step !== state.step
        ? { ok: false, why: "moved on" }
        : { ok: true, act: { type: "predict", guess: { flags: "SYN", seq: `${pick}`, ack: "", state: "" } } };
    case "end":
      return mayEnd(state, person);
    default:
      return mayUndo(state, person, what, step);
  }
}

export const modeOf = (n: number): Mode => MODES[n % MODES.length] as Mode;

/** A minute's thought: with a second to each press, seats are reminded and taken. */
export const settingOf = (mode: Mode, starter: Setting["starter"]): Setting => ({
  ...{ mode, goal: null, turnLimitMs: 60_000, hints: true, starter },
  ...{ invited: {}, opening: [] },
});

/** The same numbers for the same seed, whole and below a bound: mulberry32. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
