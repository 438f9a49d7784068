/** A press on a card: its verb, and the connection that it is about. */
import { guessIn, unreadLines } from "../card/guess-form.ts";
import type { CommandContext } from "../chat/command.ts";
import { privately, speaking } from "../chat/speaking.ts";
import { type Guess, unreadIn } from "../simulator/explain/guess.ts";
import { type Answer, fork, newestHere, type Play, perform, refusal, status } from "./answers.ts";
import { FORMATS, hint, history } from "./aside.ts";
import { furtherMoves, MORE } from "./buttons.ts";
import { card } from "./card.ts";
import { summary } from "./ending.ts";
import { guessForm, ownVerdict } from "./guesses.ts";
import { mayEnd, mayJoin, mayLeave, mayLetTheRules, mayMove, mayUndo } from "./may.ts";
import { personName } from "./names.ts";
import type { State } from "./replay.ts";
import { forTable, placeOf } from "./starting.ts";
import { read } from "./table.ts";

const { say, said } = speaking("connection");

/** @param args the connection's id, then what the button carried; everything may be of another version. */
export async function pressed(
  play: Play,
  verb: string,
  args: readonly string[],
  context: CommandContext,
): Answer {
  const [id = "", first = ""] = args;
  const person = context.asker.id;
  const step = Number(first);
  switch (verb) {
    case "act": {
      // Of a list, what was chosen comes last.
      const chosen = args.at(-1) ?? "";
      if (chosen === MORE) return aside(play, MORE, args, context);
      const index = Number(chosen);
      return perform(play, id, (state) => mayMove(state, person, step, index, context.now), context);
    }
    case "join":
      return perform(play, id, (state) => mayJoin(state, person, first, context.now), context);
    case "leave":
      return perform(play, id, (state) => mayLeave(state, person), context);
    case "rules":
      return perform(play, id, (state) => mayLetTheRules(state, person, first), context);
    case "undo":
      return perform(play, id, (state) => mayUndo(state, person, "ask undo", step), context);
    case "consent":
    case "refuse":
      return perform(play, id, (state) => mayUndo(state, person, verb, step), context);
    case "end":
      return perform(play, id, (state) => mayEnd(state, person), context);
    case "guess":
      return guess(play, id, step, context);
    default:
      return aside(play, verb, args, context);
  }
}

/**
 * A guess is nobody else's business: only that there is one is said, and to its author alone. What is no flag, number or
 * state is no guess: it is said at once, while there is time to correct it, and not kept.
 */
async function guess(play: Play, id: string, step: number, context: CommandContext): Answer {
  const filled = guessIn(context.fields ?? {});
  if (isEmpty(filled)) return said("guess.empty", context);
  const unread = unreadIn(filled);
  const kept = { ...filled, ...Object.fromEntries(unread.map(({ field }) => [field, ""])) };
  const told = (key: string) =>
    privately([...unreadLines(unread, context), say(`guess.${key}`, context)].join("\n"));
  if (isEmpty(kept)) return told("unread");
  const replies = await perform(
    play,
    id,
    (state) => {
      if (state.ended) return { ok: false, why: "ended" };
      if (step !== state.step) return { ok: false, why: "moved on" };
      return { ok: true, act: { type: "predict", guess: kept } };
    },
    context,
  );
  if (replies.some(({ to }) => to === "asker")) return replies;
  return told(unread.length > 0 ? "kept-rest" : "kept");
}

const isEmpty = (guess: Guess): boolean => Object.values(guess).every((field) => field.trim() === "");

/** What only looks. */
async function aside(play: Play, verb: string, args: readonly string[], context: CommandContext): Answer {
  const [id = "", first = "", second = ""] = args;
  const found = await read(play, id, placeOf(context));
  if (!found.ok) return said(`why.${found.why}`, context);
  const { state } = found;
  const format = FORMATS.find((one) => one === first) ?? "text";
  switch (verb) {
    case "status":
      return status(state, context);
    case "hint":
      return stale(state, first)
        ? privately(await card(state, context))
        : privately(hint(state, Number(second) || 1, context));
    case "history":
      return privately(await history(state, format, context));
    case "summary":
      return privately(summary(state, play.afterwards, context));
    case MORE:
      return stale(state, first)
        ? privately(await card(state, context))
        : privately(furtherMoves(state, context));
    case "verdict":
      return privately({ text: ownVerdict(state, context) });
    case "enter":
      return wayIn(play, state, context);
    case "predict":
      return [{ to: "form", form: guessForm(state, context) }];
    case "fork":
      return fork(play, state, Number(first) || 0, context);
    default:
      return said("why.unknown", context);
  }
}

/**
 * Into the thread, and which connection that is: those of a channel look alike. What to press there has the name that the
 * card gives it: the table may speak another language than whoever asks.
 */
async function wayIn(play: Play, state: State, context: CommandContext): Answer {
  if (state.ended) return refusal({ ok: false, why: "ended", state }, context);
  const { thread, ...channel } = context.place;
  const where = thread === undefined ? undefined : context.can.threadLink?.(thread);
  const button = say("button.join", forTable(state, context), { seat: "…" });
  const lines = [
    say("root.which", context, whichOf(state, context)),
    say(where === undefined ? "root.enter" : "root.enter-link", context, { button, where: where ?? "" }),
  ];
  const newest = await newestHere(play, { ...context, place: channel });
  if (newest && !newest.ended && newest.id !== state.id)
    lines.push(say("root.newer", context, whichOf(newest, context)));
  return privately(lines.join("\n"));
}

const whichOf = ({ scenario, setting, sim }: State, context: CommandContext) => ({
  scenario: scenario.title[context.locale],
  name: personName(setting.starter, context),
  moves: sim.trace.length,
});

const stale = ({ step }: State, carried: string): boolean => Number(carried) !== step;
