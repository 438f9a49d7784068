/**
 * How one interaction is answered: its first answer within three seconds, directly or as a promise of one
 * ("thinking"), and then whatever is left, over the interaction's own token.
 */
import type { APIInteractionResponse, RawFile } from "discord.js";
import { Routes } from "discord.js";
import type { Answer } from "../../chat/bot.ts";
import type { Audience, Message, Shown } from "../../chat/message.ts";
import { within } from "../within.ts";
import { DIRECT_MS, FOLLOW_AFTER_MS } from "./limits.ts";
import { hasNoWebhookYet, isArchived } from "./refusals.ts";
import { EPHEMERAL, type Rendered, renderForm, renderMessage } from "./render.ts";
import {
  closeThread,
  editRoot,
  isFirst,
  isInArchived,
  openThreadOn,
  type Said,
  type Speaker,
  sayIn,
  wakeThread,
} from "./threads.ts";

/** The numbers that Discord's documentation gives to interaction responses. */
const ANSWER = 4;
const ANSWER_LATER = 5;
const UPDATE_LATER = 6;
const UPDATE = 7;
const MODAL = 9;

/** The way of the first answer: a request of its own (gateway), or the response to Discord's (HTTP). */
export interface Line {
  first(response: APIInteractionResponse, files: readonly RawFile[]): Promise<void>;
  /** Whether files can come with the first answer. */
  readonly takesFiles: boolean;
}

export interface Asked extends Speaker {
  readonly line: Line;
  /** Who will see the answer to a command; undefined for a press, which stands on a message already. */
  readonly audience?: Audience;
  /** In place of what Discord did not let us do: said in the asker's language, and logged. */
  readonly refuse: (key: string) => string;
}

export async function answer(asked: Asked, answering: Promise<Answer>): Promise<void> {
  if (isInArchived(asked.interaction) && !(await wakeThread(asked))) return tellLocked(asked);
  const quick = await within(answering, DIRECT_MS);
  try {
    await answerInTime(asked, quick, answering);
  } catch (error) {
    // Put away between the press and its answer: nothing has been shown yet.
    if (!isArchived(error)) throw error;
    if (!(await wakeThread(asked))) return tellLocked(asked);
    await answerInTime(asked, quick, answering);
  }
  const { replies, closing } = await answering;
  for (const { to, message } of replies)
    if (to === "thread's root" && (await editRoot(asked, message))) await tellUnseen(asked);
  if (closing !== undefined) await closeThread(asked, closing.title);
}

async function answerInTime(
  asked: Asked,
  quick: Answer | undefined,
  answering: Promise<Answer>,
): Promise<void> {
  if (quick !== undefined && (await answerDirectly(asked, quick))) return;
  await announce(asked);
  await answerLater(asked, await answering);
}

/** False where the answer has to be announced first: its picture cannot come with a first answer. */
async function answerDirectly(asked: Asked, whole: Answer): Promise<boolean> {
  const { line, voice } = asked;
  if (whole.form !== undefined) {
    await line.first({ type: MODAL, data: renderForm(whole.form) }, []);
    return true;
  }
  const [first, ...rest] = inOrder(asked, whole.replies);
  if (first === undefined) {
    await announce(asked);
    return true;
  }
  if (speaksElsewhere(asked, first)) return false;
  const rendered = renderMessage(first.message, voice);
  if (rendered.files.length > 0 && !line.takesFiles) return false;
  const same = first.to === "same message" && isPress(asked);
  const data = same ? rendered.body : { ...rendered.body, flags: flagsOf(first) };
  await line.first({ type: same ? UPDATE : ANSWER, data }, rendered.files);
  await followAll(first.to === "new thread" ? await openThread(asked, first) : asked, rest);
  return true;
}

async function announce({ line, audience, interaction }: Asked): Promise<void> {
  if (isPress({ interaction })) return line.first({ type: UPDATE_LATER }, []);
  await line.first({ type: ANSWER_LATER, data: { flags: audience === "channel" ? 0 : EPHEMERAL } }, []);
}

async function answerLater(asked: Asked, { replies, form }: Answer): Promise<void> {
  if (form !== undefined) return say(asked, asked.refuse("chat.form-late"));
  const all = inOrder(asked, replies);
  const [first, ...rest] = all;
  if (first === undefined) return;
  const announced = isPress(asked) ? first.to === "same message" : fitsAnnounced(asked, first);
  if (!announced) {
    // What was announced to everybody turns out to be for one person, or the other way round.
    if (!isPress(asked)) await deleteOriginal(asked);
    return followAll(asked, all);
  }
  await editOriginal(asked, first.message);
  await followAll(first.to === "new thread" ? await openThread(asked, first) : asked, rest);
}

async function followAll(asked: Asked, replies: readonly Shown[]): Promise<void> {
  let here = asked;
  for (const [nth, reply] of replies.entries()) here = await follow(here, reply, nth);
}

