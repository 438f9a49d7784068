/** What is looked at beside the card: hints, and the history. */
import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import { cut } from "../chat/menu.ts";
import type { Message } from "../chat/message.ts";
import { sayer } from "../chat/speaking.ts";
import { animate, planReels } from "../diagram/index.ts";
import { labelsOf, stepView, tell } from "../simulator/explain/index.ts";
import { play } from "../simulator/network/play.ts";
import { traceOf } from "../simulator/network/run.ts";
import { press } from "./buttons.ts";
import { pictureOf } from "./card.ts";
import { due } from "./legal.ts";
import { WORDS_MAX } from "./limits.ts";
import type { Played, State } from "./replay.ts";
import { moveName, seatName } from "./words.ts";

const LEVELS = 3;

/** 1: what to look at; 2: which rule; 3: the answer. */
export function hint(state: State, wanted: number, context: CommandContext): Message {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "connection.hint");
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
  const undone = state.undone.length;
  const head = language.say("connection.history.head", locale, { moves: state.path.length, undone });
  if (format === "json") {
    const told = (path: readonly Played[]) =>
      path.map(({ seat, move, by }) => ({ seat, move, by: by?.name ?? null }));
    const takenBack = state.undone.map(({ from, moves }) => ({ from, moves: told(moves) }));
    const moves = told(state.path);
    const whole = { scenario: state.scenario.id, run: state.run, moves, undone: takenBack };
    const json = JSON.stringify(whole, null, 1);
    return { text: head, file: { name: "connection.json", text: `${json}\n` }, buttons };
  }
  const lines = tell(trace, locale, language, { numbers, why: false });
  const text = `${head}\n${cutText(`\`\`\`\n${lines.join("\n")}\n\`\`\``, WORDS_MAX)}`;
  if (format === "text") return { text, buttons };
  const still = await pictureOf(state, context);
  const made =
    format === "gif"
      ? planReels(trace, { locale, labels: labelsOf(trace, locale, language), numbers })
      : null;
  const moving = made?.ok ? await animate(made.plans, theme) : null;
  return {
    text: head,
    ...(still && { picture: { ...still, ...(moving?.ok && { gif: moving.picture }) } }),
    buttons,
  };
}
