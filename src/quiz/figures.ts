/** What a person's own answers say, and no more than that. */
import type { CommandContext } from "../chat/command.ts";
import { calibrationOf } from "./calibration.ts";
import { dayOf } from "./day.ts";
import { zoneOfPerson } from "./keep.ts";
import { memoryOf, recallOf } from "./review.ts";
import type { Remembered } from "./services.ts";
import { streakOf } from "./streak.ts";

/** Answers that are looked at, the newest first. */
const ANSWERS_MAX = 1_000;
const percent = (share: number): number => Math.round(share * 100);

export async function figuresText(quiz: Remembered, context: CommandContext): Promise<string> {
  const { asker, now, language, locale } = context;
  const say = (key: string, values = {}): string => language.say(`quiz.stats.${key}`, locale, values);
  const answers = await quiz.answers.ofPerson(asker.id, ANSWERS_MAX);
  if (answers.length === 0) return say("none");
  const zone = await zoneOfPerson(quiz, asker.id);
  const days = new Set(answers.flatMap(({ slot }) => /\/(\d{4}-\d\d-\d\d)/u.exec(slot ?? "")?.[1] ?? []));
  const streak = streakOf(days, dayOf(now, zone));
  const firsts = answers.filter(({ first }) => first);
  const memories = (await quiz.reviewCards.of(asker.id)).flatMap(({ card }) => memoryOf(card) ?? []);
  const calibration = calibrationOf(memories.flatMap(({ predictions }) => predictions));
  const recall = memories.reduce((sum, memory) => sum + recallOf(memory, now), 0) / memories.length;
  return [
    say("first", { n: firsts.length, right: firsts.filter(({ right }) => right).length }),
    say("streak", { n: streak.length, zone, frozen: streak.frozen.length }),
    ...(memories.length > 0 ? [say("recall", { n: memories.length, percent: percent(recall) })] : []),
    calibration === undefined
      ? say("no-calibration")
      : say("calibration", {
          ...{ n: calibration.reviews, brier: calibration.brier.toFixed(3) },
          ...{ predicted: percent(calibration.predicted), recalled: percent(calibration.recalled) },
        }),
  ].join("\n");
}