/** It goes on all the same, answered through interactions; whoever pressed reads what a manager can do, once. */
async function tellUnseen(asked: Asked): Promise<void> {
  const { language, locale } = asked.voice;
  const { channel } = asked.place;
  asked.log.warn({ channel }, "a channel is out of the bot's sight");
  await say(asked, language.say("chat.unheard.unseen", locale, { channel: `<#${channel}>` }));
}

/** Nothing can be said in it: its channel is told, once until somebody has unlocked it. */
export async function tellLocked(asked: Asked): Promise<void> {
  // Acknowledged, if Discord takes even that: the press has been seen.
  await announce(asked).catch(() => undefined);
  if (!(await isFirst(asked, "locked"))) return;
  const { language, locale } = asked.voice;
  const text = language.say("chat.thread.locked", locale, { thread: `<#${asked.place.thread}>` });
  const { thread: _, ...parent } = asked.place;
  await sayIn({ ...asked, place: parent }, parent.channel, { text }, 0);
}

/** What replaces the message comes first: the first answer is the only one that can. The root comes after all. */
function inOrder(asked: Asked, replies: readonly Shown[]): readonly Shown[] {
  const here = replies.filter(({ to }) => to !== "thread's root");
  if (!isPress(asked)) return here;
  return here.sort((a, b) => Number(b.to === "same message") - Number(a.to === "same message"));
}

const isPrivate = ({ to }: Shown): boolean => to === "asker" || to === "same message";

/** What is for a thread, and was pressed on the message that it hangs on. */
const speaksElsewhere = ({ interaction, place }: Asked, { to }: Shown): boolean =>
  to === "channel" && place.thread !== undefined && place.thread !== interaction.channel?.id;

const fitsAnnounced = (asked: Asked, reply: Shown): boolean =>
  (asked.audience === "channel") === !isPrivate(reply) && !speaksElsewhere(asked, reply);

const flagsOf = (reply: Shown): number => (isPrivate(reply) ? EPHEMERAL : 0);

/** A form that was opened by a command has no message to change, one opened by a button has. */
const isPress = ({ interaction }: Pick<Asked, "interaction">): boolean =>
  interaction.message !== undefined && interaction.message !== null;

async function say(asked: Asked, text: string): Promise<void> {
  await follow(asked, { to: "asker", message: { text } }, 0);
}

/** Gives where the next one is said: in the thread, where this one opened one. */
async function follow(asked: Asked, reply: Shown, nth: number): Promise<Asked> {
  const { interaction, rest, voice, place } = asked;
  if (speaksElsewhere(asked, reply)) {
    const said = await sayIn(asked, place.thread ?? "", reply.message, nth);
    if (said === "said") return asked;
    const { thread: _, ...beside } = place;
    return follow({ ...asked, place: beside }, unheard(asked, reply, said), nth);
  }
  const { body, files } = renderMessage(reply.message, voice);
  const posted = (await behindFirst(() =>
    rest.post(Routes.webhook(interaction.application_id, interaction.token), {
      body: { ...body, flags: flagsOf(reply) },
      files,
      auth: false,
    }),
  )) as { id: string };
  return reply.to === "new thread" ? openedOn(asked, reply.title, posted.id) : asked;
}

/** Where the thread does not take it, it is said beside the thread, and why. */
function unheard({ voice, place }: Asked, reply: Shown, why: Exclude<Said, "said">): Shown {
  const key = why === "archived" ? "locked" : why;
  const said = voice.language.say(`chat.thread.${key}`, voice.locale, { thread: `<#${place.thread}>` });
  return { to: "channel", message: { ...reply.message, text: `${said}\n\n${reply.message.text}` } };
}

async function editOriginal(asked: Asked, message: Message<string>): Promise<void> {
  const { body, files }: Rendered = renderMessage(message, asked.voice);
  await behindFirst(() => asked.rest.patch(original(asked), { body, files, auth: false }));
}

const deleteOriginal = (asked: Asked): Promise<unknown> =>
  behindFirst(() => asked.rest.delete(original(asked), { auth: false }));

const original = ({ interaction }: Asked) =>
  Routes.webhookMessage(interaction.application_id, interaction.token, "@original");

async function openThread(asked: Asked, { title }: Shown & { to: "new thread" }): Promise<Asked> {
  const read = () => asked.rest.get(original(asked), { auth: false });
  const { id } = (await behindFirst(read)) as { id: string };
  return openedOn(asked, title, id);
}

async function openedOn(asked: Asked, title: string, message: string): Promise<Asked> {
  const { thread, why } = await openThreadOn(asked, title, message);
  if (why !== undefined) await say(asked, asked.refuse(`chat.no-thread.${why}`));
  return thread === undefined ? asked : { ...asked, place: { ...asked.place, thread } };
}

/** Over HTTP the first answer is on its way while what follows it overtakes it: then it is tried again. */
async function behindFirst<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of FOLLOW_AFTER_MS) {
    try {
      return await work();
    } catch (error) {
      if (!hasNoWebhookYet(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return work();
}
