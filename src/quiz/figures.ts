/** What a person's own answers say, and no more than that. */
import type { CommandContext } from "../chat/command.ts";
import { serverOf } from "../chat/platform-id.ts";
import { sayer } from "../chat/speaking.ts";
import { calibrationOf } from "./calibration.ts";
import { DAY_MS, dayOf, numberOfDay } from "./day.ts";
import { zoneOfPerson } from "./refs.ts";
import { memoryOf, recallOf } from "./review.ts";
import type { Remembered } from "./services.ts";
import { type Streak, streakOf } from "./streak.ts";

const percent = (share: number): number => Math.round(share * 100);

export async function figuresText(quiz: Remembered, context: CommandContext): Promise<string> {
  const { asker, now, language, locale } = context;
  const say = sayer({ language, locale }, "quiz.stats");
  const firsts = await quiz.answers.firstsOf(asker.id);
  if (firsts.count === 0) return say("none");
  const memories = (await quiz.reviewCards.of(asker.id)).flatMap(({ card }) => memoryOf(card) ?? []);
  const calibration = calibrationOf(memories.flatMap(({ predictions }) => predictions));
  const recall = memories.reduce((sum, memory) => sum + recallOf(memory, now), 0) / memories.length;
  return [
    say("first", { n: firsts.count, right: firsts.right }),
    await streakText(quiz, context),
    ...(memories.length > 0 ? [say("recall", { n: memories.length, percent: percent(recall) })] : []),
    calibration === undefined
      ? say("no-calibration")
      : say("calibration", {
          ...{ n: calibration.reviews, brier: calibration.brier.toFixed(3) },
          ...{ predicted: percent(calibration.predicted), recalled: percent(calibration.recalled) },
        }),
  ].join("\n");
}

/** How many days in a row, by the person's own clock. */
export async function streakText(quiz: Remembered, context: CommandContext): Promise<string> {
  const zone = await zoneOfPerson(quiz, context.asker.id);
  const { length: count, frozen } = await streakHere(zone, quiz, context);
  const say = sayer(context, "quiz.stats");
  return [
    say("streak", { count, zone }),
    ...(frozen.length > 0 ? [say("frozen", { count: frozen.length })] : []),
    say("streak-rule"),
  ].join(" ");
}

/**
 * Only days count on which this server's channels got a question, by the person's clock; where nothing was ever posted,
 * `/quiz today` has one every day.
 */
async function streakHere(zone: string, quiz: Remembered, context: CommandContext): Promise<Streak> {
  const answered = await quiz.answers.daysOf(context.asker.id);
  const today = dayOf(context.now, zone);
  const [first] = answered;
  const server = serverOf(context);
  if (first === undefined || server === null) return streakOf(new Set(answered), today);
  // A day earlier, because dates begin at other times elsewhere.
  const times = await quiz.postedDays.since(server, (numberOfDay(first) - 1) * DAY_MS);
  const posted = new Set(times.map((at) => dayOf(at, zone)));
  const [earliest] = posted;
  return streakOf(
    new Set(answered),
    today,
    (day) => earliest === undefined || day < earliest || posted.has(day),
  );
}
