/** At the end: the states that both ends went through, what was out of the ordinary, who guessed how well, and what next. */

import type { CommandContext } from "../chat/command.ts";
import { cutText } from "../chat/cut-text.ts";
import type { Button, Message } from "../chat/message.ts";
import { sayer } from "../chat/speaking.ts";
import type { Played, PlayPoints } from "../quiz/after-play.ts";
import { stepView } from "../simulator/explain/index.ts";
import { traceOf } from "../simulator/network/run.ts";
import { numbersOf } from "../simulator/network/scenario.ts";
import type { Entry } from "../simulator/network/trace.ts";
import { has, RST } from "../simulator/tcp/segment.ts";
import { NETWORK, type SeatId, type Sitting } from "./act.ts";
import { nextLine } from "./card.ts";
import { tally } from "./guesses.ts";
import { CARD_MAX, MOMENTS_MAX } from "./limits.ts";
import { mainReason } from "./main-reason.ts";
import { personName } from "./names.ts";
import type { State } from "./replay.ts";
import { hasState, seatName } from "./words.ts";

/** What others do when a connection is over; absent: this bot has neither questions nor boards. */
export interface Afterwards {
  /** Labelled with the question itself, as long as it is. */
  questions(played: Played, context: CommandContext): readonly Button[];
  award(earned: readonly PlayPoints[], context: CommandContext): Promise<void>;
}

function playedIn({ id, scenario, sim: { trace } }: State): Played {
  const sent = trace.flatMap((entry) => entry.sent);
  return {
    ...{ connection: id, scenario: scenario.id },
    rules: [...new Set(trace.flatMap(({ because }) => because.map(({ rule }) => rule)))],
    states: [...new Set(trace.flatMap(({ states }) => states.map(({ after }) => after)))],
    resent: sent.some(({ again }) => again),
    reset: sent.some(({ seg }) => has(seg, RST)),
  };
}

/** Points of a goal are its difficulty; of guesses, one for so many that were right. */
const RIGHT_PER_POINT = 4;
const GUESS_POINTS_MAX = 3;

/**
 * Whoever moved for the side that got what it wanted, and whoever guessed well. A connection that one person played
 * alone, or that began in the middle of another, earns nothing: it would be a way to collect points.
 */
export function earnedIn(state: State): PlayPoints[] {
  const { path, scores, setting, scenario, goal } = state;
  const movers = path.flatMap(({ by, seat }) => (by ? [{ person: by.id, seat }] : []));
  const people = new Set([...movers, ...scores].map(({ person }) => person));
  if (people.size < 2 || setting.opening.length > 0) return [];
  const won = new Set(winners(state));
  const winning = new Set(movers.filter(({ seat }) => won.has(seat)).map(({ person }) => person));
  const forGoal = [...winning].map((person) => ({
    ...{ person, what: goal?.id ?? "", points: goal?.difficulty ?? 0 },
  }));
  const forGuesses = [...new Set(scores.map(({ person }) => person))].map((person) => {
    const right = scores.filter((one) => one.person === person).flatMap((one) => one.right).length;
    const points = Math.min(GUESS_POINTS_MAX, Math.floor(right / RIGHT_PER_POINT));
    return { person, what: `guess/${scenario.id}`, points };
  });
  const gone = new Set(
    [...path.map(({ by }) => by), ...scores.map(sittingOf)].flatMap((one) =>
      one?.name === null ? [one.id] : [],
    ),
  );
  return [...forGoal, ...forGuesses].filter(({ person, points }) => points > 0 && !gone.has(person));
}

const sittingOf = ({ person, name }: State["scores"][number]): Sitting => ({ id: person, name });

/** Reached: those who wanted it. Not reached in all those moves: those who did not. Ended before: nobody. */
function winners({ ended, goal }: State): readonly SeatId[] {
  if (goal === undefined || ended === null || ended.why === "person") return [];
  return ended.why === "goal" ? goal.for : goal.against;
}

export function summary(state: State, afterwards: Afterwards | undefined, context: CommandContext): Message {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "connection.summary");
  const moments = momentLines(state, context);
  const asked = state.ended ? (afterwards?.questions(playedIn(state), context) ?? []) : [];
  const head = [
    ...(state.ended ? [nextLine(state, context), ...sideLines(state, context)] : []),
    ...pathLines(state, context),
  ];
  const tail = [
    ...tally(state).map(({ name, right, of }) =>
      say("guesses", { name: personName({ name }, context), right, of }),
    ),
    ...(asked.length > 0 ? [say("questions")] : []),
    ...asked.map(({ label }) => `- ${label}`),
  ];
  const told = moments.length > 0 ? [say("moments"), ...moments].join("\n") : "";
  const room = CARD_MAX - [...head, ...tail].join("\n").length;
  const text = [...head, ...(told === "" ? [] : [cutText(told, Math.max(room, 0))]), ...tail].join("\n");
  return {
    text: cutText(text, CARD_MAX),
    ...(asked.length > 0 && { buttons: [asked.map((one, at) => numbered(one, at + 1, context))] }),
  };
}

const numbered = ({ press }: Button, n: number, { language, locale }: CommandContext): Button => ({
  label: language.say("connection.button.question", locale, { n }),
  press,
});

/** Who played for the goal and who against it. */
function sideLines({ goal, path, seats, ...state }: State, context: CommandContext): string[] {
  if (goal === undefined) return [];
  const { language, locale } = context;
  const whole = { goal, path, seats, ...state };
  const named = (side: readonly SeatId[]): string =>
    side
      .map((seat) => {
        const people = path.flatMap((one) =>
          one.seat === seat && one.by ? [personName(one.by, context)] : [],
        );
        const names = [...new Set(people)].join(", ") || language.say("connection.empty", locale);
        return `${seatName(whole, seat, context)} (${names})`;
      })
      .join(", ");
  const line = (key: "for" | "against", side: readonly SeatId[]) =>
    side.length === 0 ? [] : [language.say(`connection.summary.${key}`, locale, { people: named(side) })];
  return [...line("for", goal.for), ...line("against", goal.against)];
}

function pathLines(state: State, context: CommandContext): string[] {
  const trace = traceOf(state.sim, "until");
  const ends = state.scenario.hosts.filter(({ id }) => hasState(state, id));
  const lines = ends.map(({ id }) => {
    const own = trace.entries.filter(({ host }) => host === id).flatMap(({ states }) => states);
    const opening = trace.hosts.find((host) => host.id === id)?.opening ?? "CLOSED";
    const path = [opening, ...own.map(({ after }) => after)].join(" → ");
    return `- ${seatName(state, id, context)}: \`${path}\``;
  });
  return lines.length > 0 ? [sayer(context, "connection.summary")("states"), ...lines] : [];
}

/** Each with its rule. */
function momentLines(state: State, { language, locale }: CommandContext): string[] {
  const trace = traceOf(state.sim, "until");
  const numbers = numbersOf(state);
  return trace.entries
    .filter(isSurprising)
    .slice(0, MOMENTS_MAX)
    .map(({ n, because: rules }) => {
      const { number, what, reasons } = stepView(trace, n, locale, language, { numbers });
      const why = reasons[mainReason(rules)];
      const because = why
        ? `${why.text} (${why.section})`
        : language.say("connection.summary.by-network", locale);
      return `- ${number}. ${what}: ${because}`;
    });
}

const isSurprising = ({ move, sent, host }: Entry): boolean =>
  ["lose", "duplicate", "corrupt", "hold", "delay", "forge", "reboot"].includes(move.type) ||
  (host !== NETWORK && sent.some(({ again, seg }) => again || has(seg, RST)));
