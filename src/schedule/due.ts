/**
 * When a schedule is due: from a local time, weekdays and an IANA zone. A time that does not exist on a day (clocks go
 * forward) is the next minute that does; one that comes twice (clocks go back) is the first.
 */
import { Temporal } from "temporal-polyfill";
import { DAYS_AHEAD } from "./limits.ts";

export interface Rhythm {
  /** `09:00`, 24 hours. */
  readonly time: string;
  /** `Asia/Seoul`. */
  readonly zone: string;
  /** 1 = Monday … 7 = Sunday; at least one. */
  readonly days: readonly number[];
}

export interface Due {
  /** The local date it stands for, `2026-03-08`; where a gap spans midnight, `at` is on the next one. */
  readonly day: string;
  /** Milliseconds since 1970 (UTC). */
  readonly at: number;
}

/** The first one after `after`, in milliseconds since 1970. */
export function nextDue(rhythm: Rhythm, after: number): Due {
  const { zone } = rhythm;
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
    const day = today.add({ days: ahead });
    const at = rhythm.days.includes(day.dayOfWeek) ? momentOn(rhythm, day) : undefined;
    if (at !== undefined && at > after) return { day: day.toString(), at };
  }
  throw new Error(`a schedule without days: ${JSON.stringify(rhythm)}`);
}

/** The first one after `after` whose local date is none up to and with `done`: a moved schedule asks no date twice. */
export function nextDueSince(rhythm: Rhythm, after: number, done: string | undefined): Due {
  let due = nextDue(rhythm, after);
  while (done !== undefined && due.day <= done) due = nextDue(rhythm, due.at);
  return due;
}

/** Every one from the due time `from` up to and with `to`. */
export function dueBetween(rhythm: Rhythm, from: number, to: number): readonly Due[] {
  const all: Due[] = [];
  for (let due = nextDue(rhythm, from - 1); due.at <= to; due = nextDue(rhythm, due.at)) all.push(due);
  return all;
}

/** `2026-03-08 09:00` in this zone, for where a platform cannot show each reader's own time. */
export const localTime = (zone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");

/** Undefined where the zone has no such day at all: Apia's 2011-12-30. */
function momentOn({ time, zone }: Rhythm, day: Temporal.PlainDate): number | undefined {
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const first = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  if (first.toPlainDateTime().equals(wall)) return first.epochMilliseconds;
  if (!day.toZonedDateTime(zone).toPlainDate().equals(day)) return undefined;
  // In a gap "earlier" is as far before it as the time is inside: the gap's end is the next transition.
  return first.getTimeZoneTransition("next")?.epochMilliseconds;
}
