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
import { connectingHosts, numbersOf } from "../simulator/network/scenario.ts";
import { press } from "./buttons.ts";
import { pictureOf } from "./card.ts";
import { due } from "./legal.ts";
import { WORDS_MAX } from "./limits.ts";
import type { Played, State } from "./replay.ts";
import { forTable } from "./starting.ts";
import { moveName, seatName } from "./words.ts";

const LEVELS = 3;

/** 1: what to look at; 2: which rule; 3: the answer, named as the card names its button. */
export function hint(state: State, wanted: number, context: CommandContext): Message {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "connection.hint");
  const next = due(state.sim);
  if (next === null) return { text: say("none") };
  const level = Math.min(Math.max(1, wanted), LEVELS);
  const then = traceOf(play(state.sim, next.move), "until");
  const view = stepView(then, then.entries.length - 1, locale, language, { numbers: numbersOf(state) });
  const sections = [...new Set(view.reasons.map(({ section }) => section))].join(", ");
  const text =
    level === 1
      ? say(`look-${next.move.type === "call" || next.move.type === "expire" ? next.move.type : "segment"}`, {
          seat: seatName(state, next.seat, context),
        })
      : level === 2 && sections !== ""
        ? say("rule", { sections })
        : `${say("answer", { move: moveName(state, next, forTable(state, context)) })}\n${view.text}`;
  const more = { label: cut(say("more")), press: press("hint", state, state.step, level + 1) };
  return { text: cutText(text, WORDS_MAX), ...(level < LEVELS && { buttons: [[more]] }) };
}

export const FORMATS = ["text", "picture", "gif", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** Everything so far, in one of the formats; the others are a button away. */
export async function history(state: State, format: Format, context: CommandContext): Promise<Message> {
  const say = sayer(context, "connection.history");
  if (state.sim.trace.length === 0) return { text: say("nothing") };
  // The example is one that this connection has: the step before its newest.
  const step = Math.max(0, state.setting.opening.length + state.path.length - 1);
  const head = say("head", { moves: state.path.length, undone: state.undone.length, step });
  const others = FORMATS.filter((one) => one !== format).map((one) => ({
    label: cut(say(one)),
    press: press("history", state, one),
  }));
  return { ...(await told(state, format, head, context)), buttons: [others] };
}

async function told(state: State, format: Format, head: string, context: CommandContext): Promise<Message> {
  switch (format) {
    case "text":
      return { text: `${head}\n${cutText(wordsOf(state, context), WORDS_MAX)}` };
    case "json":
      return { text: head, file: { name: "connection.json", text: jsonOf(state) } };
    case "picture":
    case "gif": {
      const still = await pictureOf(state, context);
      const gif = format === "gif" ? await movingOf(state, context) : undefined;
      return { text: head, ...(still && { picture: { ...still, ...(gif && { gif }) } }) };
    }
  }
}

function wordsOf(state: State, { locale, language }: CommandContext): string {
  const trace = traceOf(state.sim, "until");
  const numbers = numbersOf(state);
  const stage = { ongoing: state.ended === null, idle: connectingHosts(state.scenario) };
  const lines = tell(trace, locale, language, { ...stage, numbers, why: false });
  return `\`\`\`\n${lines.join("\n")}\n\`\`\``;
}

/** Undefined where it has more steps than a moving picture takes. */
async function movingOf(
  state: State,
  { locale, language, theme }: CommandContext,
): Promise<Uint8Array | undefined> {
  const trace = traceOf(state.sim, "until");
  const labels = labelsOf(trace, locale, language);
  const idle = connectingHosts(state.scenario);
  const made = planReels(trace, { locale, labels, idle, numbers: numbersOf(state) });
  const moving = made.ok ? await animate(made.plans, theme) : null;
  return moving?.ok ? moving.picture : undefined;
}

function jsonOf({ scenario, run, path, undone }: State): string {
  const told = (moves: readonly Played[]) =>
    moves.map(({ seat, move, by }) => ({ seat, move, by: by?.name ?? null }));
  const takenBack = undone.map(({ from, moves }) => ({ from, moves: told(moves) }));
  const whole = { scenario: scenario.id, run, moves: told(path), undone: takenBack };
  return `${JSON.stringify(whole, null, 1)}\n`;
}
