/**
 * Posts and reveals what the store holds ready: claimed under a lease, sent with a key that is the same at each attempt,
 * marked. A process may die between any two of these; the next attempt, here or elsewhere, doubles and loses nothing.
 */
import type { Log } from "../chat/bot.ts";
import type { Message, Place } from "../chat/message.ts";
import type { Platform, Posted } from "../chat/platform.ts";
import type { Language } from "../language.ts";
import type { Question } from "../quiz/question.ts";
import type { Answers } from "../store/answers.ts";
import type { BrokenPlaces } from "../store/broken-places.ts";
import type { Schedule } from "../store/schedules.ts";
import type { Slot } from "../store/slots.ts";
import { CLAIMS_PER_ROUND, LEASE_MS, QUESTIONS_LOW, REVEAL_WINDOW_MS, SLOTS_PER_CLAIM } from "./limits.ts";
import { type Plans, plan, questionsLeft } from "./plan.ts";
import {
  type Chart,
  digestMessage,
  digestReveal,
  distributionOf,
  questionMessage,
  revealMessage,
} from "./post-message.ts";
import { postedName, questionsIn } from "./posted.ts";
import { idParts, settingOf } from "./setting.ts";

export interface OutboxParts extends Plans {
  readonly answers: Pick<Answers, "distribution">;
  readonly brokenPlaces: BrokenPlaces;
  readonly platforms: readonly Pick<Platform, "name" | "post" | "edit">[];
  readonly language: Language;
  /** Seals what everybody may press: the bot's `open`. */
  readonly open: (message: Message) => Message<string>;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly chart?: Chart;
  /** For tests that cannot wait; `LEASE_MS`. */
  readonly leaseMs?: number;
}

export interface Outbox {
  /** Everything that is due now: slots are reserved, posted and revealed. Never rejects. */
  round(): Promise<void>;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const bug = (what: string) => (schedule: string, err: unknown) => parts.log.error({ schedule, err }, what);
  const each = (claim: "claim" | "claimReveals", work: (job: Job) => Promise<void>) => async () => {
    for (let turn = 0; turn < CLAIMS_PER_ROUND; turn++) {
      const lease = { leaseMs: parts.leaseMs ?? LEASE_MS, limit: SLOTS_PER_CLAIM };
      const claimed = await parts.slots[claim](parts.now(), lease);
      if (claimed.length === 0) return;
      const one = (slot: Slot) => jobOf(parts, slot).then((job) => job && work(job));
      await Promise.all(claimed.map((slot) => one(slot).catch((err) => bug(claim)(slot.schedule, err))));
    }
  };
  const steps = [
    () => plan(parts, parts.now(), bug("a schedule was not planned")),
    each("claim", (job) => send(parts, job)),
    each("claimReveals", (job) => reveal(parts, job)),
  ];
  return {
    async round() {
      for (const step of steps) await step().catch((err) => parts.log.error({ err }, "daily round"));
    },
  };
}

interface Job {
  readonly slot: Slot;
  readonly schedule: Schedule;
  readonly questions: readonly Question[];
  readonly place: Place;
  readonly platform: OutboxParts["platforms"][number] | undefined;
}

async function jobOf(parts: OutboxParts, slot: Slot): Promise<Job | undefined> {
  const schedule = await parts.schedules.find(slot.schedule);
  if (schedule === undefined) return undefined;
  const found = await Promise.all(questionsIn(slot).map((id) => parts.bank.find(schedule.server, id)));
  const { platform, own: channel } = idParts(schedule.place);
  return {
    slot,
    schedule,
    questions: found.filter((question) => question !== undefined),
    place: { server: idParts(schedule.server).own, channel },
    platform: parts.platforms.find(({ name }) => name === platform),
  };
}

