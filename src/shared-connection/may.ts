/** Who may do what now: an act, or the reason why not. Nothing here is stored, and every deadline is counted from what is. */
import type { Act, Mode, SeatId, Sitting } from "./act.ts";
import { type Choice, due, legal, sameMove, turnOf } from "./legal.ts";
import { GRACE_MS } from "./limits.ts";
import { lastPressed, movesLeft, type State, waitingFor } from "./replay.ts";

export type Why =
  | "ended"
  | "moved on"
  | "already done"
  | "not legal"
  | "not your turn"
  | "empty seat"
  | "spectator"
  | "led"
  | "no seat"
  | "taken"
  | "not by themselves"
  | "nothing to undo"
  | "not asked"
  | "already asked"
  | "asked yourself"
  | "agreed already";

export type Decision =
  | { readonly ok: true; readonly act: Act }
  | { readonly ok: false; readonly why: Why; readonly seat?: SeatId };

const no = (why: Why, seat?: SeatId | null): Decision => ({
  ok: false,
  why,
  ...(seat && { seat }),
});

/** In instructor mode the one who leads; where that one asked to be forgotten, anybody. */
const sits = ({ seats, setting }: State, person: string): boolean =>
  setting.mode === "instructor"
    ? setting.starter.id === person || setting.starter.name === null
    : Object.values(seats).some((one) => one?.id === person);

/** Whoever does not sit. @param seat what they wanted to act for. */
const watching = ({ setting }: State, seat?: SeatId | null): Decision =>
  setting.mode === "instructor" ? no("led") : no("spectator", seat);

const ownSeats = ({ seats }: State, person: string): SeatId[] =>
  Object.keys(seats).filter((seat) => seats[seat]?.id === person);

/** The `index`th legal move at `step`. */
export function mayMove(state: State, person: string, step: number, index: number, now: number): Decision {
  if (state.ended) return no("ended");
  if (step !== state.step) return no(wasOwn(state, person, step) ? "already done" : "moved on");
  const choice = legal(state.sim, state.goal)[index];
  if (choice !== undefined) return mayChoose(state, person, choice, now);
  // What can be done instead is for those who sit.
  return sits(state, person) ? no("not legal") : watching(state);
}

/** Pressed twice, or again because no answer came: whoever was faster was the same person. */
function wasOwn(state: State, person: string, step: number): boolean {
  const last = state.path[lastPressed(state)];
  const since = state.path.length - lastPressed(state);
  return last?.by?.id === person && step === state.step - since;
}

function mayChoose(state: State, person: string, choice: Choice, now: number): Decision {
  const { seat, move } = choice;
  const { mode } = state.setting;
  const turn = turnOf(state.sim);
  if (!sits(state, person)) return watching(state, turn ?? seat);
  if (mode === "instructor") return { ok: true, act: { type: "move", seat, move } };
  if (mode !== "free" && turn !== null && seat !== turn) return no("not your turn", turn);
  const holder = state.seats[seat] ?? null;
  if (holder?.id === person) return { ok: true, act: { type: "move", seat, move } };
  if (holder !== null) return mayStandIn(state, choice, now);
  const next = due(state.sim);
  const byRules = next !== null && sameMove(next.move, move);
  return byRules ? { ok: true, act: { type: "move", seat, move, rules: true } } : no("empty seat", seat);
}

/** The holder is away: first somebody's press reminds them, and a while later anyone may act. */
function mayStandIn(state: State, { seat, move }: Choice, now: number): Decision {
  return onceAway(state, seat, now, "not your turn", { type: "move", seat, move });
}

function onceAway(state: State, seat: SeatId, now: number, until: Why, then: Act): Decision {
  const { turnSince, remindedAt, setting } = state;
  if (now - turnSince < setting.turnLimitMs) return no(until, seat);
  if (remindedAt === null) return { ok: true, act: { type: "remind" } };
  return now - remindedAt < GRACE_MS ? no(until, seat) : { ok: true, act: then };
}

/** An empty seat, or the one whose turn it is if its holder has been away too long. */
export function mayJoin(state: State, person: string, seat: SeatId, now: number): Decision {
  if (state.ended) return no("ended");
  const holder = state.seats[seat];
  if (holder === undefined) return no("not legal");
  if (holder === null) return { ok: true, act: { type: "join", seat } };
  if (holder.id === person || turnOf(state.sim) !== seat) return no("taken", seat);
  return onceAway(state, seat, now, "taken", { type: "join", seat });
}

/** @param seat absent = of several, the first. */
export function mayLeave(state: State, person: string, to?: Sitting, seat?: SeatId): Decision {
  if (state.ended) return no("ended");
  const own = ownSeats(state, person);
  const left = seat === undefined ? own[0] : own.find((one) => one === seat);
  if (left === undefined && own.length > 0) return no("not legal");
  // Where one leads, no seat would help.
  if (left === undefined) return no(state.setting.mode === "instructor" ? "no seat" : "spectator");
  return { ok: true, act: to ? { type: "hand over", seat: left, to } : { type: "leave", seat: left } };
}

/** Where everybody chooses their own moves in turn, or whenever they like; a guess needs somebody who waits for it. */
const GO_ON: readonly Mode[] = ["turns", "free"];

/** From now on the rules play an empty seat by themselves. */
export function mayLetTheRules(state: State, person: string, seat: SeatId): Decision {
  if (state.ended) return no("ended");
  if (!sits(state, person)) return watching(state, seat);
  const holder = state.seats[seat];
  if (holder === undefined) return no("not legal");
  if (holder !== null) return no("taken", seat);
  if (!GO_ON.includes(state.setting.mode)) return no("not by themselves", seat);
  return state.byRules.includes(seat) ? no("moved on") : { ok: true, act: { type: "let the rules", seat } };
}

export function mayUndo(
  state: State,
  person: string,
  what: "ask undo" | "consent" | "refuse",
  step: number,
): Decision {
  if (state.ended) return no("ended");
  if (step !== state.step) return no("moved on");
  if (!sits(state, person)) return watching(state);
  if (what === "ask undo" && (lastPressed(state) < 0 || movesLeft(state) <= 0)) return no("nothing to undo");
  if (what === "ask undo" ? state.asking !== null : !isAsked(state, person, what))
    return no(whyNotAsked(state, person));
  if (what === "refuse") return { ok: true, act: { type: what } };
  const others = waitingFor(state).filter(({ id }) => id !== person);
  return { ok: true, act: { type: others.length === 0 ? "undo" : what } };
}

/** Whoever asked may withdraw. */
const isAsked = ({ asking, ...state }: State, person: string, what: "consent" | "refuse"): boolean =>
  asking !== null &&
  (waitingFor({ ...state, asking }).some(({ id }) => id === person) ||
    (what === "refuse" && asking.by.id === person));

/** What somebody at the table has to do with the undo that is asked for. */
function whyNotAsked({ asking }: State, person: string): Why {
  if (asking === null) return "not asked";
  if (asking.by.id === person) return "asked yourself";
  return asking.agreed.includes(person) ? "agreed already" : "already asked";
}

export function mayEnd(state: State, person: string): Decision {
  if (state.ended) return no("ended");
  const started = state.setting.starter.id === person;
  return started || sits(state, person) ? { ok: true, act: { type: "end" } } : watching(state);
}
