/** A server's board: which time it is about, and who is shown by name. */
import { dayOf, numberOfDay, weekOf } from "./day.ts";

export const SPANS = ["week", "month", "all"] as const;
export type Span = (typeof SPANS)[number];

export const BOARD_LINES = 10;

const DAY_MS = 86_400_000;

/** Weeks begin on Monday and months on the first, 00:00 UTC: a server has people of many zones. */
export function periodOf(span: Span, now: number): { readonly from: number; readonly to: number } {
  const today = dayOf(now, "UTC");
  const from = {
    week: weekOf(numberOfDay(today)) * DAY_MS,
    month: numberOfDay(`${today.slice(0, 7)}-01`) * DAY_MS,
    all: 0,
  }[span];
  return { from, to: now + 1 };
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
