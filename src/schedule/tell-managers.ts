/** What managers are told unasked, each thing once: that a channel takes no posts, and that questions run out. */
import type { Posted } from "../chat/platform.ts";
import { idParts } from "../chat/platform-id.ts";
import type { Schedule } from "../store/schedules.ts";
import { bagOf } from "./bag.ts";
import type { Job } from "./deeds.ts";
import { QUESTIONS_LOW } from "./limits.ts";
import type { OutboxParts } from "./outbox.ts";
import { questionsLeft } from "./plan.ts";
import { settingOf } from "./setting.ts";

type Why = Extract<Posted, { ok: false }>["why"];

/** The slot is marked last: whoever dies before that leaves all of it to be done again. */
export async function breakOff(parts: OutboxParts, { slot, schedule }: Job, why: Why): Promise<void> {
  await parts.brokenPlaces.mark(schedule.place, why, parts.now());
  const now = await parts.schedules.find(schedule.id);
  if (now !== undefined) await parts.schedules.change(now.id, now.version, { nextDue: null }, parts.now());
  await tellOfBreak(parts, schedule);
  await parts.slots.markFailed(slot, why);
  parts.log.warn({ schedule: schedule.id, why }, "a channel takes no posts");
}

/** In another channel of that server that has a schedule; without one, `/daily list` tells. */
async function tellOfBreak(parts: OutboxParts, schedule: Schedule): Promise<void> {
  const others = (await parts.schedules.ofServer(schedule.server)).filter(({ nextDue }) => nextDue !== null);
  const other = others.find(({ place }) => place !== schedule.place);
  if (other === undefined || !(await parts.brokenPlaces.claimTelling(schedule.place, parts.now()))) return;
  const { platform: name, own: channel } = idParts(other.place);
  const { language } = settingOf(other);
  const platform = parts.platforms.find((one) => one.name === name);
  const broken = idParts(schedule.place).own;
  const text = parts.language.say("daily.tell.broken", language, {
    channel: platform?.can.channelName?.(broken) ?? `\`${broken}\``,
  });
  const place = { server: idParts(other.server).own, channel };
  await platform?.post(place, { text }, `broken:${schedule.place}:${parts.now()}`);
}

/** Once, until there have been enough again. Told before it is marked: a retry has the same key. */
export async function tellWhenLow(parts: OutboxParts, { slot, place, platform }: Job): Promise<void> {
  const schedule = await parts.schedules.find(slot.schedule);
  if (schedule === undefined || platform === undefined) return;
  const setting = settingOf(schedule);
  const left = questionsLeft(schedule, await parts.bank.of(schedule.server));
  const bag = bagOf(schedule.bag);
  const low = left < QUESTIONS_LOW;
  if (low === bag.toldLow) return;
  if (low) {
    const text = parts.language.say("daily.tell.low", setting.language, { count: left });
    const told = await platform.post(place, { text }, `low:${schedule.id}:${bag.cycle}`);
    if (!told.ok) return;
  }
  // Where somebody changes the schedule meanwhile, the next post comes back to it.
  await parts.schedules.change(schedule.id, schedule.version, { bag: { ...bag, toldLow: low } }, parts.now());
}
