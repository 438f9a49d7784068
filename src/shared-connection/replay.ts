/** The fold: acts in, the connection as it stands out. Pure, and the same acts give the same bytes. */
import type { Guess } from "../simulator/explain/guess.ts";
import { advance, play } from "../simulator/network/play.ts";
import { start } from "../simulator/network/run.ts";
import { numbersOf, type Scenario } from "../simulator/network/scenario.ts";
import type { RunOptions, Simulation } from "../simulator/network/simulation.ts";
import type { Entry, Move } from "../simulator/network/trace.ts";
import type { Act, Deed, SeatId, Setting, Sitting } from "./act.ts";
import { type Goal, goalOf } from "./goals.ts";
import { byTheRules, seatsOf, turnOf } from "./legal.ts";
import { MOVES_MAX } from "./limits.ts";
import { type Score, scoreOf } from "./prediction.ts";

export interface Played {
  readonly seat: SeatId;
  readonly move: Move;
  /** null = the rules, for an empty seat. */
  readonly by: Sitting | null;
  /** Nobody pressed: the rules went on by themselves. */
  readonly unasked?: true;
}

export interface Ended {
  readonly why: "person" | "goal" | "moves";
  readonly by: Sitting;
}

export interface Undone {
  /** How many moves stood before those that were taken back. */
  readonly from: number;
  readonly moves: readonly Played[];
}

/** A value: whoever plays on gets another one. */
export interface State {
  readonly id: string;
  readonly scenario: Scenario;
  readonly run: RunOptions;
  readonly setting: Setting;
  readonly goal: Goal | undefined;
  /** Never written on: `play` copies it. */
  readonly sim: Simulation;
  /** The moves that stand, and those that were taken back. */
  readonly path: readonly Played[];
  readonly undone: readonly Undone[];
  /** Grows with every move and every undo; buttons carry it, so that what is said besides makes none of them stale. */
  readonly step: number;
  readonly seats: Readonly<Record<SeatId, Sitting | null>>;
  /** Empty seats that the rules play by themselves. */
  readonly byRules: readonly SeatId[];
  readonly asking: { readonly by: Sitting; readonly agreed: readonly string[] } | null;
  /** For the next move, by person. */
  readonly guesses: Readonly<Record<string, Guess & Pick<Sitting, "name">>>;
  readonly scores: readonly Score[];
  /** When the holder of the turn was reminded, and since when it is that turn (ms since 1970). */
  readonly remindedAt: number | null;
  readonly turnSince: number;
  readonly ended: Ended | null;
}

/** As it is before anybody has done anything. */
export interface Beginning {
  readonly id: string;
  readonly scenario: Scenario;
  readonly run: RunOptions;
  readonly setting: Setting;
  readonly at: number;
}

export const replay = (beginning: Beginning, deeds: readonly Deed[]): State =>
  vacated(deeds.reduce(after, opened(beginning)));

function opened({ id, scenario, run, setting, at }: Beginning): State {
  const seats: Record<SeatId, Sitting | null> = {};
  for (const seat of seatsOf(scenario)) seats[seat] = setting.invited[seat] ?? null;
  const goal = goalOf(setting.goal);
  return {
    ...{ id, scenario, run, setting, goal, seats, byRules: [] },
    sim: simulated({ scenario, goal, run, setting }, []),
    ...{ path: [], undone: [], step: 0, asking: null, guesses: {}, scores: [] },
    ...{ remindedAt: null, turnSince: at, ended: null },
  };
}

type Begun = Pick<State, "scenario" | "goal" | "run" | "setting">;

function simulated({ scenario, goal, run, setting }: Begun, path: readonly Played[]): Simulation {
  const sim = start(scenario, { ...goal?.options, ...run });
  for (const move of setting.opening) advance(sim, move);
  for (const { move } of path) advance(sim, move);
  return sim;
}

/** Seats of those who asked to be forgotten are empty. No act depends on who sits where, so it may be done at any time. */
function vacated(state: State): State {
  const gone = (one: Sitting | null | undefined) => one?.name === null;
  if (!Object.values(state.seats).some(gone) && !gone(state.asking?.by)) return state;
  const seats = Object.entries(state.seats).map(([seat, one]) => [seat, gone(one) ? null : one]);
  return {
    ...{ ...state, seats: Object.fromEntries(seats) },
    ...(gone(state.asking?.by) && { asking: null }),
  };
}

