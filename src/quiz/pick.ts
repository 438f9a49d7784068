/** Which question comes next: out of a bag, so that none comes again before all others have. */
import type { Question } from "./question.ts";
import { shuffled } from "./seeded.ts";

export interface Wanted {
  readonly topic?: Question["topic"] | undefined;
  readonly difficulty?: number | undefined;
}

export const fitting = <T extends Pick<Question, "topic" | "difficulty">>(
  all: readonly T[],
  { topic, difficulty }: Wanted,
): T[] =>
  all.filter(
    (question) =>
      (topic === undefined || question.topic === topic) &&
      (difficulty === undefined || question.difficulty === difficulty),
  );

/**
 * The `turn`-th question (from 0) out of this seed's bags: each bag holds every question once, and the last of one
 * is never the first of the next. Undefined where there are none.
 */
export function pickTurn(all: readonly Question[], seed: string, turn: number): Question | undefined {
  if (all.length === 0) return undefined;
  const bag = Math.floor(turn / all.length);
  return bagOf(all, seed, bag)[turn % all.length];
}

function bagOf(all: readonly Question[], seed: string, bag: number): Question[] {
  const order = shuffled(all, `${seed} ${bag}`);
  if (bag === 0 || all.length < 2) return order;
  const [first, second, ...rest] = order as [Question, Question, ...Question[]];
  const last = shuffled(all, `${seed} ${bag - 1}`);
  // With two questions, the bag before may have been turned round itself: its last is whatever it ends with.
  const before = all.length === 2 ? bagOf(all, seed, bag - 1).at(-1) : last.at(-1);
  return first === before ? [second, first, ...rest] : order;
}

/** How often a person was shown a question. */
export interface Seen {
  readonly question: string;
  readonly times: number;
}

/**
 * What a person has seen least often, by chance among those; never the one that came last.
 * @param seen the newest first.
 */
export function pickFresh<T extends { readonly id: string }>(
  all: readonly T[],
  seen: readonly Seen[],
  seed: string,
): T | undefined {
  const times = new Map(seen.map((one) => [one.question, one.times]));
  const others = all.length > 1 ? all.filter(({ id }) => id !== seen[0]?.question) : all;
  const least = Math.min(...others.map(({ id }) => times.get(id) ?? 0));
  return shuffled(
    others.filter(({ id }) => (times.get(id) ?? 0) === least),
    seed,
  )[0];
}
