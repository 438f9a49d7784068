/** `/quiz`: questions answered in private, with every reason at once, and again when they are about to be forgotten. */
import * as z from "zod";
import { about, type Command, type CommandContext, subcommand } from "../src/chat/command.ts";
import type { Message, Reply } from "../src/chat/message.ts";
import { saying } from "../src/chat/press.ts";
import { privately, speaking } from "../src/chat/speaking.ts";
import { questionHere } from "../src/quiz/asking.ts";
import { boardCard, boardOf } from "../src/quiz/board-card.ts";
import { answerForm, askCard, followUpCard, quizPress, revealCard, reviewRow } from "../src/quiz/card.ts";
import { boardOptions, practiceOptions } from "../src/quiz/choices.ts";
import { comesAgain, nextDue } from "../src/quiz/comes-again.ts";
import { difficultyOf } from "../src/quiz/elo.ts";
import { figuresCard, streakText } from "../src/quiz/figures.ts";
import { keptAs } from "../src/quiz/generated/kind.ts";
import { type Given, isRight, readGiven } from "../src/quiz/grade.ts";
import { markOwn, reveal, take } from "../src/quiz/keep.ts";
import { whatIsWrong, whichAnswer, whichToReport } from "../src/quiz/lacking.ts";
import { dueIds, type PracticeWanted, practiceRef } from "../src/quiz/practice.ts";
import type { Question } from "../src/quiz/question.ts";
import { type Asked, askedBy } from "../src/quiz/refs.ts";
import { keepReport, nonceOf, reporting, reportShown } from "../src/quiz/report.ts";
import { GRADES } from "../src/quiz/review.ts";
import type { Remembered } from "../src/quiz/services.ts";
import { askToday } from "../src/quiz/today.ts";

const none = z.object({});

const { say, said } = speaking("quiz");

const remembering = async (
  context: CommandContext,
  work: (quiz: Remembered) => Promise<readonly Reply[]>,
): Promise<readonly Reply[]> =>
  context.services.quiz ? work(context.services.quiz) : said("forgetful", context);

const today = subcommand({
  name: "today",
  alias: "오늘",
  summary: { en: "Today's question of this channel", ko: "이 채널의 오늘 문제" },
  options: none,
  run: (_options, context) => remembering(context, (quiz) => askToday("today", quiz, context)),
});

const practice = subcommand({
  name: "practice",
  alias: "연습",
  summary: { en: "A question you have not had yet", ko: "아직 풀지 않은 문제를 풀어요" },
  options: practiceOptions,
  run: (wanted, context) => remembering(context, (quiz) => practise(wanted, quiz, context)),
});

async function practise(
  wanted: PracticeWanted,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const ref = await practiceRef(wanted, nonceOf(context), quiz, context);
  const asked = ref && (await askedBy(ref, quiz, context));
  return asked ? privately(askCard(asked.question, ref, context)) : said("no-question", context);
}

const review = subcommand({
  name: "review",
  alias: "복습",
  summary: { en: "Questions that are about to be forgotten", ko: "잊을 때가 된 문제를 다시 풀어요" },
  options: none,
  run: (_options, context) => remembering(context, (quiz) => reviewNext(quiz, context)),
});

async function reviewNext(quiz: Remembered, context: CommandContext): Promise<readonly Reply[]> {
  const due = await dueIds(quiz, context);
  const ref = `${due[0]}.${nonceOf(context)}`;
  const asked = due.length > 0 && (await askedBy(ref, quiz, context));
  if (!asked) {
    const another = { label: say("button.next", context), press: quizPress("next") };
    const text = (await nextDue(quiz, context)) ?? say("nothing-due", context);
    return privately({ text, buttons: [[another]] });
  }
  const lead = say("due", context, { n: due.length });
  return privately(askCard(asked.question, ref, context, { lead }));
}

const stats = subcommand({
  name: "stats",
  alias: "통계",
  summary: { en: "My answers, streak and recall", ko: "내 답과 연속 기록, 기억 추정치" },
  options: none,
  run: (_options, context) =>
    remembering(context, async (quiz) => privately(await figuresCard(quiz, context))),
});

const leaderboard = subcommand({
  name: "leaderboard",
  alias: "순위",
  summary: { en: "This server's board, shown to you alone", ko: "이 서버의 순위표(나만 보기)" },
  options: boardOptions,
  run: (asked, context) =>
    remembering(context, async (quiz) => privately(await boardCard(asked, quiz, context))),
});

const report = subcommand({
  name: "report",
  alias: "신고",
  summary: {
    en: "Tell the managers what is wrong in a question",
    ko: "문제의 잘못된 점을 관리자에게 알려요",
  },
  options: z.object({
    question: z
      .string()
      .optional()
      .meta(about("The question's id", "문제 ID", { place: true })),
    reason: z
      .string()
      .optional()
      .meta(about("What is wrong", "무엇이 잘못되었는지", { place: true, rest: true })),
  }),
  run: ({ question, reason }, context) =>
    remembering(context, async (quiz) => {
      const named = question === undefined ? undefined : await questionHere(question, quiz, context);
      if (named === undefined) return whichToReport(question, quiz, context);
      if (reason === undefined) return whatIsWrong(named, context);
      return keepReport(named.id, named.version, reason, quiz, context);
    }),
});

const answering = subcommand({
  name: "answer",
  alias: "답",
  summary: { en: "Type an answer, where no form can be opened", ko: "양식을 열 수 없을 때 답을 직접 써요" },
  options: z.object({
    ref: z
      .string()
      .optional()
      .meta(about("As the question names it", "문제에 적힌 이름", { place: true })),
    answer: z
      .string()
      .optional()
      .meta(about("Letters, a number, or words", "글자, 숫자, 문장", { place: true, rest: true })),
  }),
  run: ({ ref, answer }, context) =>
    remembering(context, async (quiz) => {
      if (ref === undefined || answer === undefined) return whichAnswer(ref, quiz, context);
      const asked = await askedBy(ref, quiz, context);
      if (asked === undefined) return said("no-such-question", context);
      return typed(ref, asked, answer, quiz, context);
    }),
});