async function send(parts: OutboxParts, job: Job): Promise<void> {
  const { slot, schedule, questions, place, platform } = job;
  const setting = settingOf(schedule);
  const [question] = questions;
  if (question === undefined) return void (await parts.slots.markFailed(slot, "no questions"));
  if (parts.now() - slot.dueAt > setting.catchUpMs) return void (await parts.slots.markFailed(slot, "late"));
  // Another process of ours may have that platform.
  if (platform === undefined) return;
  const voice = { language: parts.language, setting };
  const message =
    setting.rhythm === "weekly"
      ? digestMessage(slot, questions, voice)
      : questionMessage(slot, question, voice);
  const posted = await platform.post(place, parts.open(message), `daily:${postedName(slot)}`);
  if (posted.ok) {
    await parts.slots.markSent(slot, posted.id, parts.now() + setting.revealAfterMs);
    await tellWhenLow(parts, job);
  } else if (posted.why !== "later") await breakOff(parts, job, posted.why);
}

/** The slot is marked last: whoever dies before that leaves all of it to be done again. */
async function breakOff(parts: OutboxParts, { slot, schedule }: Job, why: Why): Promise<void> {
  await parts.brokenPlaces.mark(schedule.place, why, parts.now());
  const now = await parts.schedules.find(schedule.id);
  if (now !== undefined) await parts.schedules.change(now.id, now.version, { nextDue: null }, parts.now());
  await tellOfBreak(parts, schedule);
  await parts.slots.markFailed(slot, why);
  parts.log.warn({ schedule: schedule.id, why }, "a channel takes no posts");
}

type Why = Extract<Posted, { ok: false }>["why"];

/** In another channel of that server that has a schedule; without one, `/daily list` tells. */
async function tellOfBreak(parts: OutboxParts, schedule: Schedule): Promise<void> {
  const others = (await parts.schedules.ofServer(schedule.server)).filter(({ nextDue }) => nextDue !== null);
  const other = others.find(({ place }) => place !== schedule.place);
  if (other === undefined || !(await parts.brokenPlaces.claimTelling(schedule.place, parts.now()))) return;
  const { platform, own: channel } = idParts(other.place);
  const { language } = settingOf(other);
  const text = parts.language.say("daily.tell.broken", language, { channel: idParts(schedule.place).own });
  await parts.platforms
    .find(({ name }) => name === platform)
    ?.post(
      { server: idParts(other.server).own, channel },
      { text },
      `broken:${schedule.place}:${parts.now()}`,
    );
}

/** Once a bag: at the post that leaves exactly so many. */
async function tellWhenLow(parts: OutboxParts, { slot, schedule, place, platform }: Job): Promise<void> {
  const setting = settingOf(schedule);
  const left = questionsLeft(schedule, await parts.bank.of(schedule.server));
  const taken = questionsIn(slot).length;
  if (left >= QUESTIONS_LOW || left + taken < QUESTIONS_LOW) return;
  const text = parts.language.say("daily.tell.low", setting.language, { count: left });
  await platform?.post(place, { text }, `low:${postedName(slot)}`);
}

async function reveal(
  parts: OutboxParts,
  { slot, schedule, questions, place, platform }: Job,
): Promise<void> {
  const setting = settingOf(schedule);
  const [question] = questions;
  if (parts.now() - (slot.revealAt ?? 0) > REVEAL_WINDOW_MS || question === undefined)
    return void (await parts.slots.markFailed(slot, "not revealed"));
  if (platform === undefined || slot.message === null) return;
  const voice = { language: parts.language, setting };
  const answers = distributionOf(await parts.answers.distribution(postedName(slot)));
  const message =
    setting.rhythm === "weekly"
      ? digestReveal(questions, voice)
      : await revealMessage(question, answers, voice, parts.chart);
  const edited = await platform.edit(place, slot.message, parts.open({ buttons: [], ...message }));
  if (edited.ok) await parts.slots.markRevealed(slot);
  // Somebody deleted it, or the channel is closed by now: the next post finds out about the channel.
  else if (edited.why !== "later") await parts.slots.markFailed(slot, "not revealed");
}
