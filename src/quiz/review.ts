/** When a question should come again: FSRS with its default parameters, not fitted to anybody. */
import { type Card, createEmptyCard, fsrs, Rating } from "ts-fsrs";
import * as z from "zod";
import { DAY_MS } from "./day.ts";

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
const state = z.object({
  fsrs: card,
  predictions: z.array(z.object({ predicted: z.number(), recalled: z.boolean() })),
});
const kept = state.extend({ before: state.nullable().optional() });

interface State {
  readonly fsrs: Card;
  readonly predictions: readonly Prediction[];
}

/** What is stored with a person's question. */
export interface Memory extends State {
  /** As it was before an answer that may still be changed; null: there was nothing. */
  readonly before?: State | null | undefined;
}

/** An answer that may still be changed comes back no sooner, or its coming would tell whether it was right. */
const UNDECIDED_MS = DAY_MS;

const scheduler = fsrs({ enable_fuzz: false });

/** A memory as it was stored; undefined where it is none of this version. */
export const memoryOf = (stored: unknown): Memory | undefined =>
  kept.safeParse(stored).data as Memory | undefined;

/**
 * @param before undefined at the first review, which predicts nothing. @param now ms since 1970.
 * @param mayChange the answer may still be replaced by another one.
 */
export function reviewed(before: State | undefined, grade: Grade, now: number, mayChange = false): Memory {
  const at = atOf(before, now);
  const predictions =
    before === undefined
      ? []
      : [...before.predictions, { predicted: recallOf(before, now), recalled: grade !== "again" }];
  const next = scheduler.next(before?.fsrs ?? createEmptyCard(at), at, RATINGS[grade]);
  const after = { fsrs: next.card, predictions: predictions.slice(-PREDICTIONS_MAX) };
  if (!mayChange) return after;
  return { ...after, before: before ? { fsrs: before.fsrs, predictions: before.predictions } : null };
}

/** Not before the last review, which a clock that was ahead may have dated: the scheduler counts no days backwards. */
const atOf = (before: State | undefined, now: number): Date =>
  new Date(Math.max(now, before?.fsrs.last_review?.getTime() ?? now));

/** The last review was of an answer that has been replaced: as if only this one had been given. */
export const reviewedInstead = (memory: Memory | undefined, grade: Grade, now: number): Memory =>
  reviewed(memory?.before === undefined ? memory : (memory.before ?? undefined), grade, now);

export const dueOf = ({ fsrs: { due }, before }: Memory, now: number): number =>
  before === undefined ? due.getTime() : Math.max(due.getTime(), now + UNDECIDED_MS);

/** Whoever has just read a solution knows it: an estimate says something of a memory from this time on. */
const RESTED_MS = DAY_MS;

/** Whether nothing of it has been seen for a day. */
export const isRested = ({ fsrs: { last_review: last } }: State, now: number): boolean =>
  last !== undefined && now - last.getTime() >= RESTED_MS;

/** How likely it is recalled now, from 0 to 1, as the model estimates. */
export const recallOf = ({ fsrs }: State, now: number): number =>
  scheduler.get_retrievability(fsrs, new Date(now), false);