async function typed(
  ref: string,
  asked: Asked,
  text: string,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const read = readGiven(asked.question, text);
  if (!read.ok) return privately(askCard(asked.question, ref, context, { lead: say("unreadable", context) }));
  return answered(ref, asked, read.given, quiz, context);
}

async function answered(
  ref: string,
  asked: Asked,
  given: Given,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  const outcome = await take(ref, asked, given, quiz, context);
  if (outcome.kind === "open") {
    const button = { label: say("button.reveal", context), press: quizPress("reveal", ref) };
    return privately({ text: say("recorded", context), buttons: [[{ ...button, style: "primary" }]] });
  }
  const late = asked.daily !== undefined && outcome.practice;
  return privately(
    await revealed(ref, asked, outcome, quiz, context, late ? say("late", context) : undefined),
  );
}

async function revealed(
  ref: string,
  { question }: Asked,
  given: { readonly given: Given; readonly right: boolean | null },
  quiz: Remembered,
  context: CommandContext,
  lead?: string,
): Promise<Message> {
  const difficulty = difficultyOf(await quiz.answers.firstAnswers(keptAs(question.id)));
  const leads = [
    ...(lead === undefined ? [] : [lead]),
    ...(difficulty === undefined ? [] : [say("elo", context, { rating: difficulty })]),
  ];
  return revealCard(question, ref, given, context, {
    ...(question.run !== undefined && { run: saying(question.run) }),
    ...(leads.length > 0 && { lead: leads.join("\n") }),
    due: (await dueIds(quiz, context)).length,
    after: await comesAgain(question, quiz, context),
  });
}

const command: Command = {
  name: "quiz",
  alias: "퀴즈",
  summary: { en: "Questions about TCP, each with its reasons", ko: "TCP 문제와 이유가 담긴 해설" },
  firstSteps: [
    { rank: 2, label: { en: "Give me a question", ko: "문제 하나 풀기" }, text: "/quiz practice" },
  ],
  subcommands: [today, practice, review, stats, leaderboard, report, answering],
  menus: [
    {
      name: "report",
      label: { en: "Report question", ko: "문제 신고" },
      run: (presses, context) => remembering(context, (quiz) => reportShown(presses, quiz, context)),
    },
  ],
  home: async (context) => {
    const { quiz } = context.services;
    if (quiz === undefined) return undefined;
    const { length: n } = await dueIds(quiz, context);
    const label = { today: say("home.today", context), review: say("home.review", context) };
    const nothing = async () => (await nextDue(quiz, context)) ?? say("home.nothing-due", context);
    const due = n === 0 ? await nothing() : say("due", context, { n });
    return {
      text: `${due}\n${await streakText(quiz, context)}`,
      buttons: [
        { label: label.today, press: saying("/quiz today"), style: "primary" },
        ...(n > 0 ? [{ label: label.review, press: saying("/quiz review") }] : []),
      ],
    };
  },
  press: (verb, args, context) => remembering(context, (quiz) => press(verb, args, quiz, context)),
};
export default command;

async function press(
  verb: string,
  [ref = "", word]: readonly string[],
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  if (verb === "next") return practise({ fresh: ref === "" ? undefined : ref }, quiz, context);
  if (verb === "review") return reviewNext(quiz, context);
  if (verb === "board")
    return [{ to: "same message", message: await boardCard(boardOf(ref, word), quiz, context) }];
  if (verb === "report") return reporting(ref, Number(word), quiz, context);
  const asked = await askedBy(ref, quiz, context);
  if (asked === undefined) return said("no-such-question", context);
  const { question } = asked;
  if (verb === "follow-ups") return privately(followUpCard(question, context));
  if (verb === "form") return [{ to: "form", form: answerForm(question, ref, context) }];
  if (verb === "toggle") {
    const today = asked.daily && { lead: say("today", context) };
    const message = askCard(question, ref, context, { chosen: word ?? "", ...today });
    return [{ to: "same message", message }];
  }
  if (verb === "answer") return pressed(ref, asked, word ?? context.fields?.answer, quiz, context);
  if (verb === "reveal") {
    const kept = await reveal(ref, asked, quiz, context);
    if (kept === undefined) return said("no-such-question", context);
    const given = kept.answer as Given;
    return privately(await revealed(ref, asked, { given, right: isRight(question, given) }, quiz, context));
  }
  const grade = GRADES.find((one) => one === word);
  if (verb !== "grade" || grade === undefined) return said("outdated", context);
  const marked = await markOwn(ref, asked, grade, quiz, context);
  const text = say(marked ? "marked" : "marked-before", context);
  return privately({ text, buttons: reviewRow((await dueIds(quiz, context)).length, context) });
}

/** A choice's button carries the option's id; everything else is letters, a number or words. */
async function pressed(
  ref: string,
  asked: Asked,
  word: string | undefined,
  quiz: Remembered,
  context: CommandContext,
): Promise<readonly Reply[]> {
  if (word === undefined) return privately(askCard(asked.question, ref, context));
  const isOption = asked.question.kind === "choice" && hasOption(asked.question, word);
  return isOption ? answered(ref, asked, word, quiz, context) : typed(ref, asked, word, quiz, context);
}

const hasOption = (question: Question, id: string): boolean =>
  question.kind === "choice" && question.options.some((option) => option.id === id);
