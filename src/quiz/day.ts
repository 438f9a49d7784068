/** Dates as people live them: `2026-03-08` in a time zone. */

const DAY_MS = 86_400_000;

/** @param now ms since 1970. @param zone IANA; throws a RangeError for one that does not exist. */
export function dayOf(now: number, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    ...({ year: "numeric", month: "2-digit", day: "2-digit" } as const),
  }).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Days since 1970-01-01; dates have no time zone, so this counts with UTC ones. */
export const numberOfDay = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

export const dayOfNumber = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** 0 = Monday. 1970-01-01 was a Thursday. */
const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** The Monday of its week. */
export const weekOf = (number: number): number => number - weekdayOf(number);
