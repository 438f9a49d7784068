/** On which days somebody answered, by their own clock, and how long they have kept at it. */
import type { CommandContext } from "../chat/command.ts";
import { serverOf } from "../chat/platform-id.ts";
import { DAY_MS, dayOf, numberOfDay } from "./day.ts";
import { zoneOfPerson } from "./refs.ts";
import type { Remembered } from "./services.ts";
import { type Streak, streakOf } from "./streak.ts";

export interface Habit {
  /** The person's; IANA. */
  readonly zone: string;
  readonly today: string;
  /** The days that count, the oldest first. */
  readonly answered: ReadonlySet<string>;
  /** Whether there was a question for them on that day. */
  readonly scheduled: (day: string) => boolean;
  readonly streak: Streak;
}

export async function habitOf(quiz: Remembered, context: CommandContext): Promise<Habit> {
  const zone = await zoneOfPerson(quiz, context.asker.id);
  const today = dayOf(context.now, zone);
  const answered = new Set(await quiz.answers.daysOf(context.asker.id));
  const scheduled = await scheduledFor([...answered][0], zone, quiz, context);
  return { zone, today, answered, scheduled, streak: streakOf(answered, today, scheduled) };
}

/**
 * Only days count on which this server's channels got a question, by the person's clock; where nothing was ever posted,
 * `/quiz today` has one every day.
 * @param first the day of the person's first answer.
 */
async function scheduledFor(
  first: string | undefined,
  zone: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<Habit["scheduled"]> {
  const server = serverOf(context);
  if (first === undefined || server === null) return () => true;
  // A day earlier, because dates begin at other times elsewhere.
  const times = await quiz.postedDays.since(server, (numberOfDay(first) - 1) * DAY_MS);
  const posted = new Set(times.map((at) => dayOf(at, zone)));
  const [earliest] = posted;
  return (day) => earliest === undefined || day < earliest || posted.has(day);
}
