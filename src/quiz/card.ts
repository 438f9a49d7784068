/** A question, and its answer with every reason, as messages. */
import type { CommandContext } from "../chat/command.ts";
import type { Button, Form, Message, Press } from "../chat/message.ts";
import { sayer, type Tongue } from "../chat/speaking.ts";
import type { Locale } from "../language.ts";
import { keptAs } from "./generated/kind.ts";
import { type Given, mixed } from "./grade.ts";
import { letterOf } from "./letters.ts";
import { amountOf, isNote, type Question, revealOf } from "./question.ts";
import { GRADES } from "./review.ts";
import { TOPIC_NAMES } from "./topic-names.ts";

/** Of one's own words that are shown back. */
const ECHO_MAX = 60;

/** @param ref of what is answered: carried by every button. */
export const quizPress = (verb: string, ...args: string[]): Press => ({ command: "quiz", verb, args });

/** @param chosen letters so far, where several may be chosen. */
export function askCard(
  question: Question,
  ref: string,
  context: CommandContext,
  { lead, chosen = "" }: { readonly lead?: string; readonly chosen?: string } = {},
): Message {
  const { locale, can } = context;
  const say = sayer(context, "quiz");
  const text = [
    ...(lead === undefined ? [] : [lead]),
    bold(question.stem[locale]),
    ...listed(question).map(({ text: words }, at) => `${letterOf(at)}. ${words[locale]}`),
    howTo(question, context),
    ...(byForm(question) && !can.forms ? [say("type", { ref })] : []),
    say("about", {
      topic: TOPIC_NAMES[question.topic][locale],
      difficulty: question.difficulty,
      command: commandFor(question, ref),
    }),
    ...(isGenerated(question) ? [say("generated")] : []),
  ].join("\n");
  return { text, buttons: answerRows(question, ref, chosen, say, can.forms) };
}

function howTo(question: Question, { language, locale }: CommandContext): string {
  const say = sayer({ language, locale }, "quiz.how");
  if (question.kind !== "number") return say(question.kind);
  const unit = question.unit[locale];
  return say(isNote(unit) ? "number-noted" : "number", { unit });
}

/** What is quoted stays as it is: bold neither goes across lines nor around code. */
function bold(stem: string): string {
  let fenced = false;
  const lines = stem.split("\n").map((line) => {
    if (line.startsWith("```")) fenced = !fenced;
    return fenced || line.includes("`") ? line : `**${line}**`;
  });
  return lines.join("\n");
}

/** As an interviewer goes on asking: to think about, or to answer aloud. */
export function followUpCard(question: Question, { language, locale }: CommandContext): Message {
  const [first, second] = question.followUps;
  const text = [language.say("quiz.follow-ups", locale), `- ${first[locale]}`, `- ${second[locale]}`].join(
    "\n",
  );
  return { text, buttons: [[{ label: language.say("quiz.button.next", locale), press: quizPress("next") }]] };
}

/** What brings one like it. */
function commandFor(question: Question, ref: string): string {
  if (ref.includes("/")) return "/quiz today";
  return isGenerated(question)
    ? `/quiz practice fresh=${keptAs(question.id)}`
    : `/quiz practice topic=${question.topic}`;
}

const isGenerated = ({ id }: Question): boolean => keptAs(id) !== id;

const byForm = ({ kind }: Question): boolean => kind === "number" || kind === "order" || kind === "open";

const listed = (question: Question) => {
  if (question.kind === "choice" || question.kind === "several") return question.options;
  return question.kind === "order" ? mixed(question) : [];
};

