/** One step under way: a private copy of the TCB and what has come of it so far. */
import type { Effect, Signal } from "./event.ts";
import type { Profile } from "./profile.ts";
import { type Because, because, type Given, type RuleId } from "./rules.ts";
import { noTimers, type State, type Tcb, type TimerName } from "./tcb.ts";

export interface Turn {
  /** The copy that `step` made: functions of this folder write on it. */
  readonly tcb: Tcb;
  readonly now: number;
  readonly profile: Profile;
  readonly effects: Effect[];
  readonly because: Because[];
}

/** Notes the rule that decided, with the numbers it compared. */
export function why<R extends RuleId>(t: Turn, rule: R, ...given: Given<R>): void {
  t.because.push(because(rule, ...given));
}

export function signal(t: Turn, what: Signal): void {
  t.effects.push({ type: "signal", signal: what });
}

export function enter(t: Turn, state: State): void {
  t.tcb.state = state;
}

/** The TCB is deleted: every timer with it. */
export function deleteTcb(t: Turn, state: "CLOSED" | "LISTEN" = "CLOSED"): void {
  t.tcb.state = state;
  t.tcb.timers = noTimers();
  t.tcb.outstanding = [];
  t.tcb.queue = "";
}

/** Starts the timer, or starts it anew. */
export function startTimer(t: Turn, timer: TimerName, ms: number): void {
  t.tcb.timers[timer] = t.now + ms;
  t.effects.push({ type: "start timer", timer, ms });
}

export function stopTimer(t: Turn, timer: TimerName): void {
  if (t.tcb.timers[timer] === null) return;
  t.tcb.timers[timer] = null;
  t.effects.push({ type: "stop timer", timer });
}
