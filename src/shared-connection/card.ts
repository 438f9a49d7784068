/** What this is, what just happened and why, who sits where, whose turn it is, and what every button does. */

import { painted } from "../card/painted.ts";
import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import type { Message, Picture } from "../chat/message.ts";
import { type Say, sayer, type Tongue } from "../chat/speaking.ts";
import { type Plan, plan } from "../diagram/index.ts";
import { alt, labelsOf, spellStates } from "../simulator/explain/index.ts";
import { traceOf } from "../simulator/network/run.ts";
import { connectingHosts, numbersOf } from "../simulator/network/scenario.ts";
import { finalStatesOfAll } from "../simulator/network/states.ts";
import type { SeatId } from "./act.ts";
import { buttonOffers, buttonsOf, nobodySits, press, selectsOf } from "./buttons.ts";
import { guessLines } from "./guesses.ts";
import { happened, newestStep, numberedStep, traceLine } from "./happened.ts";
import { due, legal, turnOf } from "./legal.ts";
import { CARD_MAX, MOVES_MAX } from "./limits.ts";
import { personName } from "./names.ts";
import { type State, waitingFor } from "./replay.ts";
import { effectOf, hasState, moveName, roleOf, seatName } from "./words.ts";

/** Without a picture where `drawn` is false: many at once, or somebody who wants words. */
export async function card(state: State, context: CommandContext, drawn = true): Promise<Message> {
  const picture = drawn ? await pictureOf(state, context) : null;
  const begun = isBegun(state);
  return {
    text: begun ? textOf(state, context) : invitation(state, context),
    ...(picture && { picture }),
    buttons: begun ? buttonsOf(state, context) : buttonsOf(state, context).slice(0, 1),
    selects: begun ? selectsOf(state, context) : [],
  };
}

/** Somebody has sat down, or somebody leads: from here on it is about moves. */
const isBegun = (state: State): boolean =>
  state.ended !== null ||
  state.setting.mode === "instructor" ||
  state.sim.trace.length > 0 ||
  !nobodySits(state);

/** null = nothing has happened yet. */
export async function pictureOf(
  state: State,
  { locale, language, theme }: CommandContext,
): Promise<Picture | null> {
  const trace = traceOf(state.sim, "until");
  if (trace.entries.length === 0) return null;
  const caption = numberedStep(state, { locale, language });
  const stage = { caption, ongoing: state.ended === null, idle: connectingHosts(state.scenario) };
  const told = alt(trace, locale, language, numbersOf(state), stage);
  const name = `${state.scenario.id}-${state.step}`;
  return { ...(await painted(planOf(state, { locale, language }), told, name, theme)), newestLast: true };
}

/** All moves so far, the newest in front. */
export function planOf(state: State, { locale, language }: Tongue): Plan {
  const trace = traceOf(state.sim, "until");
  const labels = labelsOf(trace, locale, language, { caption: numberedStep(state, { locale, language }) });
  const idle = connectingHosts(state.scenario);
  const numbers = numbersOf(state);
  return plan(trace, { locale, labels, numbers, idle, upTo: trace.entries.length, focus: true });
}

/** What happened is cut where all of it is too much: who sits where and what can be pressed is not. */
function textOf(state: State, context: CommandContext): string {
  const rest = [
    ...guessLines(state, context),
    "",
    seatsLine(state, context),
    ...askingLine(state, context),
    nextLine(state, context),
    ...choiceLines(state, context),
  ].join("\n");
  const head = headOf(state, context);
  const room = Math.max(0, CARD_MAX - head.length - rest.length);
  return [head, cutText(happened(state, context), room), rest].join("\n");
}

function titleOf(state: State, context: CommandContext, name = state.scenario.title[context.locale]): string {
  const say = sayer(context, "connection");
  const title = `**${name}** · ${say(`mode.${state.setting.mode}`)}`;
  const { goal } = state;
  return goal ? `${title}\n${say("goal.line", { goal: say(`goal.${goal.id}`) })}` : title;
}

/** The thread has the title already: where there is a goal, that alone. */
const headOf = (state: State, context: CommandContext): string =>
  titleOf(state, context).split("\n").at(-1) ?? "";

/** What its thread is called. */
export function threadName({ scenario, setting, ended }: State, { language, locale }: Tongue): string {
  const key = ended ? "thread-over" : setting.opening.length > 0 ? "forked" : "thread";
  const step = setting.opening.length;
  return language.say(`connection.${key}`, locale, { scenario: scenario.title[locale], step });
}

/** For whoever comes by and knows nothing yet. */
function invitation(state: State, context: CommandContext): string {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "connection.invite");
  const roles = Object.keys(state.seats).map((seat) => {
    const holder = state.seats[seat]?.name ?? language.say("connection.empty", locale);
    return say("seat", { seat: seatName(state, seat, context), role: roleOf(seat, context), holder });
  });
  return [
    headOf(state, context),
    say("what"),
    state.scenario.about[locale],
    "",
    ...roles,
    nextLine(state, context),
  ].join("\n");
}

