/**
 * The seam to the quiz. A posted question has a name, `<schedule>/<local date>`, in a digest with `/1`, `/2` … behind
 * it: answers are kept under it as their `slot`, with the option's id (several: ids in a list) as `answer`. A post's
 * button is the quiz's press `answer <name> <option>`; without an option the quiz asks for the answer.
 */
import * as z from "zod";
import type { Press } from "../chat/message.ts";
import type { Bank } from "../quiz/bank.ts";
import { quizPress } from "../quiz/card.ts";
import type { PostedQuestion } from "../quiz/services.ts";
import type { Schedules } from "../store/schedules.ts";
import type { Slot, SlotId, Slots } from "../store/slots.ts";
import type { Drawn } from "./bag.ts";

export const answerPress = (name: string, option?: string): Press =>
  quizPress("answer", name, ...(option === undefined ? [] : [option]));

/** @param at place in a digest, from 0; undefined for a post of one question. */
export const postedName = ({ schedule, day }: SlotId, at?: number): string =>
  at === undefined ? `${schedule}/${day}` : `${schedule}/${day}/${at + 1}`;

const Post = z.object({ questions: z.array(z.string()), refill: z.array(z.string()).optional() });

export const drawnIn = ({ post }: Pick<Slot, "post">): Drawn => {
  const { questions = [], refill } = Post.safeParse(post).data ?? {};
  return { ids: questions, ...(refill && { refill }) };
};

export const questionsIn = (slot: Pick<Slot, "post">): readonly string[] => drawnIn(slot).ids;

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
  const open = slot.state === "reserved" || (slot.state === "sent" && now < (slot.revealAt ?? now + 1));
  return { question, server: schedule.server, open, dueAt: slot.dueAt };
}
