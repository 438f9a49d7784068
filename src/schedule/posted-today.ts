/** What a channel was asked today: `/quiz today` asks the same. */
import { dayOf } from "../quiz/day.ts";
import type { Schedules } from "../store/schedules.ts";
import type { Slots } from "../store/slots.ts";
import { postedName, questionsIn } from "./posted.ts";
import { settingOf } from "./setting.ts";

/**
 * Names of the questions in the channel's post of today, by the schedule's own clock; of a digest several. None where
 * nothing has been posted yet.
 */
export async function postedToday(
  { schedules, slots }: { readonly schedules: Schedules; readonly slots: Slots },
  channel: string,
  now: number,
): Promise<readonly string[]> {
  const schedule = await schedules.find(channel);
  if (schedule === undefined) return [];
  const slot = await slots.find({ schedule: channel, day: dayOf(now, settingOf(schedule).zone) });
  if (slot === undefined || (slot.state !== "sent" && slot.state !== "revealed")) return [];
  const asked = questionsIn(slot);
  return settingOf(schedule).rhythm === "weekly"
    ? asked.map((_, at) => postedName(slot, at))
    : asked.slice(0, 1).map(() => postedName(slot));
}
