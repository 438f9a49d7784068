/** What the quiz adds when people have played a connection: two questions that fit, and points on the server's board. */
import type { Press } from "../chat/message.ts";
import type { Played as PlayedAnswer } from "../store/answer-figures.ts";
import { quizPress } from "./card.ts";
import { dayOf, numberOfDay, weekOf } from "./day.ts";
import type { Question } from "./question.ts";
import { shuffled } from "./seeded.ts";
import type { Remembered } from "./services.ts";

const QUESTIONS_AFTER_PLAY = 2;
/** Of a connection's id, which is by chance: enough to tell one's own connections apart. */
const NONCE_LETTERS = 6;

/** A connection that people played to its end: what happened, in the words of rules and states. */
export interface Played {
  readonly connection: string;
  readonly scenario: string;
  readonly rules: readonly string[];
  readonly states: readonly string[];
  /** Whether a segment was sent again, and whether a RST was sent. */
  readonly resent: boolean;
  readonly reset: boolean;
}

/** Those about the same run come first, then those that are proven by what happened; of equals, chance decides, the same for the same connection. */
export function questionsAfter(played: Played, bank: readonly Question[]): Question[] {
  const weighed = shuffled(bank, played.connection).map((question) => ({
    question,
    weight: weightOf(question, played),
  }));
  return weighed
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, QUESTIONS_AFTER_PLAY)
    .map(({ question }) => question);
}

/** Each reason counts for more than all weaker ones together. */
function weightOf({ topic, run, proof }: Question, played: Played): number {
  const proven = (proof?.expect ?? []).filter(
    (check) => "rule" in check && played.rules.includes(check.rule),
  );
  const sameRun = run?.split(/\s+/u)[2] === played.scenario;
  const reasons = [topicsOf(played).includes(topic), proven.length > 0, sameRun];
  return reasons.reduce((sum, fits, at) => sum + (fits ? 2 ** at : 0), 0);
}

function topicsOf({ states, rules, resent, reset }: Played): Question["topic"][] {
  return [
    ...(states.includes("SYN-RECEIVED") ? (["three-way"] as const) : []),
    ...(states.includes("FIN-WAIT-1") ? (["four-way"] as const) : []),
    ...(states.includes("TIME-WAIT") ? (["time-wait"] as const) : []),
    ...(rules.some((rule) => rule.startsWith("listener-")) ? (["flood"] as const) : []),
    ...(resent ? (["retransmission", "timeouts"] as const) : []),
    ...(reset ? (["reset"] as const) : []),
  ];
}

/** Asks this question of whoever presses it; each person answers it once for this connection. */
export const askPress = ({ id }: Question, connection: string): Press =>
  quizPress("answer", `${id}.${connection.slice(0, NONCE_LETTERS)}`);

/** What somebody earned by playing. */
export interface PlayPoints {
  readonly person: string;
  /** The same deed earns once a week: a goal, `open`, or `guess/three-way`. */
  readonly what: string;
  readonly points: number;
}

/** Only for those who agreed to be on boards by name, and each deed once a week. */
export async function awardPlay(
  earned: readonly PlayPoints[],
  server: string | null,
  { answers, settings }: Pick<Remembered, "answers" | "settings">,
  now: number,
): Promise<void> {
  if (server === null) return;
  const week = weekOf(numberOfDay(dayOf(now, "UTC")));
  for (const { person, what, points } of earned) {
    if ((await settings.ofPerson(person)).visibility !== "named") continue;
    await answers.record({
      ...{ id: `play/${server}/${what}/${week}|${person}`, person, server, slot: null },
      ...{
        question: `play/${what}` satisfies PlayedAnswer,
        questionVersion: 1,
        answer: what,
        right: true,
        points,
        at: now,
      },
    });
  }
}
