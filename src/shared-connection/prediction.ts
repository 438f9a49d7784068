/** What was right about what somebody said comes next. Pure: a guess and an entry in, a score out. */
import { type Guess, type GuessField, verdictsOf } from "../simulator/explain/guess.ts";
import type { Entry, Numbers } from "../simulator/network/trace.ts";

export interface Score {
  readonly person: string;
  /** null = somebody who asked to be forgotten. */
  readonly name: string | null;
  /** Index of the entry that was guessed. */
  readonly entry: number;
  readonly guess: Guess;
  /** Of the fields that were filled in. */
  readonly right: readonly GuessField[];
  readonly wrong: readonly GuessField[];
}

export function scoreOf(
  person: string,
  { name, ...guess }: Guess & Pick<Score, "name">,
  entry: Entry,
  numbers: Numbers,
): Score {
  const all = verdictsOf(guess, entry, numbers);
  const fields = (right: boolean) => all.filter((one) => one.right === right).map(({ field }) => field);
  return { person, name, entry: entry.n, guess, right: fields(true), wrong: fields(false) };
}
