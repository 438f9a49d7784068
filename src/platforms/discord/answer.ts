/**
 * How one interaction is answered: its first answer within three seconds, directly or as a promise of one
 * ("thinking"), and then whatever is left, over the interaction's own token.
 */
import type { APIInteraction, APIInteractionResponse, RawFile, REST } from "discord.js";
import { DiscordAPIError, Routes } from "discord.js";
import type { Answer } from "../../chat/bot.ts";
import type { Audience, Message, Shown } from "../../chat/message.ts";
import { DIRECT_MS, FOLLOW_AFTER_MS, THREAD_NAME } from "./limits.ts";
import { EPHEMERAL, type Rendered, renderForm, renderMessage, type Voice } from "./render.ts";

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

export interface Asked {
  readonly interaction: APIInteraction;
  readonly line: Line;
  readonly rest: REST;
  readonly voice: Voice;
  /** Who will see the answer to a command; undefined for a press, which stands on a message already. */
  readonly audience?: Audience;
  /** In place of a form that came too late to be opened. */
  readonly tooLate: () => string;
}

export async function answer(asked: Asked, answering: Promise<Answer>): Promise<void> {
  const quick = await within(answering, DIRECT_MS);
  if (quick === undefined || !(await answerDirectly(asked, quick))) {
    await announce(asked);
    await answerLater(asked, await answering);
  }
}

/** False where the answer has to be announced first: its picture cannot come with a first answer. */
async function answerDirectly(asked: Asked, { replies, form }: Answer): Promise<boolean> {
  const { line, voice } = asked;
  if (form !== undefined) {
    await line.first({ type: MODAL, data: renderForm(form) }, []);
    return true;
  }
  const [first, ...rest] = inOrder(asked, replies);
  if (first === undefined) {
    await announce(asked);
    return true;
  }
  const rendered = renderMessage(first.message, voice);
  if (rendered.files.length > 0 && !line.takesFiles) return false;
  const same = first.to === "same message" && isPress(asked);
  const data = same ? rendered.body : { ...rendered.body, flags: flagsOf(first) };
  await line.first({ type: same ? UPDATE : ANSWER, data }, rendered.files);
  if (first.to === "new thread") await openThread(asked, first);
  for (const reply of rest) await follow(asked, reply);
  return true;
}

async function announce({ line, audience, interaction }: Asked): Promise<void> {
  if (isPress({ interaction })) return line.first({ type: UPDATE_LATER }, []);
  await line.first({ type: ANSWER_LATER, data: { flags: audience === "channel" ? 0 : EPHEMERAL } }, []);
}

async function answerLater(asked: Asked, { replies, form }: Answer): Promise<void> {
  if (form !== undefined) return say(asked, asked.tooLate());
  const [first, ...rest] = inOrder(asked, replies);
  if (first === undefined) return;
  const announced = isPress(asked) ? first.to === "same message" : fitsAnnounced(asked, first);
  if (announced) {
    await editOriginal(asked, first.message);
    if (first.to === "new thread") await openThread(asked, first);
  } else {
    // What was announced to everybody turns out to be for one person, or the other way round.
    if (!isPress(asked)) await deleteOriginal(asked);
    await follow(asked, first);
  }
  for (const reply of rest) await follow(asked, reply);
}

/** What replaces the message comes first: the first answer is the only one that can. */
const inOrder = (asked: Asked, replies: readonly Shown[]): readonly Shown[] =>
  isPress(asked)
    ? [...replies].sort((a, b) => Number(b.to === "same message") - Number(a.to === "same message"))
    : replies;

const isPrivate = ({ to }: Shown): boolean => to === "asker" || to === "same message";

const fitsAnnounced = ({ audience }: Asked, reply: Shown): boolean =>
  (audience === "channel") === !isPrivate(reply);

const flagsOf = (reply: Shown): number => (isPrivate(reply) ? EPHEMERAL : 0);

/** A form that was opened by a command has no message to change, one opened by a button has. */
const isPress = ({ interaction }: Pick<Asked, "interaction">): boolean =>
  interaction.message !== undefined && interaction.message !== null;

const say = (asked: Asked, text: string): Promise<void> => follow(asked, { to: "asker", message: { text } });

async function follow(asked: Asked, reply: Shown): Promise<void> {
  const { interaction, rest, voice } = asked;
  const { body, files } = renderMessage(reply.message, voice);
  const posted = (await behindFirst(() =>
    rest.post(Routes.webhook(interaction.application_id, interaction.token), {
      body: { ...body, flags: flagsOf(reply) },
      files,
      auth: false,
    }),
  )) as { id: string };
  if (reply.to === "new thread") await openThreadOn(asked, reply, posted.id);
}

async function editOriginal(asked: Asked, message: Message<string>): Promise<void> {
  const { body, files }: Rendered = renderMessage(message, asked.voice);
  await behindFirst(() => asked.rest.patch(original(asked), { body, files, auth: false }));
}

const deleteOriginal = (asked: Asked): Promise<unknown> =>
  behindFirst(() => asked.rest.delete(original(asked), { auth: false }));

const original = ({ interaction }: Asked) =>
  Routes.webhookMessage(interaction.application_id, interaction.token, "@original");

async function openThread(asked: Asked, reply: Shown & { to: "new thread" }): Promise<void> {
  const read = () => asked.rest.get(original(asked), { auth: false });
  const { id } = (await behindFirst(read)) as { id: string };
  await openThreadOn(asked, reply, id);
}

/**
 * The thread hangs on the card itself. Where none can be opened (a direct message, a thread, a missing
 * permission) the card is there all the same, and what follows is said below it.
 */
async function openThreadOn(
  { interaction, rest }: Asked,
  { title }: Shown & { to: "new thread" },
  message: string,
): Promise<void> {
  const channel = interaction.channel?.id ?? "";
  const name = [...title].slice(0, THREAD_NAME).join("");
  await rest.post(Routes.threads(channel, message), { body: { name } }).catch(() => undefined);
}

/** "Unknown Webhook": an interaction has one from its first answer on. */
const NO_WEBHOOK_YET = 10_015;

/** Over HTTP the first answer is on its way while what follows it overtakes it: then it is tried again. */
async function behindFirst<T>(work: () => Promise<T>): Promise<T> {
  for (const pauseMs of FOLLOW_AFTER_MS) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || error.code !== NO_WEBHOOK_YET) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return work();
}

/** `undefined`: not within so many milliseconds. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
