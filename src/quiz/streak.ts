/** How long somebody has kept at it: their own days, scheduled days only, one freeze a week. */
import { dayOfNumber, numberOfDay, weekOf } from "./day.ts";

export interface Streak {
  /** Days answered in a row; frozen and unscheduled ones neither count nor end it. */
  readonly length: number;
  /** Dates that the freeze of their week kept. */
  readonly frozen: readonly string[];
}

/**
 * @param answered dates in the person's time zone for which they answered.
 * @param today theirs; without an answer yet it ends nothing.
 * @param scheduled whether there was a question for them on that date.
 */
export function streakOf(
  answered: ReadonlySet<string>,
  today: string,
  scheduled: (day: string) => boolean = () => true,
): Streak {
  if (answered.size === 0) return { length: 0, frozen: [] };
  const now = numberOfDay(today);
  const earliest = Math.min(...[...answered].map(numberOfDay));
  const frozen: string[] = [];
  const weeksFrozen = new Set<number>();
  let length = 0;
  for (let number = now; number >= earliest; number--) {
    const day = dayOfNumber(number);
    if (answered.has(day)) length++;
    else if (number < now && scheduled(day)) {
      if (weeksFrozen.has(weekOf(number))) break;
      weeksFrozen.add(weekOf(number));
      frozen.push(day);
    }
  }
  return length === 0 ? { length, frozen: [] } : { length, frozen };
}
