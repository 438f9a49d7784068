/** What a channel was asked today, or when it will be: `/quiz today` asks the same, and nothing before it. */

import { dayOf } from "../quiz/day.ts";
import type { ChannelToday } from "../quiz/services.ts";
import type { Schedule, Schedules } from "../store/schedules.ts";
import type { Slot, Slots } from "../store/slots.ts";
import { localTime } from "./due.ts";
import { postedName, questionsIn } from "./posted.ts";
import { settingOf } from "./setting.ts";

/** By the schedule's own clock. */
export async function postedToday(
  { schedules, slots }: { readonly schedules: Schedules; readonly slots: Slots },
  channel: string,
  now: number,
): Promise<ChannelToday> {
  const schedule = await schedules.find(channel);
  if (schedule === undefined) return { names: [] };
  const { zone, rhythm } = settingOf(schedule);
  const slot = await slots.find({ schedule: channel, day: dayOf(now, zone) });
  if (slot?.state === "sent" || slot?.state === "revealed") {
    const asked = questionsIn(slot);
    if (rhythm === "weekly") return { names: asked.map((_, at) => postedName(slot, at)) };
    return { names: asked.slice(0, 1).map(() => postedName(slot)) };
  }
  const at = comesAt(schedule, slot);
  return { names: [], ...(at !== null && { coming: { at, zone, local: localTime(zone, at) } }) };
}

/** A manager may let the next one come earlier, on any day on which there was none; null: a paused schedule's never. */
const comesAt = ({ nextDue }: Schedule, slot: Slot | undefined): number | null =>
  slot?.state === "reserved" ? slot.dueAt : nextDue;
