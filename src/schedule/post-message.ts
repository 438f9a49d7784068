/** What is posted, and what stands there after the reveal. Options keep their order. */
import { cutLetters } from "../chat/cut-text.ts";
import type { Button, Message, Picture } from "../chat/message.ts";
import type { Opening, Platform } from "../chat/platform.ts";
import { saying } from "../chat/press.ts";
import type { Language } from "../language.ts";
import { quizPress } from "../quiz/card.ts";
import { letterOf } from "../quiz/letters.ts";
import { type Question, revealOf } from "../quiz/question.ts";
import type { Slot } from "../store/slots.ts";
import { localTime } from "./due.ts";
import { DISTRIBUTION_MIN, POST_TEXT } from "./limits.ts";
import { answerPress, postedName } from "./posted.ts";
import type { Setting } from "./setting.ts";

export interface Voice {
  readonly language: Language;
  readonly setting: Setting;
  readonly can?: Platform["can"];
}

/** How often each option was chosen; `people` answered in all. */
export interface Distribution {
  readonly people: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Draws a distribution; what cannot be drawn is said in words alone. */
export type Chart = (question: Question, answers: Distribution, voice: Voice) => Promise<Picture>;

/** In each reader's own time where the platform can, else in the channel's. */
export const when = (at: number, { setting, can }: Voice): string =>
  can?.localTime?.(Math.floor(at / 1_000), { locale: setting.language, zone: setting.zone }) ??
  `${localTime(setting.zone, at)} (${setting.zone})`;

export function questionMessage(slot: Slot, question: Question, voice: Voice, revealAt: number): Message {
  const { language, setting } = voice;
  const { language: locale } = setting;
  const name = postedName(slot);
  const lines =
    question.kind === "choice"
      ? question.options.map((one, at) => `**${letterOf(at)}.** ${one.text[locale]}`)
      : [];
  const buttons: Button[] =
    question.kind === "choice"
      ? question.options.map(({ id }, at) => ({ label: letterOf(at), press: answerPress(name, id) }))
      : [{ label: language.say("daily.post.answer", locale), press: answerPress(name), style: "primary" }];
  const text = [
    language.say("daily.post.title", locale),
    question.stem[locale],
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    language.say("daily.post.private", locale, { when: when(revealAt, voice) }),
  ].join("\n\n");
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
  const run = question.run === undefined ? [] : [button("run", saying(question.run), voice)];
  const another = button("another", saying("/quiz practice"), voice);
  const report = button("report", quizPress("report", question.id, `${question.version}`), voice);
  // The picture says how many answered.
  const parts = [title, stem, revealOf(question, locale), ...(picture === undefined ? [count] : [])];
  return {
    text: parts.join("\n\n"),
    buttons: [[...run, another, report]],
    ...(picture && { picture }),
  };
}

const button = (name: string, press: Button["press"], { language, setting }: Voice): Button => ({
  label: language.say(`daily.reveal.${name}`, setting.language),
  press,
});

/** What a discussion starts with: a name, and what it is for until the answer is out. */
export function openingOf({ day }: Pick<Slot, "day">, { language, setting }: Voice): Opening {
  const { language: locale, rhythm } = setting;
  return {
    title: language.say(`daily.thread.${rhythm}`, locale, { day }),
    text: language.say("daily.thread.first", locale),
  };
}

/** Said in the thread when the answer is out. */
export function followUpsMessage({ followUps }: Question, { language, setting }: Voice): Message {
  const { language: locale } = setting;
  const asked = followUps.map((one, at) => `${at + 1}. ${one[locale]}`);
  return { text: [language.say("daily.thread.revealed", locale), ...asked].join("\n") };
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
