/** Says an answer where it belongs: through the asker's own `response_url` where there is one, else by posting. */
import type { Answer } from "../../chat/bot.ts";
import type { Shown } from "../../chat/message.ts";
import type { Answered } from "../../chat/meter.ts";
import { handOver, share } from "./files.ts";
import type { Pictures } from "./pictures.ts";
import { isNotOurs, isNotThere, isUsedUp, mayBeFile, whyUnheard } from "./refusals.ts";
import { type Rendered, renderForm, renderMessage } from "./render.ts";
import { type Heard, heardIn, tellUnheard } from "./unheard.ts";

/** What an answer is an answer to. */
export interface Occasion extends Heard {
  readonly pictures: Pictures;
  /** In place of what Slack did not let us do: said in the asker's language, and logged. */
  readonly refuse: (key: string) => string;
  /** Opens a form, for three seconds. */
  readonly trigger?: string;
  readonly answered: Answered;
}

/** What its channel does not take is told to the asker; whatever else Slack refuses throws. */
export async function sayAnswer(occasion: Occasion, answer: Answer): Promise<void> {
  try {
    await sayAll(occasion, answer);
  } catch (error) {
    const why = whyUnheard(error);
    if (why === undefined) throw error;
    await tellUnheard(occasion, why, false);
    occasion.answered();
  }
}

async function sayAll(occasion: Occasion, { replies, form }: Answer): Promise<void> {
  if (form !== undefined && occasion.trigger !== undefined) {
    const { channel, thread } = occasion.context.place;
    const view = renderForm(form, { channel, ...(thread !== undefined && { thread }) }, occasion.voice);
    await occasion.client.views.open({ trigger_id: occasion.trigger, view });
    occasion.answered();
  }
  let here = occasion;
  for (const reply of replies) {
    here = await say(here, reply);
    occasion.answered();
  }
  // Slack shows a thread from its first reply on: where nothing else is said in it, its name is.
  const opening = replies.find((reply) => reply.to === "new thread");
  if (opening !== undefined && here !== occasion && !replies.some(({ to }) => to === "channel"))
    await postHere(here, renderMessage({ text: opening.title }, undefined, here.voice));
}

/** Gives where the next one is said: in the thread, where this one opened one. */
async function say(occasion: Occasion, reply: Shown): Promise<Occasion> {
  const { file, text } = reply.message;
  if (file === undefined) return sayWords(occasion, reply);
  if (isPrivate(reply)) {
    const told = await handOver(occasion, file);
    const message = { ...reply.message, text: `${text}\n\n${told}` };
    return sayWords(occasion, { ...reply, message });
  }
  const here = await sayWords(occasion, reply);
  const told = await share(here, file);
  return told === undefined ? here : sayWords(here, { to: "channel", message: { text: told } });
}

/** What replaces a message may stand in a private one: Slack does not say. */
const isPrivate = ({ to }: Shown): boolean => to === "asker" || to === "same message";

const sayWords = (occasion: Occasion, reply: Shown): Promise<Occasion> =>
  occasion.pictures.show(occasion, reply.message, (rendered) => send(occasion, reply, rendered));

async function send(occasion: Occasion, reply: Shown, rendered: Rendered): Promise<Occasion> {
  if (reply.to === "new thread") return openThread(occasion, rendered);
  if (reply.to === "thread's root") await editRoot(occasion, rendered);
  else await sayHere(occasion, reply, rendered);
  return occasion;
}

async function sayHere(occasion: Occasion, reply: Shown, { text, blocks }: Rendered): Promise<void> {
  const { respond, context } = occasion;
  const { channel, thread } = context.place;
  if (respond === undefined) return sayWithoutUrl(occasion, reply, { text, blocks });
  const body = { text, blocks, ...(thread !== undefined && { thread_ts: thread }) };
  const type = reply.to === "channel" ? "in_channel" : "ephemeral";
  if (reply.to === "channel") await occasion.turn(channel);
  try {
    if (reply.to === "same message") await respond({ ...body, replace_original: true });
    else await respond({ ...body, response_type: type, replace_original: false });
  } catch (error) {
    // After five uses, or half an hour, what is left is said as if nothing had been asked.
    if (!isUsedUp(error)) throw error;
    await sayWithoutUrl(occasion, reply, { text, blocks });
  }
}

async function sayWithoutUrl(occasion: Occasion, { to }: Shown, rendered: Rendered): Promise<void> {
  const { context, user } = occasion;
  const { channel } = context.place;
  if (to === "channel") await postHere(occasion, rendered);
  else if (channel === "" || channel === user) await postIn(occasion, user, rendered);
  else await whisper(occasion, rendered);
}

/** Where the bot was never invited it may not whisper either: then the asker's messages with the bot remain. */
async function whisper(occasion: Occasion, { text, blocks }: Rendered): Promise<void> {
  const { client, context, user } = occasion;
  const { channel, thread } = context.place;
  const body = { text, blocks, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    await client.chat.postEphemeral({ channel, user, ...body });
  } catch (error) {
    if (!isNotThere(error)) throw error;
    await postIn(occasion, user, { text, blocks });
  }
}

async function postHere(occasion: Occasion, rendered: Rendered): Promise<string> {
  const { channel, thread } = occasion.context.place;
  const ts = await postIn(occasion, channel, rendered, thread);
  await heardIn(occasion);
  return ts;
}

/** For everybody there to see: a channel takes one message a second. */
async function postIn(
  { client, turn }: Occasion,
  channel: string,
  { text, blocks }: Rendered,
  thread?: string,
): Promise<string> {
  await turn(channel);
  const below = thread === undefined ? {} : { thread_ts: thread };
  const { ts = "" } = await client.chat.postMessage({ channel, text, blocks, ...below });
  return ts;
}

/**
 * The card is the thread's first message, so it is posted and not responded: only a post has a `ts` to hang a
 * thread on. Where the bot may not post (it was never invited) the card is shown through `respond`, and the asker
 * reads what would help.
 */
async function openThread(occasion: Occasion, { text, blocks }: Rendered): Promise<Occasion> {
  const { context, respond, log, refuse } = occasion;
  const { channel, thread } = context.place;
  try {
    const ts = await postHere(occasion, { text, blocks });
    if (thread !== undefined) return occasion;
    return { ...occasion, context: { ...context, place: { ...context.place, thread: ts } } };
  } catch (error) {
    // Its picture is not ready: it is tried again.
    if (mayBeFile(error)) throw error;
    log.warn({ err: error, channel }, "no thread can be opened");
    const key = `chat.no-thread.${isNotThere(error) ? "invite" : "later"}`;
    const why = renderMessage({ text: refuse(key) }, undefined, occasion.voice);
    if (respond === undefined) await whisper(occasion, why);
    else {
      await occasion.turn(channel);
      await respond({ text, blocks, response_type: "in_channel", replace_original: false });
      await respond({ ...why, response_type: "ephemeral", replace_original: false });
    }
    return occasion;
  }
}

/** What the thread hangs on, where that is the bot's own. */
async function editRoot(occasion: Occasion, { text, blocks }: Rendered): Promise<void> {
  const { client, context } = occasion;
  const { channel, thread: ts } = context.place;
  if (ts === undefined) return;
  try {
    await client.chat.update({ channel, ts, text, blocks });
    await heardIn(occasion);
  } catch (error) {
    const why = whyUnheard(error);
    if (why !== undefined) return tellUnheard(occasion, why, true);
    if (!isNotOurs(error)) throw error;
  }
}
