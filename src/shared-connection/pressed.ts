/** A press on a card: its verb, and the connection that it is about. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import { type Answer, everybody, fork, perform, undo } from "./answers.ts";
import { FORMATS, guessForm, guessOf, hint, history, summary } from "./aside.ts";
import { card } from "./card.ts";
import { mayEnd, mayJoin, mayMove } from "./may.ts";
import type { State } from "./replay.ts";
import { read, type Table } from "./table.ts";

/** @param args the connection's id, then what the button carried; everything may be of another version. */
export async function pressed(
  table: Table,
  verb: string,
  args: readonly string[],
  context: CommandContext,
): Answer {
  const [id = "", first = "", second = ""] = args;
  const person = context.asker.id;
  const step = Number(first);
  switch (verb) {
    case "act":
      return perform(
        table,
        id,
        (state) => mayMove(state, person, step, Number(second), context.now),
        context,
      );
    case "join":
      return perform(table, id, (state) => mayJoin(state, person, first, context.now), context);
    case "undo":
      return undo(table, id, "ask undo", step, context);
    case "consent":
    case "refuse":
      return undo(table, id, verb, step, context);
    case "end":
      return perform(table, id, (state) => mayEnd(state, person), context);
    case "guess":
      return guess(table, id, step, context);
    default:
      return aside(table, verb, args, context);
  }
}

/** A guess is nobody else's business: only that there is one is said, and to its author alone. */
async function guess(table: Table, id: string, step: number, context: CommandContext): Answer {
  const said = guessOf(context.fields ?? {});
  const replies = await perform(
    table,
    id,
    (state) => {
      if (state.ended) return { ok: false, why: "ended" };
      if (step !== state.step) return { ok: false, why: "moved on" };
      return { ok: true, act: { type: "predict", guess: said } };
    },
    context,
  );
  if (replies.some(({ to }) => to === "asker")) return replies;
  return say("guess.kept", context);
}

/** What only looks. */
async function aside(table: Table, verb: string, args: readonly string[], context: CommandContext): Answer {
  const [id = "", first = "", second = ""] = args;
  const found = await read(table, id);
  if (!found.ok) return say(`why.${found.why}`, context);
  const { state } = found;
  const format = FORMATS.find((one) => one === first) ?? "text";
  switch (verb) {
    case "status":
      return [{ to: "channel", message: await card(state, everybody(context)) }];
    case "hint":
      return stale(state, first)
        ? [{ to: "asker", message: await card(state, context) }]
        : [{ to: "asker", message: hint(state, Number(second) || 1, context) }];
    case "history":
      return [{ to: "asker", message: await history(state, format, context) }];
    case "summary":
      return [{ to: "asker", message: summary(state, context) }];
    case "predict":
      return [{ to: "form", form: guessForm(state, context) }];
    case "fork":
      return fork(table, state, Number(first) || 0, context);
    default:
      return say("why.unknown", context);
  }
}

const stale = ({ step }: State, carried: string): boolean => Number(carried) !== step;

const say = (key: string, { language, locale }: CommandContext): readonly Reply[] => [
  { to: "asker", message: { text: language.say(`connection.${key}`, locale) } },
];
