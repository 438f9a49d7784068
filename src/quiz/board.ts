/** A server's board: which time it is about, and who is shown by name. */
import { DAY_MS, dayOf, numberOfDay, weekOf } from "./day.ts";

export const PERIODS = ["week", "season", "all"] as const;
export type Period = (typeof PERIODS)[number];

export const BOARD_LINES = 10;

/** From `from` on, and before `to`; milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Weeks begin on Monday and seasons on the first, 00:00 UTC: a server has people of many zones. */
export function spanOf(period: Period, now: number): Span {
  if (period === "season") return { from: seasonSpan(seasonOf(now)).from, to: now + 1 };
  const from = period === "week" ? weekOf(numberOfDay(dayOf(now, "UTC"))) * DAY_MS : 0;
  return { from, to: now + 1 };
}

/** A season is a month: `2026-03`. */
export const seasonOf = (now: number): string => dayOf(now, "UTC").slice(0, 7);

export function seasonSpan(season: string): Span {
  const first = (month: string): number => numberOfDay(`${month}-01`) * DAY_MS;
  return { from: first(season), to: first(seasonAfter(season)) };
}

export function seasonAfter(season: string): string {
  const [year = 0, month = 0] = season.split("-").map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
}

export interface Placed {
  readonly place: number;
  readonly person: string;
  readonly points: number;
  readonly answers: number;
}

export interface Line extends Omit<Placed, "person"> {
  /** Null: somebody who did not agree to be named. */
  readonly name: string | null;
  readonly own: boolean;
}

/** One's own place comes last where it is not among the first. @param names of those who agreed, by id. */
export function linesOf(
  { top, own }: { readonly top: readonly Placed[]; readonly own?: Placed | undefined },
  names: ReadonlyMap<string, string>,
  asker: string,
): Line[] {
  const below = own && !top.some(({ person }) => person === own.person) ? [own] : [];
  return [...top, ...below].map(({ person, ...rest }) => ({
    ...rest,
    name: names.get(person) ?? null,
    own: person === asker,
  }));
}
