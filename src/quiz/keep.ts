/** What an answer changes: the answer itself, once, and when the question comes again. */
import type { CommandContext } from "../chat/command.ts";
import type { KeptAnswer } from "../store/answers.ts";
import { dayOf, numberOfDay } from "./day.ts";
import { type Given, isRight } from "./grade.ts";
import { pickTurn } from "./pick.ts";
import type { Question } from "./question.ts";
import { dueOf, type Grade, memoryOf, reviewed } from "./review.ts";
import type { Remembered } from "./services.ts";

/** A daily answer may be changed this often, before its reveal. */
const CHANGES_MAX = 1;
const TODAY = "today/";

/** What a ref stands for. */
export interface Asked {
  readonly question: Question;
  /** Where it counts; absent: practice. */
  readonly daily?: { readonly slot: string; readonly server: string | null };
}

export const zoneOfPerson = async ({ settings }: Remembered, person: string): Promise<string> =>
  (await settings.ofPerson(person)).timezone ?? "UTC";

/** Today by the person's own clock. */
export const todayRef = async (quiz: Remembered, { asker, now }: CommandContext): Promise<string> =>
  TODAY + dayOf(now, await zoneOfPerson(quiz, asker.id));

const platformOf = ({ asker }: CommandContext): string => asker.id.split(":")[0] ?? "";

export const serverOf = (context: CommandContext): string | null =>
  context.place.server === undefined ? null : `${platformOf(context)}:${context.place.server}`;

/** Undefined where the question is gone. `today/<date>`, a posted question's name, or `<question>.<nonce>`. */
export async function askedBy(
  ref: string,
  quiz: Remembered,
  bank: readonly Question[],
  context: CommandContext,
): Promise<Asked | undefined> {
  if (/^today\/\d{4}-\d\d-\d\d$/u.test(ref)) {
    const channel = `${platformOf(context)}:${context.place.channel}`;
    const day = ref.slice(TODAY.length);
    const question = pickTurn(bank, channel, numberOfDay(day));
    return question && { question, daily: { slot: `today:${channel}/${day}`, server: serverOf(context) } };
  }
  if (ref.includes("/")) {
    const posted = await quiz.posted?.(ref, context.now);
    if (posted === undefined) return undefined;
    const { question, open, server } = posted;
    return { question, ...(open && { daily: { slot: ref, server } }) };
  }
  const question = bank.find(({ id }) => id === ref.split(".")[0]);
  return question && { question };
}

export type Outcome =
  /** Recorded, and may still be changed before the reveal. */
  | { readonly kind: "open" }
  | {
      readonly kind: "revealed";
      readonly given: Given;
      readonly right: boolean | null;
      readonly practice: boolean;
    };

const answerId = (ref: string, daily: Asked["daily"], person: string): string =>
  `${daily?.slot ?? ref}|${person}`;

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
  const id = answerId(ref, daily, asker.id);
  const marked = { answer: given, right: right === true, points: daily && right === true ? 1 : 0 };
  const first = await quiz.answers.record({
    ...{ id, person: asker.id, question: question.id, questionVersion: question.version },
    ...{ server: daily?.server ?? null, slot: daily?.slot ?? null, ...marked, at: now },
  });
  if (first && daily && right !== null) return { kind: "open" };
  if (first) {
    if (right !== null) await remember(question.id, right ? "good" : "again", quiz, context);
    return { kind: "revealed", given, right, practice: daily === undefined };
  }
  if (daily && right !== null && (await quiz.answers.change(id, marked, CHANGES_MAX, now))) {
    await remember(question.id, right ? "good" : "again", quiz, context);
    return { kind: "revealed", given, right, practice: false };
  }
  // The same delivery again, or an answer after the reveal: what stood before stands.
  const before = await quiz.answers.find(id);
  if (daily) {
    const practice = { id: `${id}|${now}`, server: null, slot: null, ...marked, points: 0, at: now };
    await quiz.answers.record({
      ...{ ...practice, person: asker.id, question: question.id, questionVersion: question.version },
    });
    return { kind: "revealed", given, right, practice: true };
  }
  const kept = (before?.answer as Given | undefined) ?? given;
  return { kind: "revealed", given: kept, right: isRight(question, kept), practice: true };
}

/** Shows the answer, after which nothing can be changed: the reveal uses the change up. */
export async function reveal(
  ref: string,
  { question, daily }: Asked,
  quiz: Remembered,
  context: CommandContext,
): Promise<KeptAnswer | undefined> {
  const id = answerId(ref, daily, context.asker.id);
  const kept = await quiz.answers.find(id);
  if (kept && daily && (await quiz.answers.change(id, kept, CHANGES_MAX, kept.at)))
    await remember(question.id, kept.right ? "good" : "again", quiz, context);
  return kept;
}

/** Own words are marked by who wrote them: once, and without points. False: they were marked before. */
export async function markOwn(
  ref: string,
  { question, daily }: Asked,
  grade: Grade,
  quiz: Remembered,
  context: CommandContext,
): Promise<boolean> {
  const id = answerId(ref, daily, context.asker.id);
  const kept = await quiz.answers.find(id);
  if (kept === undefined) return false;
  const marked = { answer: kept.answer, right: grade !== "again", points: 0 };
  const changed = await quiz.answers.change(id, marked, CHANGES_MAX, kept.at);
  if (changed) await remember(question.id, grade, quiz, context);
  return changed;
}

/** Where another press saved first, that one counts. */
async function remember(id: string, grade: Grade, quiz: Remembered, context: CommandContext): Promise<void> {
  const { asker, now } = context;
  const stored = await quiz.reviewCards.find(asker.id, id);
  const memory = reviewed(memoryOf(stored?.card), grade, now);
  await quiz.reviewCards.save(asker.id, stored?.version ?? 0, {
    ...{ question: id, due: dueOf(memory), card: memory },
  });
}
