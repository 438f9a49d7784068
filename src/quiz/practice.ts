/** What somebody practises next: out of the bank, or made anew; and what is about to be forgotten. */
import type { CommandContext, Localised } from "../chat/command.ts";
import { kinds } from "../content/generated.ts";
import { questionOf } from "../content/questions.ts";
import { bankHere, questionHere } from "./asking.ts";
import { fitting, pickFresh, type Wanted } from "./pick.ts";
import { drawFrom } from "./seeded.ts";
import type { Remembered } from "./services.ts";

/** Reviews that are looked at and counted at once. */
const DUE_MAX = 50;
/** One in so many is made anew, where both may come. */
const FRESH_EVERY = 3;

/** Every kind of generated question by its id, `any` of them, or `none`. */
export const FRESH = ["any", "none", ...kinds.map(({ id }) => id)] as [string, ...string[]];
export const FRESH_LABELS: Readonly<Record<string, Localised>> = {
  any: { en: "Any kind", ko: "아무 유형" },
  none: { en: "Only written ones", ko: "미리 쓴 문제만" },
  ...Object.fromEntries(kinds.map(({ id, title }) => [id, title])),
};

export interface PracticeWanted extends Wanted {
  /** A kind's id, `any`, or `none`; undefined: both, mixed. */
  readonly fresh?: string | undefined;
}

/** @param nonce the ask's own name, and the seed of what is made anew. Undefined: there is nothing like that. */
export async function practiceRef(
  wanted: PracticeWanted,
  nonce: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<string | undefined> {
  const { fresh } = wanted;
  const fits = fitting(kinds, wanted);
  const made =
    fresh === "none" ? [] : fits.filter(({ id }) => fresh === undefined || fresh === "any" || fresh === id);
  const written =
    fresh === undefined || fresh === "none" ? fitting(await bankHere(quiz, context), wanted) : [];
  const draw = drawFrom(`${context.asker.id} ${nonce}`);
  const anew = written.length === 0 || (made.length > 0 && draw.whole(1, FRESH_EVERY) === 1);
  const seen = await quiz.asked.of(context.asker.id);
  const pool: readonly { readonly id: string }[] = anew ? made : written;
  const chosen = pickFresh(pool, seen, `${context.asker.id} ${nonce}`);
  if (chosen === undefined) return undefined;
  await quiz.asked.mark(context.asker.id, chosen.id, context.now);
  return `${chosen.id}.${nonce}`;
}

/** What is due for this person and can still be asked: ids, the longest due first, `DUE_MAX` of them at the most. */
export async function dueIds(quiz: Remembered, context: CommandContext): Promise<readonly string[]> {
  const due = await quiz.reviewCards.due(context.asker.id, context.now, DUE_MAX);
  const there = await Promise.all(due.map(({ question }) => canBeAsked(question, quiz, context)));
  return due.filter((_, at) => there[at]).map(({ question }) => question);
}

/** A kind comes back with new numbers; of a server's own questions its bank knows. */
const canBeAsked = async (id: string, quiz: Remembered, context: CommandContext): Promise<boolean> =>
  questionOf(id) !== null ||
  kinds.some((kind) => kind.id === id) ||
  (await questionHere(id, quiz, context)) !== undefined;
