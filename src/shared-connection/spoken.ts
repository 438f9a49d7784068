/** What is said to the bot by name in a thread, where no command can be typed: `next`, `undo`, `syn`, `deliver SYN`. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import type { Language } from "../language.ts";
import { play as playMove } from "../simulator/network/play.ts";
import { flagNames, PSH } from "../simulator/tcp/segment.ts";
import {
  type Answer,
  end,
  leave,
  move,
  newestHere,
  type Play,
  showHistory,
  status,
  undo,
} from "./answers.ts";
import { type Choice, due, legal, sameMove } from "./legal.ts";
import type { State } from "./replay.ts";
import { moveName } from "./words.ts";

type Deed = (play: Play, state: State, context: CommandContext) => Answer;

const next: Deed = (play, state, context) => {
  const index = indexOf(state, "next", context.language);
  return move(play, state, index, context);
};
const look: Deed = (_, state, context) => status(state, context);
const told: Deed = (_, state, context) => showHistory(state, "text", context);
const gone: Deed = (play, state, context) => leave(play, state, undefined, context);

const WORDS: ReadonlyMap<string, Deed> = new Map<string, Deed>([
  ["next", next],
  ["다음", next],
  ["undo", undo],
  ["되돌리기", undo],
  ["status", look],
  ["상태", look],
  ["history", told],
  ["기록", told],
  ["leave", gone],
  ["나가기", gone],
  ["end", end],
  ["종료", end],
]);

/** Undefined: it was meant for somebody else, or nobody plays here. */
export async function heard(
  words: string,
  play: Play,
  context: CommandContext,
): Promise<readonly Reply[] | undefined> {
  const said = words.trim().toLowerCase();
  const deed = WORDS.get(said);
  const state = await newestHere(play, context);
  if (state === undefined) return undefined;
  if (deed !== undefined) return deed(play, state, context);
  const index = indexOf(state, said, context.language);
  return index < 0 ? undefined : move(play, state, index, context);
}

/** The place among all legal moves of what was said; -1 = none is called so. */
export function indexOf(state: State, said: string, language: Language): number {
  const word = said.trim().toLowerCase();
  const choices = legal(state.sim, state.goal);
  const rules = due(state.sim);
  if (word === "next" || word === "다음")
    return choices.findIndex(({ move: one }) => rules !== null && sameMove(one, rules.move));
  const named = choices.findIndex((choice) =>
    (["en", "ko"] as const).some(
      (locale) => moveName(state, choice, { language, locale }).toLowerCase() === word,
    ),
  );
  if (named >= 0) return named;
  const spelt = flagsIn(word);
  if (spelt === undefined) return -1;
  // Whoever says FIN alone means the segment that has one: it has an ACK as well.
  const flags = spelt === "FIN" ? "ACK,FIN" : spelt;
  const delivers = choices.findIndex((choice) => flagsIn(deliveredBy(state, choice)) === flags);
  return delivers >= 0 ? delivers : choices.findIndex((choice) => flagsIn(sentBy(state, choice)) === flags);
}

/** A segment's name stands for its delivery, and before it is on its way for the call that sends it. */
function deliveredBy({ sim }: State, { move: one }: Choice): string {
  if (one.type !== "deliver") return "";
  const found = sim.flights.find(({ flight }) => flight.id === one.id)?.flight;
  return found === undefined ? "" : flagNames(found.seg.flags & ~PSH);
}

function sentBy({ sim }: State, { move: one }: Choice): string {
  if (one.type !== "call") return "";
  const first = playMove(sim, one).trace.at(-1)?.sent[0];
  return first === undefined ? "" : flagNames(first.seg.flags & ~PSH);
}

/** `SYN-ACK`, `syn,ack` and `ack syn` are the same. */
function flagsIn(text: string): string | undefined {
  const words = text.toUpperCase().match(/[A-Z]+/gu) ?? [];
  const known = words.length > 0 && words.every((word) => /^(SYN|ACK|FIN|RST)$/u.test(word));
  return known ? words.toSorted().join(",") : undefined;
}