/** The state after `deed`, which was legal when it was stored; what the rules play for empty seats is played as well. */
export function after(state: State, deed: Deed): State {
  return rulesGoOn(applied(state, deed), deed);
}

function applied(state: State, { by, act, at }: Deed): State {
  switch (act.type) {
    case "join":
      return seated(state, act.seat, by, at);
    case "leave":
      return seated(state, act.seat, null, at);
    case "hand over":
      return seated(state, act.seat, act.to, at);
    case "let the rules":
      return { ...state, byRules: [...state.byRules, act.seat] };
    case "move":
      return moved(state, { seat: act.seat, move: act.move, by: act.rules ? null : by }, by, at);
    case "predict":
      return { ...state, guesses: { ...state.guesses, [by.id]: { ...act.guess, name: by.name } } };
    case "remind":
      return { ...state, remindedAt: at };
    case "end":
      return { ...state, ended: { why: "person", by } };
    case "undo":
      return takenBack(state, by, at);
    default:
      return { ...state, asking: asked(state, act.type, by) };
  }
}

/** Other people at the table: whoever asked for an undo asks them again. Whose turn it is may think from now on. */
function seated(state: State, seat: SeatId, holder: Sitting | null, at: number): State {
  return {
    ...{ ...state, seats: { ...state.seats, [seat]: holder }, asking: null },
    byRules: holder === null ? state.byRules : state.byRules.filter((one) => one !== seat),
    ...(turnOf(state.sim) === seat && { remindedAt: null, turnSince: at }),
  };
}

function moved(state: State, played: Played, by: Sitting, at: number): State {
  const sim = play(state.sim, played.move);
  const entry = sim.trace.at(-1) as Entry;
  const scores = Object.entries(state.guesses).map(([person, guess]) =>
    scoreOf(person, guess, entry, numbersOf(state)),
  );
  const next = {
    ...{ ...state, sim, path: [...state.path, played] },
    scores: scores.length > 0 ? [...state.scores, ...scores] : state.scores,
  };
  return turned(next, by, at);
}

function turned(state: State, by: Sitting, at: number): State {
  const step = state.step + 1;
  const why = state.goal?.reached(state.sim) ? "goal" : movesLeft({ ...state, step }) <= 0 ? "moves" : null;
  return {
    ...{ ...state, step, guesses: {}, asking: null, remindedAt: null, turnSince: at },
    ended: why === null ? null : { why, by },
  };
}

/** What a fork began with counts as well. */
export const movesLeft = ({ setting, step }: Pick<State, "setting" | "step">): number =>
  MOVES_MAX - setting.opening.length - step;

/** As long as it is the turn of an empty seat that was left to the rules. Whoever made the last move has moved. */
function rulesGoOn(state: State, { by, at }: Deed): State {
  let next = state;
  while (!next.ended) {
    const choice = byTheRules(next.sim, next.goal);
    if (choice === null || !next.byRules.includes(choice.seat)) break;
    next = moved(next, { ...choice, by: null, unasked: true }, by, at);
  }
  return next;
}

function asked({ asking }: State, what: Act["type"], by: Sitting): State["asking"] {
  if (what === "refuse") return null;
  if (what === "ask undo" || asking === null) return { by, agreed: [by.id] };
  return { ...asking, agreed: [...asking.agreed, by.id] };
}

/** The last move that somebody pressed goes, with what the rules did after it. All stay in the list of acts. */
function takenBack(state: State, by: Sitting, at: number): State {
  const from = Math.max(0, lastPressed(state));
  const undone = [...state.undone, { from, moves: state.path.slice(from) }];
  const path = state.path.slice(0, from);
  const sim = simulated(state, path);
  // What was guessed of a move that did not happen counts for nothing.
  const scores = state.scores.filter(({ entry }) => entry < sim.trace.length);
  return turned({ ...state, path, undone, sim, scores }, by, at);
}

/** Index in the path; -1 = nobody has pressed anything. */
export const lastPressed = ({ path }: Pick<State, "path">): number =>
  path.findLastIndex(({ unasked }) => !unasked);

/** Who is still to agree that the last move is taken back; where one leads, nobody has to. */
export function waitingFor({
  seats,
  asking,
  setting,
}: Pick<State, "seats" | "asking" | "setting">): Sitting[] {
  if (setting.mode === "instructor") return [];
  const others = new Map<string, Sitting>();
  for (const one of Object.values(seats)) if (one) others.set(one.id, one);
  return [...others.values()].filter(({ id }) => !asking?.agreed.includes(id));
}
