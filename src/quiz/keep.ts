/** What an answer changes: the answer itself, once, and when the question comes again, in one commit. */
import type { CommandContext } from "../chat/command.ts";
import type { Answer, KeptAnswer, Review } from "../store/answers.ts";
import { keptAs } from "./generated/kind.ts";
import { type Given, isRight } from "./grade.ts";
import { type Asked, answerId } from "./refs.ts";
import { dueOf, type Grade, memoryOf, reviewed, reviewedInstead } from "./review.ts";
import type { Remembered } from "./services.ts";

/** A daily answer may be changed this often, before its reveal. */
const CHANGES_MAX = 1;

export type Outcome =
  /** Recorded, and may still be changed before the reveal. */
  | { readonly kind: "open" }
  | {
      readonly kind: "revealed";
      readonly given: Given;
      readonly right: boolean | null;
      readonly practice: boolean;
    };

type Marked = Pick<Answer, "answer" | "right" | "points">;

/** Records an answer once; a daily one may replace itself once, and after that every further one is practice. */
export async function take(
  ref: string,
  asked: Asked,
  given: Given,
  quiz: Remembered,
  context: CommandContext,
): Promise<Outcome> {
  const { question, daily } = asked;
  const { asker, now } = context;
  const right = isRight(question, given);
  const id = answerId(daily?.slot ?? ref, asker.id);
  const marked = { answer: given, right: right === true, points: daily && right === true ? 1 : 0 };
  const grade: Grade | undefined = right === null ? undefined : right ? "good" : "again";
  const review = grade && (await nextReview(asked, grade, quiz, context, daily ? "may change" : "final"));
  const first = await quiz.answers.record(
    {
      ...{ id, person: asker.id, question: keptAs(question.id), questionVersion: question.version },
      ...{ server: daily?.server ?? null, slot: daily?.slot ?? null, day: daily?.day ?? null },
      ...{ ...marked, at: now },
    },
    review,
  );
  if (first && daily && right !== null) return { kind: "open" };
  if (first) return { kind: "revealed", given, right, practice: daily === undefined };
  if (daily && grade && (await changed(id, asked, marked, grade, quiz, context)))
    return { kind: "revealed", given, right, practice: false };
  return again(id, asked, marked, given, quiz, context);
}

/** The change that a daily answer has: it counts for when the first one came, and the review follows it. */
async function changed(
  id: string,
  asked: Asked,
  marked: Marked,
  grade: Grade,
  quiz: Remembered,
  context: CommandContext,
): Promise<boolean> {
  const before = await quiz.answers.find(id);
  if (before === undefined || before.changes >= CHANGES_MAX) return false;
  const review = await nextReview(asked, grade, quiz, context, "instead");
  const limit = { changesMax: CHANGES_MAX, at: before.at };
  return quiz.answers.change(id, marked, limit, { ...review, person: context.asker.id });
}

/** The same delivery again, or an answer after the reveal: what stood before stands. */
async function again(
  id: string,
  { question, daily }: Asked,
  marked: Marked,
  given: Given,
  quiz: Remembered,
  { asker, now }: CommandContext,
): Promise<Outcome> {
  if (daily) {
    await quiz.answers.record({
      ...{ id: `${id}|${now}`, person: asker.id, question: keptAs(question.id) },
      ...{ questionVersion: question.version, server: null, slot: null, ...marked, points: 0, at: now },
    });
    return { kind: "revealed", given, right: isRight(question, given), practice: true };
  }
  const kept = ((await quiz.answers.find(id))?.answer as Given | undefined) ?? given;
  return { kind: "revealed", given: kept, right: isRight(question, kept), practice: true };
}

/** Shows the answer, after which nothing can be changed: the reveal uses the change up. */
export async function reveal(
  ref: string,
  { daily }: Asked,
  quiz: Remembered,
  { asker }: CommandContext,
): Promise<KeptAnswer | undefined> {
  const id = answerId(daily?.slot ?? ref, asker.id);
  const kept = await quiz.answers.find(id);
  if (kept && daily) await quiz.answers.change(id, kept, { changesMax: CHANGES_MAX, at: kept.at });
  return kept;
}

/** Own words are marked by who wrote them: once, and without points. False: they were marked before. */
export async function markOwn(
  ref: string,
  asked: Asked,
  grade: Grade,
  quiz: Remembered,
  context: CommandContext,
): Promise<boolean> {
  const id = answerId(asked.daily?.slot ?? ref, context.asker.id);
  const kept = await quiz.answers.find(id);
  if (kept === undefined) return false;
  const marked = { answer: kept.answer, right: grade !== "again", points: 0 };
  const review = await nextReview(asked, grade, quiz, context, "final");
  const limit = { changesMax: CHANGES_MAX, at: kept.at };
  return quiz.answers.change(id, marked, limit, { ...review, person: context.asker.id });
}

/** Of a generated question its kind is reviewed, which comes back with new numbers. */
async function nextReview(
  { question }: Asked,
  grade: Grade,
  quiz: Remembered,
  { asker, now }: CommandContext,
  how: "final" | "may change" | "instead",
): Promise<Review> {
  const name = keptAs(question.id);
  const stored = await quiz.reviewCards.find(asker.id, name);
  const before = memoryOf(stored?.card);
  const memory =
    how === "instead"
      ? reviewedInstead(before, grade, now)
      : reviewed(before, grade, now, how === "may change");
  return { question: name, due: dueOf(memory, now), card: memory, version: stored?.version ?? 0 };
}
