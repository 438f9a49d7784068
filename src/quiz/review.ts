/** When a question should come again: FSRS with its default parameters, not fitted to anybody. */
import { type Card, createEmptyCard, fsrs, Rating } from "ts-fsrs";
import { z } from "zod";

export const GRADES = ["again", "hard", "good", "easy"] as const;
export type Grade = (typeof GRADES)[number];

const RATINGS = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const;

/** How sure the model was before a review, and whether it was recalled. */
export interface Prediction {
  readonly predicted: number;
  readonly recalled: boolean;
}

/** Predictions kept with one question; older ones are dropped. */
const PREDICTIONS_MAX = 50;

const card = z.object({
  due: z.coerce.date(),
  stability: z.number(),
  difficulty: z.number(),
  elapsed_days: z.number(),
  scheduled_days: z.number(),
  learning_steps: z.number(),
  reps: z.number(),
  lapses: z.number(),
  state: z.literal([0, 1, 2, 3]),
  last_review: z.coerce.date().optional(),
});
const kept = z.object({
  fsrs: card,
  predictions: z.array(z.object({ predicted: z.number(), recalled: z.boolean() })),
});

/** What is stored with a person's question. */
export interface Memory {
  readonly fsrs: Card;
  readonly predictions: readonly Prediction[];
}

const scheduler = fsrs({ enable_fuzz: false });

/** A memory as it was stored; undefined where it is none of this version. */
export const memoryOf = (stored: unknown): Memory | undefined =>
  kept.safeParse(stored).data as Memory | undefined;

/** @param before undefined at the first review, which predicts nothing. @param now ms since 1970. */
export function reviewed(before: Memory | undefined, grade: Grade, now: number): Memory {
  const at = new Date(now);
  const predictions =
    before === undefined
      ? []
      : [...before.predictions, { predicted: recallOf(before, now), recalled: grade !== "again" }];
  const next = scheduler.next(before?.fsrs ?? createEmptyCard(at), at, RATINGS[grade]);
  return { fsrs: next.card, predictions: predictions.slice(-PREDICTIONS_MAX) };
}

export const dueOf = ({ fsrs: { due } }: Memory): number => due.getTime();

/** How likely it is recalled now, from 0 to 1, as the model estimates. */
export const recallOf = ({ fsrs: state }: Memory, now: number): number =>
  scheduler.get_retrievability(state, new Date(now), false);
