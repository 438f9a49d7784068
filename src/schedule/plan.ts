/**
 * Schedules that are due get their slot: its questions are chosen when it is reserved, before anything is sent. All of it
 * may be done again by another process at any point: the slot's key decides, and whoever comes second reads it.
 */

import type { Bank } from "../quiz/bank.ts";
import type { Question } from "../quiz/question.ts";
import type { Schedule, Schedules } from "../store/schedules.ts";
import type { SlotId, Slots } from "../store/slots.ts";
import { bagOf, draw, leftIn, taken } from "./bag.ts";
import { dueBetween, nextDue } from "./due.ts";
import { DIGEST_QUESTIONS, MISSED_RECORDED, SCHEDULES_PER_ROUND } from "./limits.ts";
import { drawnIn } from "./posted.ts";
import { type Setting, settingOf, suits } from "./setting.ts";

export interface Plans {
  readonly schedules: Schedules;
  readonly slots: Slots;
  readonly bank: Bank;
}

/** @param failed is told of a schedule that could not be planned; the others go on. */
export async function plan(
  parts: Plans,
  now: number,
  failed: (schedule: string, error: unknown) => void,
): Promise<void> {
  for (const schedule of await parts.schedules.due(now, SCHEDULES_PER_ROUND)) {
    try {
      await planOne(parts, schedule, now);
    } catch (error) {
      failed(schedule.id, error);
    }
  }
}

/** After a downtime the newest is posted where it is not too late; the others are recorded as skipped. */
async function planOne(parts: Plans, schedule: Schedule, now: number): Promise<void> {
  const setting = settingOf(schedule);
  const dues = dueBetween(setting, schedule.nextDue ?? now + 1, now);
  const newest = dues.at(-1);
  for (const { day, at } of dues.slice(0, -1).slice(-MISSED_RECORDED))
    await parts.slots.skip({ schedule: schedule.id, day, dueAt: at, reason: "missed" });
  if (newest !== undefined) {
    const slot = { schedule: schedule.id, day: newest.day };
    if (now - newest.at > setting.catchUpMs)
      await parts.slots.skip({ ...slot, dueAt: newest.at, reason: "late" });
    else await reserve(parts, schedule, slot, newest.at);
  }
  await moveOn(parts, schedule, newest?.day, nextDue(setting, now).at, now);
}

/** False where the day has its slot already. Without questions it is recorded as skipped. */
export async function reserve(
  { slots, bank }: Plans,
  schedule: Schedule,
  slot: SlotId,
  dueAt: number,
): Promise<boolean> {
  const setting = settingOf(schedule);
  const suiting = suitingIds(await bank.of(schedule.server), setting);
  const count = setting.rhythm === "weekly" ? DIGEST_QUESTIONS : 1;
  const { ids, refill } = draw(bagOf(schedule.bag), suiting, count, schedule.id);
  if (ids.length === 0) return slots.skip({ ...slot, dueAt, reason: "no questions" });
  return slots.reserve({ ...slot, dueAt, post: { questions: ids, ...(refill && { refill }) } });
}

/** What the day's slot took is out of the bag; where a manager changes the schedule meanwhile, their times stay. */
export async function moveOn(
  { schedules, slots }: Plans,
  planned: Schedule,
  day: string | undefined,
  next: number | null,
  now: number,
): Promise<void> {
  const slot = day === undefined ? undefined : await slots.find({ schedule: planned.id, day });
  let schedule: Schedule | undefined = planned;
  while (schedule !== undefined) {
    const bag = slot === undefined ? schedule.bag : taken(bagOf(schedule.bag), slot.day, drawnIn(slot));
    const nextDueOf = schedule.version === planned.version ? { nextDue: next } : {};
    if (await schedules.change(schedule.id, schedule.version, { bag, ...nextDueOf }, now)) return;
    schedule = await schedules.find(planned.id);
  }
}

/** Of questions that suit a schedule, how many have not come since its bag was filled. */
export const questionsLeft = (schedule: Schedule, all: readonly Question[]): number =>
  leftIn(bagOf(schedule.bag), suitingIds(all, settingOf(schedule))).length;

const suitingIds = (all: readonly Question[], setting: Setting): readonly string[] =>
  all.filter((question) => suits(question, setting)).map(({ id }) => id);
