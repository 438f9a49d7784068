/** What is posted, and what stands there after the reveal. Options keep their order. */
import { cutLetters } from "../chat/cut-text.ts";
import type { Button, Message, Picture } from "../chat/message.ts";
import type { Language } from "../language.ts";
import { type Question, revealOf } from "../quiz/question.ts";
import type { Slot } from "../store/slots.ts";
import { DIGEST_STEM, DISTRIBUTION_MIN, POST_TEXT } from "./limits.ts";
import { answerPress, postedName } from "./posted.ts";
import type { Setting } from "./setting.ts";

export interface Voice {
  readonly language: Language;
  readonly setting: Setting;
}

/** How often each option was chosen; `people` answered in all. */
export interface Distribution {
  readonly people: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Draws a distribution; what cannot be drawn is said in words alone. */
export type Chart = (question: Question, answers: Distribution, voice: Voice) => Promise<Picture>;

export const letter = (at: number): string => String.fromCharCode(65 + at);

export function questionMessage(slot: Slot, question: Question, { language, setting }: Voice): Message {
  const { language: locale, revealAfterMs } = setting;
  const name = postedName(slot);
  const lines =
    question.kind === "choice"
      ? question.options.map((one, at) => `**${letter(at)}.** ${one.text[locale]}`)
      : [];
  const buttons: Button[] =
    question.kind === "choice"
      ? question.options.map(({ id }, at) => ({ label: letter(at), press: answerPress(name, id) }))
      : [{ label: language.say("daily.post.answer", locale), press: answerPress(name), style: "primary" }];
  const text = [
    language.say("daily.post.title", locale),
    question.stem[locale],
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    language.say("daily.post.private", locale, { count: Math.round(revealAfterMs / 3_600_000) }),
  ].join("\n\n");
  return { text, buttons: [buttons] };
}

export function digestMessage(
  slot: Slot,
  questions: readonly Question[],
  { language, setting }: Voice,
): Message {
  const { language: locale, revealAfterMs } = setting;
  const stems = questions.map(({ stem }, at) => `**${at + 1}.** ${cutLetters(stem[locale], DIGEST_STEM)}`);
  const text = [
    language.say("daily.post.digest", locale, { count: questions.length }),
    ...stems,
    language.say("daily.post.private", locale, { count: Math.round(revealAfterMs / 3_600_000) }),
  ].join("\n\n");
  const buttons = questions.map(
    (_, at): Button => ({
      label: `${at + 1}`,
      press: answerPress(postedName(slot, at)),
    }),
  );
  return { text, buttons: [buttons] };
}

export async function revealMessage(
  question: Question,
  answers: Distribution,
  voice: Voice,
  chart?: Chart,
): Promise<Message> {
  const { language, setting } = voice;
  const locale = setting.language;
  const shown = answers.people >= DISTRIBUTION_MIN;
  const title = language.say("daily.reveal.title", locale);
  const count = shown
    ? language.say("daily.reveal.answers", locale, { count: answers.people })
    : language.say("daily.reveal.few", locale, { count: DISTRIBUTION_MIN });
  const told = [title, "", revealOf(question, locale), count].join("\n\n");
  const stem = cutLetters(question.stem[locale], Math.max(1, POST_TEXT - told.length));
  const drawn = shown && (question.kind === "choice" || question.kind === "several");
  const picture = drawn ? await chart?.(question, answers, voice) : undefined;
  return {
    text: [title, stem, revealOf(question, locale), count].join("\n\n"),
    ...(picture && { picture }),
  };
}

export function digestReveal(questions: readonly Question[], { language, setting }: Voice): Message {
  const locale = setting.language;
  const room = Math.floor(POST_TEXT / Math.max(1, questions.length)) - 10;
  const lines = questions.map((question, at) => {
    const answer = cutLetters(answerOf(question, setting), Math.floor(room / 2));
    return `**${at + 1}.** ${cutLetters(question.stem[locale], room - answer.length - 20)}\n✓ ${answer}`;
  });
  const text = [language.say("daily.reveal.title", locale), ...lines].join("\n\n");
  return { text: cutLetters(text, POST_TEXT) };
}

function answerOf(question: Question, { language: locale }: Setting): string {
  switch (question.kind) {
    case "choice":
    case "several":
      return question.options
        .flatMap(({ right, text }, at) => (right ? [`${letter(at)}. ${text[locale]}`] : []))
        .join(" · ");
    case "number":
      return `${question.answer} ${question.unit[locale]}`;
    case "order":
      return question.items.map(({ text }) => text[locale]).join(" → ");
    case "open":
      return question.model[locale];
  }
}

/** One answer is an option's id, or a list of them; anything else counts as a person alone. */
export function distributionOf(
  rows: readonly { readonly answer: unknown; readonly count: number }[],
): Distribution {
  const counts = new Map<string, number>();
  for (const { answer, count } of rows)
    for (const id of [answer].flat())
      if (typeof id === "string") counts.set(id, (counts.get(id) ?? 0) + count);
  return { people: rows.reduce((sum, { count }) => sum + count, 0), counts };
}
