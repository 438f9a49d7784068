/** What can be chosen now, in the order in which the card offers it. */
import { type Choice, due, legal, sameMove, turnOf } from "./legal.ts";
import type { State } from "./replay.ts";

export interface Offer {
  readonly choice: Choice;
  /** Its place among all legal moves: what a button carries. */
  readonly index: number;
  /** What the rules would do. */
  readonly byRules: boolean;
}

const takesTurns = ({ setting: { mode } }: State): boolean => mode === "turns" || mode === "predict";

/** A card asks three times. */
const known = new WeakMap<State, readonly Offer[]>();

/** What the rules would do comes first; then the rest of that seat, then the others'. An empty seat follows the rules. */
export function offersOf(state: State): readonly Offer[] {
  const offers = known.get(state) ?? sorted(state);
  known.set(state, offers);
  return offers;
}

function sorted(state: State): Offer[] {
  const next = due(state.sim);
  const turn = turnOf(state.sim);
  const all = legal(state.sim, state.goal).map(
    (choice, index): Offer => ({
      choice,
      index,
      byRules: next !== null && sameMove(choice.move, next.move),
    }),
  );
  const open = all.filter(
    ({ choice: { seat }, byRules }) =>
      (!takesTurns(state) || turn === null || seat === turn) &&
      (state.setting.mode === "instructor" || state.seats[seat] !== null || byRules),
  );
  return [...open.filter(({ byRules }) => byRules), ...open.filter(({ byRules }) => !byRules)];
}
