/** The last seven days as somebody lived them: what they answered, and what became of their streak. */
import { dayOf, dayOfNumber, numberOfDay } from "./day.ts";
import type { Habit } from "./habit.ts";

export const DAYS = 7;

export interface Lived {
  /** `2026-03-08`, in the person's time zone. */
  readonly day: string;
  /** Questions answered, practice too, and how many of them rightly. */
  readonly answered: number;
  readonly right: number;
  /** Whether the streak ended here or was kept by a freeze; undefined: neither. */
  readonly gap?: "missed" | "frozen";
}

/** @param made when answers were given, and whether they were right. */
export function lastDays(
  made: readonly { readonly at: number; readonly right: boolean }[],
  { zone, today, streak, answered, scheduled }: Habit,
): Lived[] {
  const last = numberOfDay(today);
  const first = [...answered][0] ?? today;
  return Array.from({ length: DAYS }, (_, at) => {
    const day = dayOfNumber(last - DAYS + 1 + at);
    const own = made.filter((one) => dayOf(one.at, zone) === day);
    const counts = { answered: own.length, right: own.filter(({ right }) => right).length };
    if (streak.frozen.includes(day)) return { day, ...counts, gap: "frozen" };
    const missed = day > first && day < today && scheduled(day) && !answered.has(day);
    return { day, ...counts, ...(missed && { gap: "missed" as const }) };
  });
}
