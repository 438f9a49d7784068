/** What each deed answers: the newest card for everybody, or a private sentence that says why not and what to do. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import { privately, speaking } from "../chat/speaking.ts";
import type { Act } from "./act.ts";
import { type Format, history } from "./aside.ts";
import { joinButtons } from "./buttons.ts";
import { askingNames, card, nextLineAlone, rootOf, threadName, welcome } from "./card.ts";
import { type Afterwards, earnedIn, summary } from "./ending.ts";
import { turnLines } from "./happened.ts";
import { PLACE_MAX } from "./limits.ts";
import { type Decision, mayEnd, mayLeave, mayMove, mayUndo } from "./may.ts";
import { personName } from "./names.ts";
import { type State, waitingFor } from "./replay.ts";
import { channelPlaceOf, forTable, named, newId, opening, placeOf } from "./starting.ts";
import { act, type Done, open, type Read, read, type Table } from "./table.ts";
import { seatName } from "./words.ts";

export type Answer = Promise<readonly Reply[]>;

/** A table, and what others do when the play is over. */
export interface Play extends Table {
  readonly afterwards?: Afterwards;
}

const { say, said } = speaking("connection");

/** The newest of this thread that is still played, else of its channel and all threads in it: some platforms take commands in no thread. */
export async function onNewest(play: Play, context: CommandContext, work: (state: State) => Answer): Answer {
  const found = await readNewest(play, context);
  if (found === undefined) return said("why.nothing-here", context);
  return found.ok ? work(found.state) : said(`why.${found.why}`, context);
}

/** Undefined: nobody plays here, or not on this engine. */
export async function newestHere(play: Play, context: CommandContext): Promise<State | undefined> {
  const found = await readNewest(play, context);
  return found?.ok ? found.state : undefined;
}

async function readNewest(play: Play, context: CommandContext): Promise<Read | undefined> {
  for (const place of new Set([placeOf(context), channelPlaceOf(context)])) {
    const all = await play.keep.listByPlace(place, PLACE_MAX);
    const newest = all.find(({ status: is }) => is === "playing") ?? all[0];
    if (newest !== undefined) return read(play, newest.id);
  }
  return undefined;
}

/** It goes on where it was played last: in the thread that was opened for it, or beside one that was deleted. */
const follow = ({ keep }: Table, { id }: State, context: CommandContext): Promise<void> =>
  keep.moveTo(id, placeOf(context));

export async function perform(
  play: Play,
  id: string,
  may: (state: State) => Decision,
  context: CommandContext,
): Answer {
  const done = await act(play, id, context.asker, may, context.now, placeOf(context));
  if (!done.ok) return refusal(done, context);
  const { state, deed } = done;
  await follow(play, state, context);
  if (state.ended) await play.afterwards?.award(earnedIn(state), context);
  return shown(play, state, deed.act, context);
}

/** A turn leaves one line in place of the card that was pressed, and a new card below; everything else changes the card. */
async function shown(play: Play, state: State, { type, ...act }: Act, context: CommandContext): Answer {
  const all = forTable(state, context);
  const newest = await card(state, all);
  const root: Reply = { to: "thread's root", message: rootOf(state, all) };
  const trace = traceOf(state, type, all);
  if (trace === null) {
    const seat = "seat" in act ? act.seat : "";
    const hello: readonly Reply[] = type === "join" ? privately(welcome(state, seat, context)) : [];
    return [{ to: "same message", message: newest }, ...hello, root];
  }
  const turn: Reply[] = [
    { to: "same message", message: { text: trace } },
    { to: "channel", message: newest },
  ];
  if (!state.ended) return [...turn, root];
  const end: Reply = { to: "channel", message: summary(state, play.afterwards, all) };
  return [...turn, end, root, { to: "close thread", title: threadName(state, all) }];
}

/** What stays in the thread of what was done; null = it was no turn. */
function traceOf(state: State, type: Act["type"], context: CommandContext): string | null {
  const { name } = context.asker;
  const ruled = type === "let the rules" && state.path.at(-1)?.unasked;
  if (type === "move" || ruled) return turnLines(state, context);
  if (type !== "undo" && type !== "end") return null;
  // Where nobody else sits, nobody else was asked.
  const alone = waitingFor(state).every(({ id }) => id === context.asker.id);
  const what = type === "end" ? "ended" : alone ? "undone-alone" : "undone";
  return context.language.say(`connection.trace.${what}`, context.locale, { name });
}

