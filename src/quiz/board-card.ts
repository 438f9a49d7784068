/** A server's board as a message for whoever asks: a period that still runs, or a season that is over. */
import type { CommandContext } from "../chat/command.ts";
import type { Button, Message } from "../chat/message.ts";
import { serverOf } from "../chat/platform-id.ts";
import { type Say, sayer } from "../chat/speaking.ts";
import { BOARD_LINES, linesOf, PERIODS, type Period, type Placed, spanOf } from "./board.ts";
import { quizPress } from "./card.ts";
import { type FrozenSeason, formerSeasons } from "./seasons.ts";
import type { Remembered } from "./services.ts";

/** Former seasons that have a button; older ones are reached from the oldest of these. */
const SEASON_BUTTONS = 4;

/** As a button names them. */
export const boardOf = (period: string, season: string | undefined) => ({
  period: PERIODS.find((one) => one === period) ?? "week",
  season,
});

/** @param season `2026-03`: a former one; undefined: the period that still runs. */
export async function boardCard(
  { period, season }: { readonly period: Period; readonly season?: string | undefined },
  quiz: Remembered,
  context: CommandContext,
): Promise<Message> {
  const { asker, now } = context;
  const say = sayer(context, "quiz.board");
  const server = serverOf(context);
  if (server === null) return { text: say("no-server") };
  const former = await formerSeasons(server, quiz, now);
  const frozen = former.find((one) => one.season === season);
  if (season !== undefined && frozen === undefined)
    return { text: say("no-season", { season }), buttons: [seasonButtons(former, undefined, say)] };
  const found = frozen
    ? ofFrozen(frozen, asker.id)
    : await quiz.answers.board(server, spanOf(period, now), { limit: BOARD_LINES, person: asker.id });
  const lines = await worded(found, quiz, context, say);
  const title = frozen ? say("former", { season: frozen.season }) : say(period);
  const others = PERIODS.filter((one) => frozen !== undefined || one !== period).map(
    (one): Button => ({ label: say(`button.${one}`), press: quizPress("board", one) }),
  );
  return {
    text: [title, ...(lines.length > 0 ? lines : [say("empty")]), say(frozen ? "frozen" : "note")].join("\n"),
    buttons: [others, seasonButtons(former, frozen, say)].filter((row) => row.length > 0),
  };
}

/** The seasons just before the one that is shown, so that each step leads further back. */
function seasonButtons(former: readonly FrozenSeason[], shown: FrozenSeason | undefined, say: Say): Button[] {
  const from = shown === undefined ? 0 : former.indexOf(shown) + 1;
  return former.slice(from, from + SEASON_BUTTONS).map(({ season }) => ({
    label: say("button.former", { season }),
    press: quizPress("board", "season", season),
  }));
}

const ofFrozen = ({ standings }: FrozenSeason, person: string) => ({
  top: standings.slice(0, BOARD_LINES),
  own: standings.find((one) => one.person === person),
});

async function worded(
  found: { readonly top: readonly Placed[]; readonly own?: Placed | undefined },
  quiz: Remembered,
  { asker }: CommandContext,
  say: Say,
): Promise<string[]> {
  const names = await quiz.people.namesOf(found.top.map(({ person }) => person));
  return linesOf(found, names, asker.id).map(({ place, name, points, answers, own }) =>
    say("line", {
      ...{ place, name: own ? say("you") : (name ?? say("hidden")) },
      points: say("points", { count: points }),
      answers: say("answers", { count: answers }),
    }),
  );
}
