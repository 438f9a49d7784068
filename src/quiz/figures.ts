/** What a person's own answers say, and no more than that. */
import type { CommandContext } from "../chat/command.ts";
import type { Message } from "../chat/message.ts";
import { sayer } from "../chat/speaking.ts";
import { calibrationOf } from "./calibration.ts";
import { DAY_MS } from "./day.ts";
import { type Habit, habitOf } from "./habit.ts";
import { isRested, type Memory, memoryOf, recallOf } from "./review.ts";
import type { Remembered } from "./services.ts";
import { DAYS, lastDays } from "./week.ts";
import { weekPicture } from "./week-picture.ts";

const percent = (share: number): number => Math.round(share * 100);

/** In words and, of the last seven days, as a picture; nothing to show before the first answer. */
export async function figuresCard(quiz: Remembered, context: CommandContext): Promise<Message> {
  const { asker, now } = context;
  const say = sayer(context, "quiz.stats");
  const firsts = await quiz.answers.firstsOf(asker.id);
  if (firsts.count === 0) return { text: say("none") };
  const memories = (await quiz.reviewCards.of(asker.id)).flatMap(({ card }) => memoryOf(card) ?? []);
  const calibration = calibrationOf(memories.flatMap(({ predictions }) => predictions));
  const habit = await habitOf(quiz, context);
  // A day more, because some have 25 hours.
  const made = await quiz.answers.madeSince(asker.id, now - (DAYS + 1) * DAY_MS);
  const text = [
    say("first", { n: firsts.count, right: firsts.right }),
    streakWords(habit, context),
    ...(memories.length > 0 ? [recallWords(memories, context)] : []),
    calibration === undefined
      ? say("no-calibration")
      : say("calibration", {
          ...{ n: calibration.reviews, brier: calibration.brier.toFixed(3) },
          ...{ predicted: percent(calibration.predicted), recalled: percent(calibration.recalled) },
        }),
  ].join("\n");
  const picture = await weekPicture(lastDays(made, habit), habit.streak, context);
  return { text, ...(picture && { picture }) };
}

/** Of what was answered a day ago or longer: the model holds everything just read for known, right or wrong. */
function recallWords(memories: readonly Memory[], context: CommandContext): string {
  const say = sayer(context, "quiz.stats");
  const rested = memories.filter((memory) => isRested(memory, context.now));
  if (rested.length === 0) return say("recall-later");
  const sum = rested.reduce((all, memory) => all + recallOf(memory, context.now), 0);
  return say("recall", { count: rested.length, percent: percent(sum / rested.length) });
}

/** How many days in a row, by the person's own clock. */
export async function streakText(quiz: Remembered, context: CommandContext): Promise<string> {
  return streakWords(await habitOf(quiz, context), context);
}

function streakWords({ zone, streak }: Habit, context: CommandContext): string {
  const { length: count, frozen } = streak;
  const say = sayer(context, "quiz.stats");
  return [
    say("streak", { count, zone }),
    ...(frozen.length > 0 ? [say("frozen", { count: frozen.length })] : []),
    say("streak-rule"),
  ].join(" ");
}
