/** The newest step in front, what happened and why, whose turn it is, and everything that can be pressed. */
import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import { CHOICES } from "../chat/limits.ts";
import { cut } from "../chat/menu.ts";
import type { Button, Message, Picture, Press, Select } from "../chat/message.ts";
import { layout, paint } from "../diagram/index.ts";
import { alt, labelsOf, stepView } from "../simulator/explain/index.ts";
import { traceOf } from "../simulator/network/run.ts";
import { due, legal, sameMove, turnOf } from "./legal.ts";
import { WORDS_MAX } from "./limits.ts";
import { type State, waitingFor } from "./replay.ts";
import { moveName, seatName } from "./words.ts";

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

/** Without a picture where `drawn` is false: many at once, or somebody who wants words. */
export async function card(state: State, context: CommandContext, drawn = true): Promise<Message> {
  const picture = drawn ? await pictureOf(state, context) : null;
  return {
    text: textOf(state, context),
    ...(picture && { picture }),
    buttons: buttonsOf(state, context),
    selects: selectsOf(state, context),
  };
}

/** null = nothing has happened yet. */
export async function pictureOf(
  state: State,
  { locale, language, theme }: CommandContext,
): Promise<Picture | null> {
  const trace = traceOf(state.sim, "until");
  if (trace.entries.length === 0) return null;
  const numbers = state.scenario.numbers ?? "relative";
  const last = trace.entries.length;
  const caption = stepView(trace, last - 1, locale, language, { numbers }).title;
  const labels = labelsOf(trace, locale, language, { caption });
  const shapes = layout(trace, { locale, labels, numbers, upTo: last, focus: true });
  return {
    png: await paint(shapes, theme),
    alt: alt(trace, locale, language, Number.POSITIVE_INFINITY, numbers),
    width: Math.round(shapes.width * shapes.scale),
    height: Math.round(shapes.height * shapes.scale),
    name: `${state.scenario.id}-${state.step}.png`,
    ...(shapes.missing > 0 && { missing: shapes.missing }),
  };
}

function textOf(state: State, context: CommandContext): string {
  const { language, locale } = context;
  const say = (key: string, values = {}) => language.say(`connection.${key}`, locale, values);
  const { scenario, setting, goal } = state;
  const title = `**${scenario.title[locale]}** · ${say(`mode.${setting.mode}`)}`;
  return [
    goal ? `${title}\n${say("goal.line", { goal: say(`goal.${goal.id}`) })}` : title,
    happened(state, context),
    ...scoreLines(state, context),
    seatsLine(state, context),
    ...askingLine(state, context),
    nextLine(state, context),
  ].join("\n");
}

/** The newest step in a few lines: what happened, the states, what was sent, and the first reason. */
export function happened(state: State, context: CommandContext): string {
  const { sim, scenario } = state;
  const { language, locale } = context;
  const trace = traceOf(sim, "until");
  const last = trace.entries.length;
  if (last === 0) return scenario.about[locale];
  const view = stepView(trace, last - 1, locale, language, { numbers: scenario.numbers ?? "relative" });
  const changed = view.states
    .filter(({ before, after }) => before !== after)
    .map(({ host, before, after }) => `${seatName(state, host, context)}: \`${before}\` → \`${after}\``);
  const sent = view.sent.length > 0 ? [view.sent.map((segment) => `→ \`${segment}\``).join(" ")] : [];
  const why = view.reasons.slice(0, 1).map(({ text, section }) => `- ${text} (${section})`);
  return cutText([`**${view.title}**`, ...changed, ...sent, ...why].join("\n"), WORDS_MAX);
}

function scoreLines({ scores, sim, seats, scenario }: State, { language, locale }: CommandContext): string[] {
  const newest = sim.trace.length - 1;
  const names = new Map(Object.values(seats).flatMap((one) => (one ? [[one.id, one.name]] : [])));
  return scores
    .filter(({ entry }) => entry === newest && scenario !== undefined)
    .map(({ person, right, wrong }) =>
      language.say("connection.scored", locale, {
        name: names.get(person) ?? language.say("connection.somebody", locale),
        right: right.length,
        of: right.length + wrong.length,
        wrong: wrong.join(", ") || "0",
      }),
    );
}

function seatsLine(state: State, context: CommandContext): string {
  const empty = context.language.say("connection.empty", context.locale);
  return Object.entries(state.seats)
    .map(([seat, one]) => `${seatName(state, seat, context)}: ${one === null ? empty : `**${one.name}**`}`)
    .join(" · ");
}

