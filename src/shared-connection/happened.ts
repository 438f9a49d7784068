/** What the newest move did, for the card, and the line that stays of it in the thread. */

import { cutText } from "../chat/cut-text.ts";
import { sayer, type Tongue } from "../chat/speaking.ts";
import type { Locale } from "../language.ts";
import { stepView } from "../simulator/explain/index.ts";
import type { StepView } from "../simulator/explain/step.ts";
import { traceOf } from "../simulator/network/run.ts";
import { numbersOf } from "../simulator/network/scenario.ts";
import { WORDS_MAX } from "./limits.ts";
import { mainReason } from "./main-reason.ts";
import { personName } from "./names.ts";
import { lastPressed, type State } from "./replay.ts";
import { seatName } from "./words.ts";

/** A card and the thread's root ask four times, in two languages at most. */
const known: Readonly<Record<Locale, WeakMap<State, StepView | null>>> = {
  en: new WeakMap(),
  ko: new WeakMap(),
};

/** null = nothing has happened yet. */
export function newestStep(state: State, tongue: Tongue): StepView | null {
  const before = known[tongue.locale].get(state);
  const view = before === undefined ? stepAt(state, tongue, 1) : before;
  known[tongue.locale].set(state, view);
  return view;
}

/** `Move 7: the SYN reaches the server`, for a picture: many of them stand in one thread. */
export function numberedStep(state: State, tongue: Tongue): string {
  const view = newestStep(state, tongue);
  if (view === null) return "";
  return sayer(tongue, "connection.happened")("before", { n: view.number, what: view.what });
}

/** @param back 1 = the newest. */
function stepAt(state: State, { language, locale }: Tongue, back: number): StepView | null {
  const trace = traceOf(state.sim, "until");
  const at = trace.entries.length - back;
  const numbers = numbersOf(state);
  return at < 0 ? null : stepView(trace, at, locale, language, { numbers });
}

/** What happened, which states that changed and what they mean, what was sent, and why. */
export function happened(state: State, tongue: Tongue): string {
  const view = newestStep(state, tongue);
  if (view === null) return state.scenario.about[tongue.locale];
  const say = sayer(tongue, "connection.happened");
  const why = view.reasons[mainReason(state.sim.trace.at(-1)?.because ?? [])];
  return [
    `**${headOf(state, view, tongue)}**`,
    ...changed(view).map(
      (one) => `${changeOf(state, one, tongue)}: ${say(`state.${one.after.toLowerCase()}`)}`,
    ),
    ...(view.sent.length > 0
      ? [say("sent", { segments: view.sent.map((segment) => `\`${segment}\``).join(" ") })]
      : []),
    ...(why ? [say("why", { reason: why.text, section: why.section })] : []),
  ].join("\n");
}

/** One line, to be scrolled past: who did what, and what became of it. */
export function traceLine(state: State, tongue: Tongue, back = 1): string {
  const view = back === 1 ? newestStep(state, tongue) : stepAt(state, tongue, back);
  if (view === null) return tongue.language.say("connection.happened.nothing", tongue.locale);
  const changes = changed(view).map((one) => changeOf(state, one, tongue));
  return [headOf(state, view, tongue, back), ...changes].join(" · ");
}

/** Of the last press: its own move, and each that the rules made after it. */
export function turnLines(state: State, tongue: Tongue): string {
  const moves = state.path.length - Math.max(0, lastPressed(state));
  const lines = Array.from({ length: moves }, (_, n) => traceLine(state, tongue, moves - n));
  return cutText(lines.join("\n"), WORDS_MAX);
}

/** `3. Bo (Network): the SYN reaches the server` */
function headOf(state: State, view: StepView, tongue: Tongue, back = 1): string {
  const played = state.path.at(-back);
  const say = sayer(tongue, "connection.happened");
  const values = { n: view.number, what: view.what };
  if (played === undefined) return say("before", values);
  const seat = seatName(state, played.seat, tongue);
  return played.by === null
    ? say("by-rules", { ...values, seat })
    : say("by", { ...values, seat, name: personName(played.by, tongue) });
}

const changed = ({ states }: StepView): StepView["states"] =>
  states.filter(({ before, after }) => before !== after);

const changeOf = (
  state: State,
  { host, before, after }: StepView["states"][number],
  tongue: Tongue,
): string => `${seatName(state, host, tongue)} \`${before}\` → \`${after}\``;
