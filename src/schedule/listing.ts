/** A schedule as its managers see it: what comes next, and what became of the last ones. */
import type { CommandContext } from "../chat/command.ts";
import { idParts } from "../chat/platform-id.ts";
import { speaking } from "../chat/speaking.ts";
import type { Schedule } from "../store/schedules.ts";
import type { Slot } from "../store/slots.ts";
import type { DailyServices } from "./daily-services.ts";
import { localTime, nextDue } from "./due.ts";
import { QUESTIONS_LOW } from "./limits.ts";
import { questionsLeft } from "./plan.ts";
import { type Setting, settingOf } from "./setting.ts";

const { say } = speaking("daily");

const NEXT_SHOWN = 5;
const LAST_SHOWN = 5;
const DAY_GROUPS: Readonly<Record<string, string>> = { 1234567: "all", 12345: "weekdays", 67: "weekends" };

/** Whoever reads it knows of a broken channel, and need not be told elsewhere. */
export async function blockOf(
  schedule: Schedule,
  daily: DailyServices,
  context: CommandContext,
): Promise<string> {
  const wanted = settingOf(schedule);
  const broken = await daily.brokenPlaces.find(schedule.place);
  if (broken !== undefined) await daily.brokenPlaces.claimTelling(schedule.place, context.now);
  const left = questionsLeft(schedule, await daily.bank.of(schedule.server));
  const last = await daily.slots.last(schedule.id, LAST_SHOWN);
  const { language, locale } = context;
  const days = daysIn(wanted, context);
  const channel = idParts(schedule.place).own;
  const named = context.can.channelName?.(channel) ?? channel;
  const title = { channel: named, time: wanted.time, zone: wanted.zone, days };
  const why = broken && language.say(`daily.why.${broken.reason}`, locale);
  return [
    say(`list.${wanted.rhythm}`, context, title),
    ...(broken && why
      ? [say("list.broken", context, { when: shown(broken.since, wanted.zone, context), why })]
      : schedule.nextDue === null
        ? [say("list.paused", context)]
        : [say("list.next", context), ...comingLines(schedule.nextDue, wanted, context)]),
    ...(last.length > 0 ? [say("list.last", context), ...last.map((slot) => lastLine(slot, context))] : []),
    say("list.left", context, { count: left }),
    ...(left < QUESTIONS_LOW ? [say("list.low", context)] : []),
  ].join("\n");
}

/** `weekdays`, `every day` or `Mon, Thu`. */
export function daysIn({ days }: Setting, { language, locale }: CommandContext): string {
  const group = DAY_GROUPS[days.join("")];
  const named = group === undefined ? days : [group];
  return named.map((day) => language.say(`daily.day.${day}`, locale)).join(", ");
}

function comingLines(from: number, wanted: Setting, context: CommandContext): string[] {
  const lines: string[] = [];
  for (let at = from; lines.length < NEXT_SHOWN; at = nextDue(wanted, at).at)
    lines.push(`- ${shown(at, wanted.zone, context)}`);
  return lines;
}

function lastLine({ day, state, reason, thread }: Slot, { language, locale }: CommandContext): string {
  const key = `daily.state.${(reason ?? "").replaceAll(" ", "-")}`;
  const known = reason !== null && language.has(key, locale);
  const line = `- ${day}: ${language.say(known ? key : `daily.state.${state}`, locale)}`;
  return thread === "refused" ? `${line} (${language.say("daily.state.no-thread", locale)})` : line;
}

/** In each reader's own time where the platform can, else in the zone's. */
export const shown = (at: number, zone: string, { can, locale }: CommandContext): string =>
  can.localTime?.(Math.floor(at / 1_000), { locale, zone }) ?? localTime(zone, at);
