/** The fold: acts in, the connection as it stands out. Pure, and the same acts give the same bytes. */

import type { Guess } from "../simulator/explain/guess.ts";
import { advance } from "../simulator/network/play.ts";
import { start } from "../simulator/network/run.ts";
import type { Scenario } from "../simulator/network/scenario.ts";
import type { RunOptions, Simulation } from "../simulator/network/simulation.ts";
import type { Move } from "../simulator/network/trace.ts";
import type { Act, Deed, SeatId, Setting } from "./act.ts";
import { type Goal, goalOf } from "./goals.ts";
import { seatsOf } from "./legal.ts";
import { MOVES_MAX } from "./limits.ts";
import { type Score, scoreOf } from "./prediction.ts";

export interface Sitting {
  readonly id: string;
  readonly name: string;
}

export interface Played {
  readonly seat: SeatId;
  readonly move: Move;
  /** null = the rules, for an empty seat. */
  readonly by: Sitting | null;
}

export interface Ended {
  readonly why: "person" | "goal" | "moves";
  readonly by: Sitting;
}

export interface State {
  readonly id: string;
  readonly scenario: Scenario;
  readonly run: RunOptions;
  readonly setting: Setting;
  readonly goal: Goal | undefined;
  sim: Simulation;
  /** The moves that stand, and those that were taken back. */
  path: Played[];
  readonly undone: Played[][];
  /** Grows with every move and every undo; buttons carry it, so that what is said besides makes none of them stale. */
  step: number;
  readonly seats: Record<SeatId, Sitting | null>;
  asking: { readonly by: Sitting; readonly agreed: readonly string[] } | null;
  /** For the next move, by person. */
  guesses: Record<string, Guess & { readonly name: string }>;
  scores: Score[];
  /** When the holder of the turn was reminded, and since when it is that turn (ms since 1970). */
  remindedAt: number | null;
  turnSince: number;
  ended: Ended | null;
}

/** As it is before anybody has done anything. */
export interface Beginning {
  readonly id: string;
  readonly scenario: Scenario;
  readonly run: RunOptions;
  readonly setting: Setting;
  readonly at: number;
}

export interface Stored {
  readonly person: string;
  readonly deed: Deed;
  readonly at: number;
}

export function replay(beginning: Beginning, deeds: readonly Stored[]): State {
  const state = opened(beginning);
  for (const deed of deeds) apply(state, deed);
  return state;
}

function opened({ id, scenario, run, setting, at }: Beginning): State {
  const seats: Record<SeatId, Sitting | null> = {};
  for (const seat of seatsOf(scenario)) seats[seat] = setting.invited[seat] ?? null;
  const goal = goalOf(setting.goal);
  const state: State = {
    ...{ id, scenario, run, setting, goal, seats },
    sim: start(scenario, { ...goal?.options, ...run }),
    ...{ path: [], undone: [], step: 0, asking: null, guesses: {}, scores: [] },
    ...{ remindedAt: null, turnSince: at, ended: null },
  };
  for (const move of setting.opening) advance(state.sim, move);
  return state;
}

/** Writes on `state`. The act was legal when it was stored. */
export function apply(state: State, { person, deed, at }: Stored): void {
  const by: Sitting = { id: person, name: deed.name };
  learnName(state, by);
  const { act } = deed;
  switch (act.type) {
    case "join":
      state.seats[act.seat] = by;
      break;
    case "leave":
      state.seats[act.seat] = null;
      break;
    case "hand over":
      state.seats[act.seat] = act.to;
      break;
    case "move":
      moved(state, act, by, at);
      break;
    case "predict":
      state.guesses[person] = { ...act.guess, name: by.name };
      break;
    case "remind":
      state.remindedAt = at;
      break;
    case "end":
      state.ended = { why: "person", by };
      break;
    default:
      undoing(state, act.type, by, at);
  }
}

/** Whoever was named by somebody else is known by name from the first thing they do. */
function learnName({ seats }: State, by: Sitting): void {
  for (const seat of Object.keys(seats)) if (seats[seat]?.id === by.id) seats[seat] = by;
}

function moved(state: State, act: Extract<Act, { type: "move" }>, by: Sitting, at: number): void {
  advance(state.sim, act.move);
  state.path.push({ seat: act.seat, move: act.move, by: act.rules ? null : by });
  const entry = state.sim.trace.at(-1);
  for (const [person, guess] of Object.entries(state.guesses)) {
    if (entry) state.scores.push(scoreOf(person, guess, entry, state.scenario.numbers ?? "relative"));
  }
  turned(state, at);
  if (state.goal?.reached(state.sim)) state.ended = { why: "goal", by };
  else if (state.step >= MOVES_MAX) state.ended = { why: "moves", by };
}

function turned(state: State, at: number): void {
  state.step++;
  state.guesses = {};
  state.asking = null;
  state.remindedAt = null;
  state.turnSince = at;
}

function undoing(state: State, what: "ask undo" | "consent" | "refuse", by: Sitting, at: number): void {
  if (what === "refuse") {
    state.asking = null;
    return;
  }
  const agreed = [...(what === "consent" ? (state.asking?.agreed ?? []) : []), by.id];
  state.asking = { by: what === "consent" ? (state.asking?.by ?? by) : by, agreed };
  if (waitingFor(state).length === 0) takeBack(state, at);
}

/** Who is still to agree that the last move is taken back. */
export function waitingFor({ seats, asking }: State): Sitting[] {
  const seated = new Map<string, Sitting>();
  for (const one of Object.values(seats)) if (one) seated.set(one.id, one);
  return [...seated.values()].filter(({ id }) => !asking?.agreed.includes(id));
}

/** The move stays in the list of acts; the path is shorter by it. */
function takeBack(state: State, at: number): void {
  state.undone.push(state.path.slice(-1));
  state.path = state.path.slice(0, -1);
  const { scenario, goal, run, setting } = state;
  state.sim = start(scenario, { ...goal?.options, ...run });
  for (const move of setting.opening) advance(state.sim, move);
  for (const { move } of state.path) advance(state.sim, move);
  // What was guessed of a move that did not happen counts for nothing.
  state.scores = state.scores.filter(({ entry }) => entry < state.sim.trace.length);
  turned(state, at);
}
