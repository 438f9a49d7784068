/** Who may do what now: an act, or the reason why not. Nothing here is stored. */
import type { Act, SeatId } from "./act.ts";
import { type Choice, due, legal, sameMove, turnOf } from "./legal.ts";
import { GRACE_MS, MOVES_MAX } from "./limits.ts";
import { type Sitting, type State, waitingFor } from "./replay.ts";

export type Why =
  | "ended"
  | "moved on"
  | "not legal"
  | "not your turn"
  | "empty seat"
  | "spectator"
  | "led"
  | "taken"
  | "nothing to undo"
  | "not asked";

export type Decision =
  | { readonly ok: true; readonly act: Act }
  | { readonly ok: false; readonly why: Why; readonly seat?: SeatId };

const no = (why: Why, seat?: SeatId | null): Decision => ({
  ok: false,
  why,
  ...(seat && { seat }),
});

const sits = ({ seats, setting }: State, person: string): boolean =>
  setting.mode === "instructor"
    ? setting.starter.id === person
    : Object.values(seats).some((one) => one?.id === person);

const ownSeats = ({ seats }: State, person: string): SeatId[] =>
  Object.keys(seats).filter((seat) => seats[seat]?.id === person);

/** The `index`th legal move at `step`. */
export function mayMove(state: State, person: string, step: number, index: number, now: number): Decision {
  if (state.ended) return no("ended");
  if (step !== state.step) return no("moved on");
  const choice = legal(state.sim, state.goal)[index];
  return choice === undefined ? no("not legal") : mayChoose(state, person, choice, now);
}

function mayChoose(state: State, person: string, choice: Choice, now: number): Decision {
  const { seat, move } = choice;
  const next = due(state.sim);
  const turn = turnOf(state.sim);
  if (state.setting.mode === "instructor") {
    return state.setting.starter.id === person ? { ok: true, act: { type: "move", seat, move } } : no("led");
  }
  if (!sits(state, person)) return no("spectator", turn ?? seat);
  const takesTurns = state.setting.mode !== "free";
  if (takesTurns && turn !== null && seat !== turn) return no("not your turn", turn);
  const holder = state.seats[seat] ?? null;
  if (holder?.id === person) return { ok: true, act: { type: "move", seat, move } };
  if (holder === null) {
    const byRules = next !== null && sameMove(next.move, move);
    return byRules ? { ok: true, act: { type: "move", seat, move, rules: true } } : no("empty seat", seat);
  }
  return mayStandIn(state, choice, now);
}

/** The holder is away: first somebody's press reminds them, and a while later anyone may act. */
function mayStandIn(state: State, { seat, move }: Choice, now: number): Decision {
  const { turnSince, remindedAt, setting } = state;
  if (now - turnSince < setting.turnLimitMs) return no("not your turn", seat);
  if (remindedAt === null) return { ok: true, act: { type: "remind" } };
  if (now - remindedAt < GRACE_MS) return no("not your turn", seat);
  return { ok: true, act: { type: "move", seat, move } };
}

export function mayJoin(state: State, person: string, seat: SeatId, now: number): Decision {
  if (state.ended) return no("ended");
  const holder = state.seats[seat];
  if (holder === undefined) return no("not legal");
  const away = turnOf(state.sim) === seat && isAway(state, now);
  if (holder !== null && (holder.id === person || !away)) return no("taken", seat);
  return { ok: true, act: { type: "join", seat } };
}

const isAway = ({ remindedAt }: State, now: number): boolean =>
  remindedAt !== null && now - remindedAt >= GRACE_MS;

/** Without a seat: of several, the first. */
export function mayLeave(state: State, person: string, to?: Sitting): Decision {
  if (state.ended) return no("ended");
  const [seat] = ownSeats(state, person);
  if (seat === undefined) return no("spectator");
  return { ok: true, act: to ? { type: "hand over", seat, to } : { type: "leave", seat } };
}

export function mayUndo(
  state: State,
  person: string,
  what: "ask undo" | "consent" | "refuse",
  step: number,
): Decision {
  if (state.ended) return no("ended");
  if (step !== state.step) return no("moved on");
  if (!sits(state, person)) return no("spectator");
  if (what === "ask undo") {
    if (state.path.length === 0 || state.step >= MOVES_MAX) return no("nothing to undo");
    return state.asking ? no("not asked") : { ok: true, act: { type: what } };
  }
  const asked = state.asking !== null && waitingFor(state).some(({ id }) => id === person);
  return asked ? { ok: true, act: { type: what } } : no("not asked");
}

export function mayEnd(state: State, person: string): Decision {
  if (state.ended) return no("ended");
  const started = state.setting.starter.id === person;
  return started || sits(state, person) ? { ok: true, act: { type: "end" } } : no("spectator");
}
