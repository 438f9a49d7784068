/**
 * What a question's buttons carry, so that nothing waits in memory: `today/<date>`, a posted question's name
 * `<schedule>/<date>`, `<question>.<nonce>` for practice, and a generated question's id `<kind>.<seed>`.
 */
import type { CommandContext } from "../chat/command.ts";
import { channelOf, serverOf } from "../chat/platform-id.ts";
import { generatedOf } from "../content/generated.ts";
import { bankHere, questionHere } from "./asking.ts";
import { dayOf, numberOfDay } from "./day.ts";
import { pickTurn } from "./pick.ts";
import type { Question } from "./question.ts";
import type { ChannelToday, Remembered } from "./services.ts";

const TODAY = "today/";

/** What a ref stands for. */
export interface Asked {
  readonly question: Question;
  /** Where it counts, and for which day by the asker's clock; absent: practice. */
  readonly daily?: { readonly slot: string; readonly server: string | null; readonly day: string };
}

export const zoneOfPerson = async ({ settings }: Remembered, person: string): Promise<string> =>
  (await settings.ofPerson(person)).timezone ?? "UTC";

/**
 * The channel's own post of today, where there is one: of a digest the first that the asker has not answered. Where one is
 * still to come, only when: its question is nobody's before, and another one would be taken for it. In a channel that gets
 * none a question that this server shares, today by the asker's clock.
 */
export async function todayRef(
  quiz: Remembered,
  context: CommandContext,
): Promise<string | NonNullable<ChannelToday["coming"]>> {
  const { asker, now } = context;
  const { names = [], coming } = (await quiz.postedToday?.(channelOf(context), now)) ?? {};
  for (const name of names)
    if ((await quiz.answers.find(answerId(name, asker.id))) === undefined) return name;
  return names.at(-1) ?? coming ?? TODAY + dayOf(now, await zoneOfPerson(quiz, asker.id));
}

export const answerId = (refOrSlot: string, person: string): string => `${refOrSlot}|${person}`;

/** Undefined where the question is gone. */
export async function askedBy(
  ref: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<Asked | undefined> {
  const [, own] = /^today\/(\d{4}-\d\d-\d\d)$/u.exec(ref) ?? [];
  if (own !== undefined) return askedToday(own, quiz, context);
  if (ref.includes("/")) return askedInPost(ref, quiz, context);
  const question = generatedOf(ref) ?? (await questionHere(ref.split(".")[0] ?? "", quiz, context));
  return question && { question };
}

/** It counts on its day, and until the end of the next one for whoever began before midnight; then it is practice. */
async function askedToday(
  day: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<Asked | undefined> {
  const shared = serverOf(context) ?? channelOf(context);
  const question = pickTurn(await bankHere(quiz, context), shared, numberOfDay(day));
  if (question === undefined) return undefined;
  const age = numberOfDay(dayOf(context.now, await zoneOfPerson(quiz, context.asker.id))) - numberOfDay(day);
  if (age !== 0 && age !== 1) return { question };
  return { question, daily: { slot: `today:${shared}/${day}`, server: serverOf(context), day } };
}

/** A post belongs to the day on which it came, by the asker's clock: whoever sleeps through midnight loses none. */
async function askedInPost(
  name: string,
  quiz: Remembered,
  { now, asker }: CommandContext,
): Promise<Asked | undefined> {
  const posted = await quiz.posted?.(name, now);
  if (posted === undefined) return undefined;
  const { question, open, server, dueAt } = posted;
  if (!open) return { question };
  return { question, daily: { slot: name, server, day: dayOf(dueAt, await zoneOfPerson(quiz, asker.id)) } };
}
