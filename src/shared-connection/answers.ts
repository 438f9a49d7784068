/** What each deed answers: the newest card for everybody, or a private sentence that says why not and what to do. */
import type { CommandContext } from "../chat/command.ts";
import type { Message, Reply } from "../chat/message.ts";
import { type Format, history, summary } from "./aside.ts";
import { card, happened, nextLine } from "./card.ts";
import { due, legal, sameMove } from "./legal.ts";
import { PLACE_MAX } from "./limits.ts";
import { type Decision, mayEnd, mayLeave, mayMove, mayUndo } from "./may.ts";
import type { State } from "./replay.ts";
import { channelOf, named, newId, placeOf } from "./starting.ts";
import { act, type Done, open, read, type Table } from "./table.ts";
import { moveName, seatName } from "./words.ts";

export type Answer = Promise<readonly Reply[]>;

const sentence = (key: string, { language, locale }: CommandContext, values = {}): readonly Reply[] => [
  { to: "asker", message: { text: language.say(`connection.${key}`, locale, values) } },
];

export const everybody = (context: CommandContext): CommandContext => ({
  ...context,
  locale: context.channelLocale,
});

/** The newest of this thread that is still played, else of its channel. */
export async function onNewest(
  table: Table,
  context: CommandContext,
  work: (state: State) => Answer,
): Answer {
  const places = [...new Set([placeOf(context), channelOf(context)])];
  for (const place of places) {
    const all = await table.keep.listByPlace(place, PLACE_MAX);
    const newest = all.find(({ status: is }) => is === "playing") ?? all[0];
    if (newest === undefined) continue;
    const found = await read(table, newest.id);
    return found.ok ? work(found.state) : sentence(`why.${found.why}`, context);
  }
  return sentence("why.nothing-here", context);
}

/** A thread that was opened for the connection is its place from the first press in it. */
async function follow({ keep }: Table, { id }: State, context: CommandContext): Promise<void> {
  if (context.place.thread !== undefined) await keep.moveTo(id, placeOf(context));
}

export async function perform(
  table: Table,
  id: string,
  may: (state: State) => Decision,
  context: CommandContext,
): Answer {
  const done = await act(table, id, context.asker, may, context.now);
  if (!done.ok) return refusal(done, context);
  const { state } = done;
  await follow(table, state, context);
  const shown = everybody(context);
  const moved = done.deed.act.type === "move" || done.deed.act.type === "end";
  const newest = await card(state, shown);
  if (!moved) return [{ to: "same message", message: newest }];
  const trace: Message = { text: `**${context.asker.name}** · ${firstLine(happened(state, shown))}` };
  const end: Reply[] = state.ended ? [{ to: "channel", message: summary(state, shown) }] : [];
  return [{ to: "same message", message: trace }, { to: "channel", message: newest }, ...end];
}

const firstLine = (text: string): string => text.split("\n")[0] ?? "";

/** Never a failed interaction: why not, whose turn it is, and where the connection stands now. */
async function refusal(done: Extract<Done, { ok: false }>, context: CommandContext): Answer {
  const { state, seat, why } = done;
  if (state === undefined) return sentence(`why.${why}`, context);
  const { language, locale } = context;
  const text = language.say(`connection.why.${why.replaceAll(" ", "-")}`, locale, {
    seat: seat === undefined ? "" : seatName(state, seat, context),
    name: (seat && state.seats[seat]?.name) ?? language.say("connection.empty", locale),
    starter: state.setting.starter.name,
  });
  if (why === "moved on") context.services.meter?.stalePress();
  if (why === "moved on" || why === "spectator" || why === "ended") {
    const newest = await card(state, context, why === "moved on");
    return [{ to: "asker", message: { ...newest, text: `${text}\n\n${newest.text}` } }];
  }
  return [{ to: "asker", message: { text: `${text}\n${nextLine(state, context)}` } }];
}

/** `next`, or what a button says, in any language, or its number. */
export async function move(table: Table, state: State, said: string, context: CommandContext): Answer {
  const choices = legal(state.sim, state.goal);
  const next = due(state.sim);
  const word = said.trim().toLowerCase();
  const index = choices.findIndex((choice) => {
    if (word === "next" || word === "다음") return next !== null && sameMove(choice.move, next.move);
    return (["en", "ko"] as const).some(
      (locale) => moveName(state, choice, { language: context.language, locale }).toLowerCase() === word,
    );
  });
  return asTyped(
    await perform(
      table,
      state.id,
      (now) => mayMove(now, context.asker.id, state.step, index, context.now),
      context,
    ),
  );
}

/** Nothing was pressed, so nothing can be replaced: the card is for everybody. */
function asTyped(replies: readonly Reply[]): readonly Reply[] {
  if (replies.some(({ to }) => to === "channel")) return replies.filter(({ to }) => to !== "same message");
  return replies.map((reply) => (reply.to === "same message" ? { ...reply, to: "channel" } : reply));
}

export async function undo(
  table: Table,
  id: string,
  what: "ask undo" | "consent" | "refuse",
  step: number,
  context: CommandContext,
): Answer {
  return perform(table, id, (state) => mayUndo(state, context.asker.id, what, step), context);
}

export async function leave(
  table: Table,
  state: State,
  to: string | undefined,
  context: CommandContext,
): Answer {
  const heir = to === undefined ? undefined : named(to, context);
  return asTyped(await perform(table, state.id, (now) => mayLeave(now, context.asker.id, heir), context));
}

export async function deed(table: Table, id: string, _: "end", context: CommandContext): Answer {
  return asTyped(await perform(table, id, (state) => mayEnd(state, context.asker.id), context));
}

/** For everybody: the card may have been lost with a message that somebody deleted. */
export async function status(state: State, context: CommandContext): Answer {
  return [{ to: "channel", message: await card(state, everybody(context)) }];
}

export async function showHistory(state: State, format: Format, context: CommandContext): Answer {
  return [{ to: "asker", message: await history(state, format, context) }];
}

/** What if it had gone on otherwise from there? */
export async function fork(table: Table, state: State, step: number, context: CommandContext): Answer {
  const { scenario, setting, run, path } = state;
  const kept = Math.min(step, setting.opening.length + path.length);
  const opening = [...setting.opening, ...path.map(({ move: one }) => one)].slice(0, kept);
  const forked = await open(
    table,
    {
      ...{ id: newId(context), place: placeOf(context), scenario, run },
      setting: { ...setting, opening, invited: {}, starter: context.asker },
    },
    context.now,
  );
  const shown = everybody(context);
  const title = context.language.say("connection.forked", shown.locale, {
    scenario: scenario.title[shown.locale],
    step: kept,
  });
  return [{ to: "new thread", title, message: await card(forked, shown) }];
}
