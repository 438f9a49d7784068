/**
 * For whom daily is too much: once a week some questions, to be answered one by one whenever there is time, and what
 * became of the last ones. A button shows its question whole, to whoever presses it.
 */
import * as z from "zod";
import { cutLetters } from "../chat/cut-text.ts";
import type { Button, Message } from "../chat/message.ts";
import type { Bank } from "../quiz/bank.ts";
import { isRight } from "../quiz/grade.ts";
import { letterOf } from "../quiz/letters.ts";
import { amountOf, type Question } from "../quiz/question.ts";
import type { Answers } from "../store/answers.ts";
import type { Schedule } from "../store/schedules.ts";
import type { Slot, Slots } from "../store/slots.ts";
import { DIGEST_STEM, DISTRIBUTION_MIN, PAST_LINE, POST_TEXT } from "./limits.ts";
import { type Voice, when } from "./post-message.ts";
import { answerPress, postedName, questionsIn } from "./posted.ts";
import type { Setting } from "./setting.ts";

/** A question of the last digest. `people` and `right` only where enough answered. */
export interface Past {
  readonly question: Question;
  readonly people?: number;
  readonly right?: number;
}

interface Parts {
  readonly slots: Slots;
  readonly answers: Pick<Answers, "distribution">;
  readonly bank: Bank;
}

/** Of the newest digest before this one that was posted; its answers are out by then, or must stay in. */
export async function pastOf(
  { slots, answers, bank }: Parts,
  schedule: Schedule,
  { day }: Slot,
): Promise<readonly Past[]> {
  const before = (await slots.last(schedule.id, PAST_SLOTS)).find(
    (slot) => slot.day < day && slot.state === "revealed",
  );
  if (before === undefined) return [];
  const all = questionsIn(before).map(async (id, at): Promise<Past[]> => {
    const question = await bank.find(schedule.server, id);
    if (question === undefined) return [];
    const rows = await answers.distribution(postedName(before, at));
    const people = rows.reduce((sum, { count }) => sum + count, 0);
    if (people < DISTRIBUTION_MIN || question.kind === "open") return [{ question }];
    const right = rows.reduce((sum, row) => sum + (isRightAnswer(question, row.answer) ? row.count : 0), 0);
    return [{ question, people, right }];
  });
  return (await Promise.all(all)).flat();
}

const PAST_SLOTS = 5;
const Given = z.union([z.string(), z.number(), z.array(z.string())]);

function isRightAnswer(question: Question, answer: unknown): boolean {
  const given = Given.safeParse(answer);
  return given.success && isRight(question, given.data) === true;
}

export interface Digest {
  readonly slot: Slot;
  readonly questions: readonly Question[];
  readonly past: readonly Past[];
  readonly revealAt: number;
}

export function digestMessage({ slot, questions, past, revealAt }: Digest, voice: Voice): Message {
  const { language, setting } = voice;
  const { language: locale } = setting;
  const stems = questions.map(({ stem }, at) => `**${at + 1}.** ${cutLetters(stem[locale], DIGEST_STEM)}`);
  const text = [
    language.say("daily.post.digest", locale, { count: questions.length }),
    ...stems,
    language.say("daily.post.digest-how", locale, { when: when(revealAt, voice) }),
  ].join("\n\n");
  return {
    text: text + pastWords(past, POST_TEXT - text.length, voice),
    buttons: [numbersOf(slot, questions)],
  };
}

/** After the answers are out, too: whoever presses one then answers for practice, and sees every reason. */
const numbersOf = (slot: Slot, questions: readonly Question[]): Button[] =>
  questions.map((_, at) => ({ label: `${at + 1}`, press: answerPress(postedName(slot, at)) }));

/** As many lines as there is room for; none is cut in the middle of its figures. */
function pastWords(past: readonly Past[], room: number, { language, setting }: Voice): string {
  const { language: locale } = setting;
  let words = `\n\n${language.say("daily.post.past", locale)}`;
  if (past.length === 0 || words.length > room) return "";
  for (const { question, people, right } of past) {
    const answer = cutLetters(answerOf(question, setting), PAST_LINE);
    const line = `- ${cutLetters(question.stem[locale], PAST_LINE)} ✓ ${answer}`;
    const figures =
      people === undefined || right === undefined
        ? ""
        : ` (${language.say("daily.post.past-right", locale, { people, right })})`;
    if (words.length + line.length + figures.length + 1 > room) break;
    words += `\n${line}${figures}`;
  }
  return words;
}

export function digestReveal(
  slot: Slot,
  questions: readonly Question[],
  { language, setting }: Voice,
): Message {
  const locale = setting.language;
  const head = language.say("daily.reveal.digest", locale);
  const room = Math.floor((POST_TEXT - head.length) / Math.max(1, questions.length)) - 10;
  const lines = questions.map((question, at) => {
    const answer = cutLetters(answerOf(question, setting), Math.floor(room / 2));
    return `**${at + 1}.** ${cutLetters(question.stem[locale], room - answer.length - 10)}\n✓ ${answer}`;
  });
  const text = cutLetters([head, ...lines].join("\n\n"), POST_TEXT);
  return { text, buttons: [numbersOf(slot, questions)] };
}

function answerOf(question: Question, { language: locale }: Setting): string {
  switch (question.kind) {
    case "choice":
    case "several":
      return question.options
        .flatMap(({ right, text }, at) => (right ? [`${letterOf(at)}. ${text[locale]}`] : []))
        .join(" · ");
    case "number":
      return amountOf(question.answer, question, locale);
    case "order":
      return question.items.map(({ text }) => text[locale]).join(" → ");
    case "open":
      return question.model[locale];
  }
}
