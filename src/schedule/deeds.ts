/**
 * What is done with a claimed slot: posted, talked about, revealed. Each deed is one thing on the platform and one mark
 * in the store after it; whoever dies between the two leaves it to be done again, and doing it again changes nothing.
 */
import type { Place } from "../chat/message.ts";
import type { Posted, Sending } from "../chat/platform.ts";
import { idParts } from "../chat/platform-id.ts";
import type { Question } from "../quiz/question.ts";
import type { Schedule } from "../store/schedules.ts";
import type { Slot } from "../store/slots.ts";
import { digestMessage, digestReveal, pastOf } from "./digest-message.ts";
import { LEASE_MS, REVEAL_WINDOW_MS } from "./limits.ts";
import type { OutboxParts } from "./outbox.ts";
import {
  distributionOf,
  followUpsMessage,
  openingOf,
  questionMessage,
  revealMessage,
} from "./post-message.ts";
import { postedName, questionsIn } from "./posted.ts";
import { type Setting, settingOf } from "./setting.ts";
import { breakOff, tellWhenLow } from "./tell-managers.ts";

export interface Job {
  readonly slot: Slot;
  readonly schedule: Schedule;
  readonly setting: Setting;
  readonly questions: readonly Question[];
  readonly place: Place;
  readonly platform: OutboxParts["platforms"][number] | undefined;
}

export async function jobOf(parts: OutboxParts, slot: Slot): Promise<Job | undefined> {
  const schedule = await parts.schedules.find(slot.schedule);
  if (schedule === undefined) return undefined;
  const found = await Promise.all(questionsIn(slot).map((id) => parts.bank.find(schedule.server, id)));
  const { platform, own: channel } = idParts(schedule.place);
  return {
    ...{ slot, schedule, setting: settingOf(schedule) },
    questions: found.filter((question) => question !== undefined),
    place: { server: idParts(schedule.server).own, channel },
    platform: parts.platforms.find(({ name }) => name === platform),
  };
}

export async function send(parts: OutboxParts, job: Job): Promise<void> {
  const { slot, setting, questions, place, platform } = job;
  if (questions.length === 0) return void (await parts.slots.markFailed(slot, "no questions"));
  if (parts.now() - slot.dueAt > setting.catchUpMs) return void (await parts.slots.markFailed(slot, "late"));
  // Another process of ours may have that platform.
  if (platform === undefined) return;
  const revealAt = parts.now() + setting.revealAfterMs;
  const message = await messageOf(parts, job, revealAt);
  const posted = await platform.post(place, parts.open(message), `daily:${postedName(slot)}`, {
    ...sendingOf(parts, slot),
    ...(setting.role !== null && { ping: setting.role }),
  });
  if (posted.ok) {
    await parts.slots.markSent(slot, { message: posted.id, revealAt, thread: setting.thread });
    await tellWhenLow(parts, job);
  } else if (posted.why !== "later") await breakOff(parts, job, posted.why);
}

async function messageOf(parts: OutboxParts, job: Job, revealAt: number) {
  const { slot, schedule, setting, questions } = job;
  const voice = voiceOf(parts, job);
  const [question] = questions;
  if (setting.rhythm === "daily" && question !== undefined)
    return questionMessage(slot, question, voice, revealAt);
  return digestMessage({ slot, questions, revealAt, past: await pastOf(parts, schedule, slot) }, voice);
}

const voiceOf = ({ language }: OutboxParts, { setting, platform }: Job) => ({
  ...{ language, setting },
  ...(platform && { can: platform.can }),
});

/** Half of a lease to begin in; a request and a platform that is late fit into the other half. */
const sendingOf = (parts: OutboxParts, slot: Slot): Sending => ({
  withinMs: (parts.leaseMs ?? LEASE_MS) / 2,
  ...(slot.attempts > 1 && { triedSince: slot.dueAt }),
});

/** Without the right to open threads there is none; the question is asked all the same. */
export async function openThread(parts: OutboxParts, job: Job): Promise<void> {
  const { slot, place, platform } = job;
  if (platform === undefined || slot.message === null) return;
  const opening = openingOf(slot, voiceOf(parts, job));
  const key = `thread:${postedName(slot)}`;
  const opened = await platform.discuss(place, slot.message, opening, key, sendingOf(parts, slot));
  if (opened.ok) await parts.slots.markThread(slot, "open");
  else if (opened.why !== "later") await parts.slots.markThread(slot, "refused");
}

export async function reveal(parts: OutboxParts, job: Job): Promise<void> {
  const { slot, questions, place, platform } = job;
  if (parts.now() - (slot.revealAt ?? 0) > REVEAL_WINDOW_MS || questions.length === 0)
    return void (await parts.slots.markFailed(slot, "not revealed"));
  if (platform === undefined || slot.message === null) return;
  const message = await solutionOf(parts, job);
  const edited = await platform.edit(place, slot.message, parts.open({ buttons: [], ...message }));
  const asked = edited.ok ? await goOnAsking(parts, job, slot.message) : edited;
  if (edited.ok && (asked.ok || asked.why !== "later")) await parts.slots.markRevealed(slot);
  // Somebody deleted it, or the channel is closed by now: the next post finds out about the channel.
  else if (!edited.ok && edited.why !== "later") await parts.slots.markFailed(slot, "not revealed");
}

async function solutionOf(parts: OutboxParts, job: Job) {
  const { slot, setting, questions } = job;
  const voice = voiceOf(parts, job);
  const [question] = questions;
  if (setting.rhythm === "weekly" || question === undefined) return digestReveal(slot, questions, voice);
  const answers = distributionOf(await parts.answers.distribution(postedName(slot)));
  return revealMessage(question, answers, voice, parts.chart);
}

/** An edit wakes nobody: whoever talks in the thread hears there that the answer is out, and what comes after it. */
async function goOnAsking(parts: OutboxParts, job: Job, message: string): Promise<Posted> {
  const { slot, setting, questions, place, platform } = job;
  const [question] = questions;
  const wanted = slot.thread === "open" && setting.rhythm === "daily";
  if (!wanted || platform === undefined || question === undefined) return { ok: true, id: message };
  const line = followUpsMessage(question, voiceOf(parts, job));
  const thread = { ...place, thread: message };
  return platform.post(thread, parts.open(line), `reveal:${postedName(slot)}`, sendingOf(parts, slot));
}
