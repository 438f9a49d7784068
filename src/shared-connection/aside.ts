/** What is looked at beside the card: hints, the history, the summary, and the form for a guess. */
import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import { cut } from "../chat/menu.ts";
import type { Form, Message } from "../chat/message.ts";
import { animate, layoutFrames } from "../diagram/index.ts";
import { labelsOf, stepView, tell } from "../simulator/explain/index.ts";
import { play } from "../simulator/network/play.ts";
import { traceOf } from "../simulator/network/run.ts";
import type { Entry } from "../simulator/network/trace.ts";
import { pictureOf, press } from "./card.ts";
import { due } from "./legal.ts";
import { GUESS_MAX, MOMENTS_MAX, WORDS_MAX } from "./limits.ts";
import type { State } from "./replay.ts";
import { moveName, seatName } from "./words.ts";

const LEVELS = 3;

/** 1: what to look at; 2: which rule; 3: the answer. */
export function hint(state: State, wanted: number, context: CommandContext): Message {
  const { language, locale } = context;
  const say = (key: string, values = {}) => language.say(`connection.hint.${key}`, locale, values);
  const next = due(state.sim);
  if (next === null) return { text: say("none") };
  const level = Math.min(Math.max(1, wanted), LEVELS);
  const then = traceOf(play(state.sim, next.move), "until");
  const view = stepView(then, then.entries.length - 1, locale, language, {
    numbers: state.scenario.numbers ?? "relative",
  });
  const sections = [...new Set(view.reasons.map(({ section }) => section))].join(", ");
  const text =
    level === 1
      ? say(`look-${next.move.type === "call" || next.move.type === "expire" ? next.move.type : "segment"}`, {
          seat: seatName(state, next.seat, context),
        })
      : level === 2 && sections !== ""
        ? say("rule", { sections })
        : `${say("answer", { move: moveName(state, next, context) })}\n${view.text}`;
  const more = { label: cut(say("more")), press: press("hint", state, state.step, level + 1) };
  return { text: cutText(text, WORDS_MAX), ...(level < LEVELS && { buttons: [[more]] }) };
}

export const FORMATS = ["text", "picture", "gif", "json"] as const;
export type Format = (typeof FORMATS)[number];

export async function history(state: State, format: Format, context: CommandContext): Promise<Message> {
  const { language, locale, theme } = context;
  const trace = traceOf(state.sim, "until");
  const numbers = state.scenario.numbers ?? "relative";
  const buttons = [
    FORMATS.filter((one) => one !== format).map((one) => ({
      label: cut(language.say(`connection.history.${one}`, locale)),
      press: press("history", state, one),
    })),
  ];
  if (trace.entries.length === 0) return { text: language.say("connection.history.nothing", locale) };
  if (format === "json") {
    const moves = state.path.map(({ seat, move, by }) => ({ seat, move, by: by?.name ?? null }));
    const json = JSON.stringify({ scenario: state.scenario.id, run: state.run, moves });
    return { text: cutText(`\`\`\`json\n${json}\n\`\`\``, WORDS_MAX), buttons };
  }
  const undone = state.undone.length;
  const lines = tell(trace, locale, language, { numbers, why: false });
  const head = language.say("connection.history.head", locale, { moves: state.path.length, undone });
  const text = `${head}\n${cutText(`\`\`\`\n${lines.join("\n")}\n\`\`\``, WORDS_MAX)}`;
  if (format === "text") return { text, buttons };
  const still = await pictureOf(state, context);
  const frames = layoutFrames(trace, { locale, labels: labelsOf(trace, locale, language), numbers });
  const gif = format === "gif" && frames.ok ? await animate(frames.layouts, theme) : undefined;
  return { text: head, ...(still && { picture: { ...still, ...(gif && { gif }) } }), buttons };
}

/** The states at each end, what was out of the ordinary with its rule, and who guessed how well. */
export function summary(state: State, context: CommandContext): Message {
  const { language, locale } = context;
  const trace = traceOf(state.sim, "until");
  const paths = state.scenario.hosts.map(({ id }) => {
    const own = trace.entries.filter(({ host }) => host === id).flatMap(({ states }) => states);
    const opening = trace.hosts.find((host) => host.id === id)?.opening ?? "CLOSED";
    return `- ${seatName(state, id, context)}: \`${[opening, ...own.map(({ after }) => after)].join(" → ")}\``;
  });
  const moments = trace.entries.filter(isSurprising).slice(0, MOMENTS_MAX);
  const told = moments.map(({ n }) => {
    const view = stepView(trace, n, locale, language, { numbers: state.scenario.numbers ?? "relative" });
    const why = view.reasons[0];
    return `- ${view.title}${why ? `: ${why.text} (${why.section})` : ""}`;
  });
  const right = state.scores.reduce((sum, one) => sum + one.right.length, 0);
  const of = right + state.scores.reduce((sum, one) => sum + one.wrong.length, 0);
  const lines = [
    language.say("connection.summary.states", locale),
    ...paths,
    ...(told.length > 0 ? [language.say("connection.summary.moments", locale), ...told] : []),
    ...(of > 0 ? [language.say("connection.summary.guesses", locale, { right, of })] : []),
  ];
  return { text: cutText(lines.join("\n"), WORDS_MAX) };
}

const isSurprising = ({ move, sent }: Entry): boolean =>
  ["lose", "duplicate", "corrupt", "hold", "delay", "forge", "reboot"].includes(move.type) ||
  sent.some(({ again }) => again);

export function guessForm(state: State, { language, locale }: CommandContext): Form {
  const say = (key: string) => language.say(`connection.guess.${key}`, locale);
  return {
    title: say("title"),
    press: press("guess", state, state.step),
    fields: (["flags", "seq", "ack", "state"] as const).map((name) => ({
      name,
      label: say(name),
      kind: "line",
      hint: say(`${name}-hint`),
      required: false,
    })),
  };
}

export const guessOf = (fields: Readonly<Record<string, string>>) => {
  const field = (name: string) => (fields[name] ?? "").slice(0, GUESS_MAX);
  return { flags: field("flags"), seq: field("seq"), ack: field("ack"), state: field("state") };
};