function askingLine(state: State, { language, locale }: CommandContext): string[] {
  if (state.asking === null) return [];
  const names = waitingFor(state).map(({ name }) => name);
  return [language.say("connection.asking", locale, { by: state.asking.by.name, names: names.join(", ") })];
}

/** What to do now, in one sentence. */
export function nextLine(state: State, context: CommandContext): string {
  const say = (key: string, values = {}) =>
    context.language.say(`connection.next.${key}`, context.locale, values);
  const { goal, ended, seats, setting } = state;
  if (ended) {
    const moves = state.sim.trace.length;
    return say(`ended-${ended.why}`, { name: ended.by.name, moves, par: goal?.par ?? moves });
  }
  if (setting.mode === "instructor") return say("led", { name: setting.starter.name });
  if (Object.values(seats).every((one) => one === null)) return say("join");
  const turn = turnOf(state.sim);
  const next = due(state.sim);
  if (turn === null || next === null) return say(turn === null ? "quiet" : "held");
  const seat = seatName(state, turn, context);
  const move = moveName(state, next, context);
  const holder = seats[turn];
  if (!holder) return say("rules", { seat, move });
  return say(state.remindedAt === null ? "turn" : "reminded", { name: holder.name, seat, move });
}

function buttonsOf(state: State, context: CommandContext): Button[][] {
  const { language, locale } = context;
  const button = (key: string, verb: string, ...args: readonly (string | number)[]): Button => ({
    label: cut(language.say(`connection.button.${key}`, locale)),
    press: press(verb, state, ...args),
  });
  const history = button("history", "history", "text");
  if (state.ended) return [[{ ...button("summary", "summary"), style: "primary" }, history]];
  const guessing = state.setting.mode === "predict" || state.setting.mode === "instructor";
  return [
    joinRow(state, context),
    movesOf(state, context).slice(0, MOVE_BUTTONS),
    state.asking === null
      ? []
      : [button("consent", "consent", state.step), button("refuse", "refuse", state.step)],
    [
      ...(guessing ? [button("predict", "predict", state.step)] : []),
      ...(state.setting.hints ? [button("hint", "hint", state.step, 1)] : []),
      button("undo", "undo", state.step),
      history,
      { ...button("end", "end"), style: "danger" as const },
    ],
  ].filter((row) => row.length > 0);
}

function joinRow(state: State, context: CommandContext): Button[] {
  if (state.setting.mode === "instructor") return [];
  const empty = Object.keys(state.seats).filter((seat) => state.seats[seat] === null);
  const nobody = empty.length === Object.keys(state.seats).length;
  return empty.slice(0, JOIN_BUTTONS).map((seat) => ({
    label: cut(
      context.language.say("connection.button.join", context.locale, {
        seat: seatName(state, seat, context),
      }),
    ),
    press: press("join", state, seat),
    ...(nobody && { style: "primary" as const }),
  }));
}

/** What the rules would do comes first, and stands out; then the rest of that seat, then the others'. */
function movesOf(state: State, context: CommandContext): Button[] {
  const next = due(state.sim);
  const turn = turnOf(state.sim);
  const all = legal(state.sim, state.goal).map((choice, index) => ({ choice, index }));
  const takesTurns = state.setting.mode === "turns" || state.setting.mode === "predict";
  const byRules = ({ choice }: (typeof all)[number]) => next !== null && sameMove(choice.move, next.move);
  // An empty seat does only what the rules do: nothing else is offered for it.
  const open = all.filter(
    (one) =>
      (!takesTurns || turn === null || one.choice.seat === turn) &&
      (state.setting.mode === "instructor" || state.seats[one.choice.seat] !== null || byRules(one)),
  );
  const sorted = [...open.filter(byRules), ...open.filter((one) => !byRules(one))];
  return sorted.map((one) => ({
    label: moveName(state, one.choice, context),
    press: press("act", state, state.step, one.index),
    ...(byRules(one) && { style: "primary" as const }),
  }));
}

function selectsOf(state: State, context: CommandContext): Select[] {
  if (state.ended) return [];
  const rest = movesOf(state, context).slice(MOVE_BUTTONS, MOVE_BUTTONS + CHOICES);
  if (rest.length === 0) return [];
  return [
    {
      placeholder: context.language.say("connection.more", context.locale),
      choices: rest.map(({ label, press: { args } }) => ({ value: args[2] ?? "", label })),
      press: press("act", state, state.step),
    },
  ];
}
