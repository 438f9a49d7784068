/** Everything that can be pressed on a card: at most four rows of buttons and a select. */
import type { CommandContext } from "../chat/command.ts";
import { cutLetters } from "../chat/cut-text.ts";
import { BUTTON_ROWS, CHOICE_LABEL, CHOICES } from "../chat/limits.ts";
import { cut } from "../chat/menu.ts";
import type { Button, Choice, Message, Press, Select } from "../chat/message.ts";
import { saying } from "../chat/press.ts";
import { type Offer, offersOf } from "./choices.ts";
import { turnOf } from "./legal.ts";
import { mayLetTheRules } from "./may.ts";
import type { State } from "./replay.ts";
import { effectOf, moveName, seatName } from "./words.ts";

/** Moves that have a button of their own; the others stand in the select. */
const MOVE_BUTTONS = 5;
const JOIN_BUTTONS = 5;

export const press = (
  verb: string,
  state: Pick<State, "id">,
  ...args: readonly (string | number)[]
): Press => ({
  command: "connection",
  verb,
  args: [state.id, ...args.map(String)],
});

const isGuessed = ({ setting: { mode } }: State): boolean => mode === "predict" || mode === "instructor";

export function buttonsOf(state: State, context: CommandContext): Button[][] {
  const { language, locale } = context;
  const button = (key: string, verb: string, ...args: readonly (string | number)[]): Button => ({
    label: cut(language.say(`connection.button.${key}`, locale)),
    press: press(verb, state, ...args),
  });
  const history = button("history", "history", "text");
  const newest = state.sim.trace.length - 1;
  const scored = state.scores.some(({ entry }) => entry === newest) ? [button("verdict", "verdict")] : [];
  if (state.ended) {
    const again = {
      label: button("again", "").label,
      press: saying(`/connection start ${startText(state)}`),
    };
    return [[{ ...button("summary", "summary"), style: "primary" }, history, ...scored, again]];
  }
  return [
    joinRow(state, context),
    moveRow(state, context),
    [
      ...(isGuessed(state) ? [button("predict", "predict", state.step), ...scored] : []),
      ...(state.asking === null
        ? []
        : [button("consent", "consent", state.step), button("refuse", "refuse", state.step)]),
    ],
    [
      ...(state.setting.hints ? [button("hint", "hint", state.step, 1)] : []),
      // While one is asked for, the two buttons above stand for it.
      ...(state.asking === null ? [button("undo", "undo", state.step)] : []),
      history,
      ...(nobodySits(state) ? [] : [button("leave", "leave")]),
      { ...button("end", "end"), style: "danger" as const },
    ],
  ].filter((row) => row.length > 0);
}

/** What starts the same again. */
function startText({ scenario, setting: { mode, goal } }: State): string {
  return [scenario.id, `mode=${mode}`, ...(goal === null ? [] : [`goal=${goal}`])].join(" ");
}

function joinRow(state: State, context: CommandContext): Button[] {
  if (state.setting.mode === "instructor") return [];
  const left = leftToTheRules(state);
  const rules = left === null ? [] : [seatButton("rules", state, left, context)];
  return [...joinButtons(state, context), ...rules].slice(0, JOIN_BUTTONS);
}

/** A way into each empty seat. */
export const joinButtons = (state: State, context: CommandContext): Button[] =>
  emptySeats(state)
    .map((seat) => seatButton("join", state, seat, context))
    .slice(0, JOIN_BUTTONS);

export const nobodySits = ({ seats }: State): boolean => Object.values(seats).every((one) => one === null);

const emptySeats = ({ seats }: State): string[] => Object.keys(seats).filter((seat) => seats[seat] === null);

function seatButton(key: "join" | "rules", state: State, seat: string, context: CommandContext): Button {
  const named = { seat: seatName(state, seat, context) };
  return {
    label: cut(context.language.say(`connection.button.${key}`, context.locale, named)),
    press: press(key, state, seat),
    ...(nobodySits(state) && { style: "primary" as const }),
  };
}

/** The empty seat that all wait for, where somebody who sits may leave it to the rules for good. */
function leftToTheRules(state: State): string | null {
  const turn = turnOf(state.sim);
  const person = Object.values(state.seats).find((one) => one !== null);
  return turn !== null && person && mayLetTheRules(state, person.id, turn).ok ? turn : null;
}

/** Where nobody sits yet there is nobody who could press one. */
const shownOffers = (state: State): readonly Offer[] =>
  state.setting.mode !== "instructor" && nobodySits(state) ? [] : offersOf(state);

export const buttonOffers = (state: State): readonly Offer[] => shownOffers(state).slice(0, MOVE_BUTTONS);

const moveRow = (state: State, context: CommandContext): Button[] =>
  buttonOffers(state).map(({ choice, index, byRules }) => ({
    label: moveName(state, choice, context),
    press: press("act", state, state.step, index),
    ...(byRules && { style: "primary" as const }),
  }));

/** What has no button of its own; where that is too much for one list, its last entry leads to the rest. */
export function selectsOf(state: State, context: CommandContext): Select[] {
  if (state.ended) return [];
  const rest = shownOffers(state).slice(MOVE_BUTTONS);
  if (rest.length === 0) return [];
  const more = (count: number): string => context.language.say("connection.more", context.locale, { count });
  const all = entriesOf(state, rest, context);
  const choices =
    all.length <= CHOICES
      ? all
      : [...all.slice(0, CHOICES - 1), { value: MORE, label: more(rest.length - CHOICES + 1) }];
  const placeholder = more(rest.length);
  return [{ placeholder, choices, press: press("act", state, state.step) }];
}

/** Stands where an entry has a move's place. */
export const MORE = "more";

/** The rest of a list that was too long, in as many lists as it takes: more than 149 moves are never legal at once. */
export function furtherMoves(state: State, context: CommandContext): Message {
  const rest = entriesOf(state, shownOffers(state).slice(MOVE_BUTTONS + CHOICES - 1), context);
  const pages = Array.from({ length: Math.ceil(rest.length / CHOICES) }, (_, page) =>
    rest.slice(page * CHOICES, (page + 1) * CHOICES),
  ).slice(0, BUTTON_ROWS);
  const text = context.language.say("connection.further", context.locale);
  return {
    text,
    selects: pages.map((choices, page) => ({
      placeholder: cutLetters(`${choices[0]?.label} …`, CHOICE_LABEL),
      choices,
      press: press("act", state, state.step, ...(page === 0 ? [] : [`page-${page}`])),
    })),
  };
}

const entriesOf = (state: State, offers: readonly Offer[], context: CommandContext): Choice[] =>
  offers.map(({ choice, index }) => ({
    value: String(index),
    label: moveName(state, choice, context),
    summary: cutLetters(effectOf(state, choice, context), CHOICE_LABEL),
  }));
