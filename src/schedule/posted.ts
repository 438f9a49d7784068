/**
 * The seam to the quiz. A posted question has a name, `<schedule>/<local date>`, in a digest with `/1`, `/2` … behind
 * it: answers are kept under it as their `slot`, with the option's id (several: ids in a list) as `answer`. A post's
 * button is the quiz's press `answer <name> <option>`; without an option the quiz asks for the answer.
 */
import { z } from "zod";
import type { Press } from "../chat/message.ts";
import type { Locale } from "../language.ts";
import type { Question } from "../quiz/question.ts";
import type { Schedules } from "../store/schedules.ts";
import type { Slot, SlotId, Slots } from "../store/slots.ts";
import type { Drawn } from "./bag.ts";
import type { Bank } from "./bank.ts";
import { settingOf } from "./setting.ts";

export const answerPress = (name: string, option?: string): Press => ({
  command: "quiz",
  verb: "answer",
  args: option === undefined ? [name] : [name, option],
});

/** @param at place in a digest, from 0; undefined for a post of one question. */
export const postedName = ({ schedule, day }: SlotId, at?: number): string =>
  at === undefined ? `${schedule}/${day}` : `${schedule}/${day}/${at + 1}`;

const Post = z.object({ questions: z.array(z.string()), refill: z.array(z.string()).optional() });

export const drawnIn = ({ post }: Pick<Slot, "post">): Drawn => {
  const { questions = [], refill } = Post.safeParse(post).data ?? {};
  return { ids: questions, ...(refill && { refill }) };
};

export const questionsIn = (slot: Pick<Slot, "post">): readonly string[] => drawnIn(slot).ids;

export interface PostedQuestion {
  readonly question: Question;
  readonly server: string;
  /** The channel's language. */
  readonly language: Locale;
  /** The schedule's zone and weekdays: for streaks. */
  readonly zone: string;
  readonly days: readonly number[];
  readonly dueAt: number;
  /** False after the reveal: an answer is practice then. */
  readonly open: boolean;
}

/** Undefined where no such question was posted, or the bank has it no more. */
export async function postedQuestion(
  from: { readonly schedules: Schedules; readonly slots: Slots; readonly bank: Bank },
  name: string,
  now: number,
): Promise<PostedQuestion | undefined> {
  const [, id = "", day = "", place] = /^(.+?)\/(\d{4}-\d\d-\d\d)(?:\/(\d+))?$/u.exec(name) ?? [];
  const schedule = await from.schedules.find(id);
  const slot = schedule && (await from.slots.find({ schedule: id, day }));
  if (schedule === undefined || slot === undefined) return undefined;
  const asked = questionsIn(slot)[place === undefined ? 0 : Number(place) - 1];
  const question = asked === undefined ? undefined : await from.bank.find(schedule.server, asked);
  if (question === undefined) return undefined;
  const { language, zone, days } = settingOf(schedule);
  const open = slot.state === "reserved" || (slot.state === "sent" && now < (slot.revealAt ?? now + 1));
  return { question, server: schedule.server, language, zone, days, open, dueAt: slot.dueAt };
}