type Refusal = Extract<Done, { readonly ok: false }>;

/** What is answered with the card itself: it shows what can be done instead. */
const SHOWN_WITH_CARD: readonly Refusal["why"][] = ["moved on", "already done", "ended", "not legal"];

/** Some have another sentence where everybody has a seat, or where nobody sits whose turn it is. */
function whyKey(why: Refusal["why"], hasSeats: boolean, isEmpty: boolean): string {
  if (why === "spectator" && !hasSeats) return "all-taken";
  if (why === "not your turn" && isEmpty) return "turn-of-nobody";
  return why.replaceAll(" ", "-");
}

/** Never a failed interaction: why not, and what can be done instead, with the names that the card gives its buttons. */
export async function refusal(done: Refusal, context: CommandContext): Answer {
  const { state, seat, why } = done;
  if (state === undefined) return said(`why.${why}`, context);
  const { language, locale } = context;
  // The card that was pressed is in front of them; what they need is a seat.
  const seats = why === "spectator" ? joinButtons(state, context) : [];
  const holder = seat === undefined ? undefined : state.seats[seat];
  const key = whyKey(why, seats.length > 0, holder === null);
  const text = language.say(`connection.why.${key}`, locale, {
    seat: seat === undefined ? "" : seatName(state, seat, context),
    name: holder?.name ?? language.say("connection.empty", locale),
    starter: personName(state.setting.starter, context),
    ...askingNames(state, context),
    agree: say("button.consent", forTable(state, context)),
    refuse: say("button.refuse", forTable(state, context)),
  });
  const stale = why === "moved on" || why === "already done";
  if (stale) context.services.meter?.stalePress();
  if (SHOWN_WITH_CARD.includes(why)) {
    const newest = await card(state, context, stale);
    return privately({ ...newest, text: `${text}\n\n${newest.text}` });
  }
  if (seats.length > 0) return privately({ text, buttons: [seats] });
  // Whose turn it is, and who leads, stands in these already.
  const next = why === "not your turn" || why === "led" ? [] : nextLineAlone(state, context);
  return privately([text, ...next].join("\n"));
}

/** @param index of a legal move; what is none is answered with what can be done. */
export async function move(play: Play, state: State, index: number, context: CommandContext): Answer {
  const may = (now: State) => mayMove(now, context.asker.id, state.step, index, context.now);
  return asTyped(await perform(play, state.id, may, context));
}

/** Nothing was pressed, so nothing can be replaced: what would have been is said to everybody. */
const asTyped = (replies: readonly Reply[]): readonly Reply[] =>
  replies.map((reply) => (reply.to === "same message" ? { ...reply, to: "channel" } : reply));

export async function undo(play: Play, state: State, context: CommandContext): Answer {
  const may = (now: State) => mayUndo(now, context.asker.id, "ask undo", state.step);
  return asTyped(await perform(play, state.id, may, context));
}

export async function leave(
  play: Play,
  state: State,
  to: string | undefined,
  context: CommandContext,
): Answer {
  const heir = to === undefined ? undefined : named(to, context);
  return asTyped(await perform(play, state.id, (now) => mayLeave(now, context.asker.id, heir), context));
}

export async function end(play: Play, state: State, context: CommandContext): Answer {
  return asTyped(await perform(play, state.id, (now) => mayEnd(now, context.asker.id), context));
}

/** For everybody: the card may have been lost with a message that somebody deleted. */
export async function status(state: State, context: CommandContext): Answer {
  return [{ to: "channel", message: await card(state, forTable(state, context)) }];
}

export async function showHistory(state: State, format: Format, context: CommandContext): Answer {
  return privately(await history(state, format, context));
}

/** What if it had gone on otherwise from there? */
export async function fork(play: Play, state: State, step: number, context: CommandContext): Answer {
  const { scenario, setting, run, path } = state;
  const kept = Math.min(step, setting.opening.length + path.length);
  const before = [...setting.opening, ...path.map(({ move: one }) => one)].slice(0, kept);
  const forked = await open(
    play,
    {
      ...{ id: newId(context), place: placeOf(context), scenario, run },
      setting: { ...setting, opening: before, invited: {}, starter: context.asker },
    },
    context.now,
  );
  return opening(forked, context);
}
