/** A channel's daily post as the schedule leaves it in the store, on whichever day. */
import type { Question } from "../../src/quiz/question.ts";
import { SEOUL } from "../schedule/given.ts";
import type { Stage } from "./quiz-bot.ts";

/** With its platform in front, as `member()` speaks there. */
const CHANNEL = "test:general";
const SERVER = "test:s";

/** `more`: what this channel's manager set otherwise. */
export async function schedule({ store, clock }: Stage, more: Partial<typeof SEOUL> = {}): Promise<void> {
  const setting = { ...SEOUL, ...more };
  await store.schedules.create(
    { id: CHANNEL, server: SERVER, place: CHANNEL, setting, bag: {}, nextDue: null },
    clock.now,
  );
}

/** @param day by the schedule's clock. Returns the post's name. */
export async function posted(
  { store }: Stage,
  day: string,
  dueAt: number,
  questions: readonly Question[],
): Promise<string> {
  await store.slots.reserve({
    schedule: CHANNEL,
    day,
    dueAt,
    post: { questions: questions.map(({ id }) => id) },
  });
  await store.db
    .updateTable("slots")
    .set({ state: "sent", message: "m", reveal_at: dueAt + SEOUL.revealAfterMs })
    .where("schedule", "=", CHANNEL)
    .where("day", "=", day)
    .execute();
  return `${CHANNEL}/${day}`;
}
