/** Dates as people live them: `2026-03-08` in a time zone. */

export const DAY_MS = 86_400_000;

/** By zone, of which there are some six hundred: making one takes five times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    ...({ year: "numeric", month: "2-digit", day: "2-digit" } as const),
  });
  formats.set(zone, made);
  return made;
}

/** @param at ms since 1970. @param zone IANA; throws a RangeError for one that does not exist. */
export function dayOf(at: number, zone: string): string {
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Days since 1970-01-01; dates have no time zone, so this counts with UTC ones. */
export const numberOfDay = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

export const dayOfNumber = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** 0 = Monday. 1970-01-01 was a Thursday. */
const weekdayOf = (number: number): number => (((number + 3) % 7) + 7) % 7;

/** The Monday of its week, as a number of a day. */
export const weekOf = (number: number): number => number - weekdayOf(number);