function answerRows(
  question: Question,
  ref: string,
  chosen: string,
  say: (key: string) => string,
  forms: boolean,
): Button[][] {
  if (question.kind === "choice")
    return [
      question.options.map(({ id }, at) => ({ label: letterOf(at), press: quizPress("answer", ref, id) })),
    ];
  if (question.kind === "several") {
    const toggles = question.options.map((_, at): Button => {
      const has = chosen.includes(letterOf(at));
      const next = has ? chosen.replace(letterOf(at), "") : chosen + letterOf(at);
      const label = `${has ? "✓ " : ""}${letterOf(at)}`;
      return { label, press: quizPress("toggle", ref, [...next].toSorted().join("")) };
    });
    const done: Button = {
      label: say("button.done"),
      press: quizPress("answer", ref, chosen),
      style: "primary",
      disabled: chosen === "",
    };
    return [toggles, [done]];
  }
  return forms ? [[{ label: say("button.answer"), press: quizPress("form", ref), style: "primary" }]] : [];
}

export function answerForm(question: Question, ref: string, { language, locale }: CommandContext): Form {
  return {
    title: language.say("quiz.form.title", locale),
    press: quizPress("answer", ref),
    fields: [
      {
        name: "answer",
        label: language.say(`quiz.form.${question.kind}`, locale),
        kind: question.kind === "open" ? "text" : "line",
        // A form covers the question on a phone.
        ...hintOf(question, { language, locale }),
        required: true,
      },
    ],
  };
}

function hintOf(question: Question, tongue: Tongue): { hint?: string } {
  const say = sayer(tongue, "quiz.form");
  if (question.kind === "number") {
    const unit = question.unit[tongue.locale];
    return { hint: isNote(unit) ? unit : say("hint-number", { unit }) };
  }
  if (question.kind !== "order") return {};
  return { hint: say("hint-order", { last: letterOf(question.items.length - 1) }) };
}

interface Beside {
  readonly run?: Press;
  readonly lead?: string;
  /** How many questions are due for review. */
  readonly due?: number;
  /** The last line: when it comes again. */
  readonly after?: string | undefined;
}

/**
 * The right answer and the reason of each other one, options in the order in which they were asked.
 * @param given `right` is null where it is in own words, which the learner marks.
 * @param shown `run` shows its scenario; `due` is how many reviews are.
 */
export function revealCard(
  question: Question,
  ref: string,
  given: { readonly given: Given; readonly right: boolean | null },
  context: CommandContext,
  { run, lead, due = 0, after }: Beside,
): Message {
  const { language, locale } = context;
  const say = sayer({ language, locale }, "quiz");
  const mark = given.right === null ? "mark-yourself" : given.right ? "right" : "wrong";
  const text = [
    ...(lead === undefined ? [] : [lead]),
    say(mark, { answer: shown(question, given.given, locale) }),
    revealOf(question, locale),
    ...(after === undefined ? [] : [after]),
  ].join("\n");
  const grades = GRADES.map(
    (grade): Button => ({
      label: say(`grade.${grade}`),
      press: quizPress("grade", ref, grade),
    }),
  );
  const more: Button[] = [
    ...(run ? [{ label: say("button.run"), press: run, style: "primary" as const }] : []),
    ...(isGenerated(question)
      ? [{ label: say("button.again"), press: quizPress("next", keptAs(question.id)) }]
      : []),
    { label: say("button.next"), press: quizPress("next") },
    { label: say("button.follow-ups"), press: quizPress("follow-ups", ref) },
    { label: say("button.report"), press: quizPress("report", question.id, `${question.version}`) },
  ];
  // Own words that nobody has marked yet are due themselves.
  return {
    text,
    buttons: given.right === null ? [grades, more] : [more, ...reviewRow(due, context)],
  };
}

/** To whatever is due next, one after the other. */
export const reviewRow = (due: number, { language, locale }: CommandContext): Button[][] =>
  due === 0
    ? []
    : [[{ label: language.say("quiz.button.review", locale, { n: due }), press: quizPress("review") }]];

/** What was answered, in letters as it was asked. */
function shown(question: Question, given: Given, locale: Locale): string {
  if (question.kind === "number") return amountOf(Number(given), question, locale);
  if (question.kind === "open") return [...String(given)].slice(0, ECHO_MAX).join("").replaceAll("`", "'");
  const ids = listed(question).map(({ id }) => id);
  return [given]
    .flat()
    .map((id) => letterOf(ids.indexOf(String(id))))
    .join(" ");
}
