/** `/quiz report` and `/quiz answer` without all their words: which question is meant is asked with buttons. */
import type { CommandContext } from "../chat/command.ts";
import type { Reply } from "../chat/message.ts";
import { privately, speaking } from "../chat/speaking.ts";
import { generatedOf } from "../content/generated.ts";
import type { KeptAnswer } from "../store/answers.ts";
import { questionHere } from "./asking.ts";
import { askCard, quizPress } from "./card.ts";
import type { Question } from "./question.ts";
import { askedBy } from "./refs.ts";
import type { Remembered } from "./services.ts";
import { askToday } from "./today.ts";

/** Answers that are looked through, and questions among them that are offered: one row on each platform. */
const LOOKED = 15;
const OFFERED = 5;

const { say, said } = speaking("quiz");

export function whatIsWrong(question: Question, context: CommandContext): readonly Reply[] {
  const { id, stem } = question;
  const label = say("report.title", context);
  const buttons = context.can.forms
    ? [[{ label, press: reportPress(question), style: "primary" as const }]]
    : [];
  const text = [say("report.what-in", context), stem[context.locale], typing(id, context)];
  return privately({ text: text.join("\n"), buttons });
}

/** What somebody reports is most often what they have just answered. @param id one that nobody knows here. */
export async function whichToReport(
  id: string | undefined,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const latest = await latestAnswered(quiz, context);
  const [first] = latest;
  if (first === undefined) return askToday("report.which-none", quiz, context);
  const listed = latest.map((question, at) => `${at + 1}. ${firstLine(question, context)}`);
  const buttons = latest.map((question, at) => ({ label: `${at + 1}`, press: reportPress(question) }));
  const lead = id === undefined ? [] : [say("report.unknown", context)];
  const text = [...lead, say("report.which", context), ...listed, typing(first.id, context)].join("\n");
  return privately({ text, buttons: [buttons] });
}

/** @param ref what was given, if anything; else today's question is meant. */
export async function whichAnswer(
  ref: string | undefined,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  return ref === undefined ? askToday("which-today", quiz, context) : ask(ref, quiz, context);
}

async function ask(ref: string, quiz: Remembered, context: CommandContext): Promise<readonly Reply[]> {
  const asked = await askedBy(ref, quiz, context);
  if (asked === undefined) return said("no-such-question", context);
  return privately(askCard(asked.question, ref, context, { lead: say("which-answer", context) }));
}

/** Newest first, each once. */
async function latestAnswered(quiz: Remembered, context: CommandContext): Promise<Question[]> {
  const answers = await quiz.answers.ofPerson(context.asker.id, LOOKED);
  const found = new Map<string, Question>();
  for (const answer of answers) {
    const question = await questionOfAnswer(answer, quiz, context);
    if (question !== undefined && found.size < OFFERED) found.set(question.id, question);
  }
  return [...found.values()];
}

/** Of a generated question the answer keeps its kind alone; the answer's id begins with the whole of the question's. */
const questionOfAnswer = async (
  { id, question }: KeptAnswer,
  quiz: Remembered,
  context: CommandContext,
): Promise<Question | undefined> =>
  (await questionHere(question, quiz, context)) ?? generatedOf(id.split("|")[0] ?? "") ?? undefined;

const typing = (question: string, context: CommandContext): string =>
  say(context.can.forms ? "report.or-type" : "report.type", context, { question });

const reportPress = ({ id, version }: Question) => quizPress("report", id, `${version}`);

const firstLine = ({ stem }: Question, { locale }: CommandContext): string =>
  stem[locale].split("\n")[0] ?? "";