/** Who sits where, and in which state each end is: of several connections, in which ones. */
function seatsLine(state: State, context: CommandContext): string {
  const say = sayer(context, "connection");
  const trace = traceOf(state.sim, "until");
  const states = finalStatesOfAll(trace);
  return Object.entries(state.seats)
    .map(([seat, one]) => {
      const opening = trace.hosts.find(({ id }) => id === seat)?.opening;
      const shown = states.get(seat);
      const now = hasState(state, seat) ? (shown ? spellStates(shown) : opening) : undefined;
      const nobody = state.byRules.includes(seat) ? "by-rules" : "empty";
      const who = one === null ? say(nobody) : `**${personName(one, context)}**`;
      return `${seatName(state, seat, context)}: ${who}${now === undefined ? "" : ` \`${now}\``}`;
    })
    .join(" · ");
}

const askingLine = (state: State, { language, locale }: CommandContext): string[] =>
  state.asking === null || state.ended !== null
    ? []
    : [language.say("connection.asking", locale, askingNames(state, { language, locale }))];

/** Who asks for an undo, and who is still to agree; empty where nobody asks. */
export const askingNames = (
  state: State,
  tongue: Tongue,
): { readonly by: string; readonly names: string } => ({
  by: state.asking === null ? "" : personName(state.asking.by, tongue),
  names:
    state.asking === null
      ? ""
      : waitingFor(state)
          .map((one) => personName(one, tongue))
          .join(", "),
});

function choiceLines(state: State, context: CommandContext): string[] {
  if (state.ended) return [];
  return buttonOffers(state).map(({ choice, byRules }) =>
    context.language.say(`connection.choice.${byRules ? "by-rules" : "other"}`, context.locale, {
      move: moveName(state, choice, context),
      effect: effectOf(state, choice, context),
    }),
  );
}

/** What to do now, in one sentence; of some the card's list of moves is the end. */
export function nextLine(state: State, context: CommandContext): string {
  const say = sayer(context, "connection.next");
  const { ended, seats, setting, sim } = state;
  if (ended) return endedLine(state, personName(ended.by, context), say);
  const key = nextKey(state);
  const turn = turnOf(sim);
  const person = key === "led" ? setting.starter : turn && seats[turn];
  return say(key, {
    name: person ? personName(person, context) : "",
    seat: turn === null ? "" : seatName(state, turn, context),
  });
}

/** The same for where no list follows: nothing where the sentence would only be its heading. */
export const nextLineAlone = (state: State, context: CommandContext): string[] =>
  state.ended === null && HEADINGS.includes(nextKey(state)) ? [] : [nextLine(state, context)];

type Next = "led" | "join" | "over" | "quiet" | "held" | "free" | "rules" | "turn" | "reminded";

const HEADINGS: readonly Next[] = ["free", "rules", "turn", "reminded"];

function nextKey(state: State): Next {
  const { seats, setting, sim, goal, remindedAt } = state;
  if (setting.mode === "instructor") return "led";
  if (nobodySits(state)) return "join";
  const turn = turnOf(sim);
  if (turn === null) return legal(sim, goal).length === 0 ? "over" : "quiet";
  if (due(sim) === null) return "held";
  if (setting.mode === "free") return "free";
  if (!seats[turn]) return "rules";
  return remindedAt === null ? "turn" : "reminded";
}

function endedLine({ goal, sim, ended }: State, name: string, say: Say): string {
  const moves = sim.trace.length;
  if (ended?.why !== "goal" || goal === undefined)
    return say(`ended-${ended?.why}`, { name, moves, max: MOVES_MAX });
  const key = moves > goal.par ? "ended-goal" : "ended-goal-shortest";
  return say(key, { name, moves, par: goal.par });
}

/** Who sits down where, for the person alone. */
export function welcome(state: State, seat: SeatId, { language, locale }: CommandContext): string {
  const tongue = { language, locale };
  return language.say("connection.welcome", locale, {
    seat: seatName(state, seat, tongue),
    role: roleOf(seat, tongue),
  });
}

/**
 * What the thread hangs on, for the channel: how it stands, and the way in. No moves: those are in the thread, where
 * everybody sees them.
 */
export function rootOf(state: State, context: CommandContext): Message {
  const { language, locale } = context;
  const view = newestStep(state, context);
  const lines = [
    titleOf(state, context, threadName(state, context)),
    ...(view === null ? [] : [traceLine(state, context)]),
    seatsLine(state, context),
    ...(state.ended
      ? [nextLine(state, context)]
      : [
          language.say("connection.root.way-in", locale, {
            name: personName(state.setting.starter, context),
          }),
        ]),
  ];
  const key = state.ended ? "summary" : "enter";
  const label = language.say(`connection.button.${key}`, locale);
  return { text: lines.join("\n"), buttons: [[{ label, press: press(key, state), style: "primary" }]] };
}
