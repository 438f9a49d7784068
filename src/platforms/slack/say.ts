/** Says an answer where it belongs: through the asker's own `response_url` where there is one, else by posting. */
import type { RespondFn, webApi } from "@slack/bolt";
import { altText } from "../../chat/alt.ts";
import type { Answer } from "../../chat/bot.ts";
import type { Context, Shown } from "../../chat/message.ts";
import { ALT, FILE_PAUSE_MS, FILE_TRIES } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import { type Rendered, renderForm, renderMessage, type Voice } from "./render.ts";

/** What an answer is an answer to. */
export interface Occasion {
  readonly client: webApi.WebClient;
  readonly context: Context;
  readonly team: string;
  readonly user: string;
  readonly voice: Voice;
  readonly pictures: Pictures;
  /** Commands and presses have one: five uses in half an hour. Mentions and forms have none. */
  readonly respond?: RespondFn;
  /** Opens a form, for three seconds. */
  readonly trigger?: string;
}

export async function sayAnswer(occasion: Occasion, { replies, form }: Answer): Promise<void> {
  if (form !== undefined && occasion.trigger !== undefined) {
    const { channel, thread } = occasion.context.place;
    const view = renderForm(form, { channel, ...(thread !== undefined && { thread }) }, occasion.voice);
    await occasion.client.views.open({ trigger_id: occasion.trigger, view });
  }
  let here = occasion;
  for (const reply of replies) here = await say(here, reply);
  const opening = replies.find((reply) => reply.to === "new thread");
  if (opening !== undefined && here !== occasion && !replies.some(({ to }) => to === "channel"))
    await here.client.chat.postMessage({ ...threadOf(here), text: opening.title });
}

/** Slack shows a thread from its first reply on: where nothing else is said in it, its name is. */
const threadOf = ({ context: { place } }: Occasion) => ({
  channel: place.channel,
  ...(place.thread !== undefined && { thread_ts: place.thread }),
});

/** Gives where the next one is said: in the thread, where this one opened one. */
async function say(occasion: Occasion, reply: Shown): Promise<Occasion> {
  const { pictures, client, team, voice } = occasion;
  const { picture } = reply.message;
  const alt = picture === undefined ? "" : altText(picture.alt, ALT, voice.language, voice.locale);
  const file = picture && (await pictures.upload(client, team, picture, alt));
  return whenFileIsReady(file, (ready) => send(occasion, reply, renderMessage(reply.message, ready, voice)));
}

async function send(occasion: Occasion, reply: Shown, rendered: Rendered): Promise<Occasion> {
  if (reply.to === "new thread") return openThread(occasion, reply.title, rendered);
  if (reply.to === "thread's root") await editRoot(occasion, rendered);
  else await sayHere(occasion, reply, rendered);
  return occasion;
}

async function sayHere(occasion: Occasion, reply: Shown, { text, blocks }: Rendered): Promise<void> {
  const { respond, context, client, user } = occasion;
  const { channel, thread } = context.place;
  const body = { text, blocks, ...(thread !== undefined && { thread_ts: thread }) };
  if (respond === undefined) {
    if (reply.to === "channel") await client.chat.postMessage({ channel, ...body });
    else if (channel === "" || channel === user)
      await client.chat.postMessage({ channel: user, text, blocks });
    else await whisper(occasion, { text, blocks });
  } else if (reply.to === "same message") {
    await respond({ ...body, replace_original: true });
  } else {
    const type = reply.to === "channel" ? "in_channel" : "ephemeral";
    await respond({ ...body, response_type: type, replace_original: false });
  }
}

/** Where the bot was never invited it may not whisper either: then the asker's messages with the bot remain. */
async function whisper({ client, context, user }: Occasion, { text, blocks }: Rendered): Promise<void> {
  const { channel, thread } = context.place;
  const body = { text, blocks, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    await client.chat.postEphemeral({ channel, user, ...body });
  } catch (error) {
    if (!NOT_THERE.includes(errorOf(error))) throw error;
    await client.chat.postMessage({ channel: user, text, blocks });
  }
}

const NOT_THERE: readonly string[] = ["not_in_channel", "channel_not_found", "user_not_in_channel"];

/** Slack's name of what a method refused. */
export const errorOf = (error: unknown): string => (error as { data?: { error?: string } }).data?.error ?? "";

/**
 * The card is the thread's first message, so it is posted and not responded: only a post has a `ts` to hang a
 * thread on. Where the bot may not post (it was never invited) the card is shown through `respond`.
 */
async function openThread(occasion: Occasion, title: string, { text, blocks }: Rendered): Promise<Occasion> {
  const { client, context, respond } = occasion;
  const { channel, thread } = context.place;
  const body = { text: `${title}\n${text}`, blocks, ...(thread !== undefined && { thread_ts: thread }) };
  try {
    const { ts = "" } = await client.chat.postMessage({ channel, ...body });
    if (thread !== undefined) return occasion;
    return { ...occasion, context: { ...context, place: { ...context.place, thread: ts } } };
  } catch (error) {
    if (respond === undefined) throw error;
    await respond({ text, blocks, response_type: "in_channel", replace_original: false });
    return occasion;
  }
}

/** What the thread hangs on, where that is the bot's own. */
async function editRoot({ client, context }: Occasion, { text, blocks }: Rendered): Promise<void> {
  const { channel, thread: ts } = context.place;
  if (ts === undefined) return;
  try {
    await client.chat.update({ channel, ts, text, blocks });
  } catch (error) {
    if (!NOT_OURS.includes(errorOf(error))) throw error;
  }
}

const NOT_OURS: readonly string[] = [
  ...["cant_update_message", "edit_window_closed", "message_not_found", "thread_not_found"],
  ...["channel_not_found", "not_in_channel", "is_archived", "is_inactive"],
];

/**
 * Slack refuses a block with a file that it still looks at; a moment later it takes it. A file that it never
 * takes is told in words: `work` is then given none.
 */
export async function whenFileIsReady<T>(
  file: string | undefined,
  work: (file: string | undefined) => Promise<T>,
): Promise<T> {
  if (file === undefined) return work(undefined);
  for (let tries = 1; tries <= FILE_TRIES; tries++) {
    try {
      return await work(file);
    } catch (error) {
      if (!mayBeNotReady(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, FILE_PAUSE_MS * tries));
    }
  }
  return work(undefined);
}

const EXPIRED = 404;

/** A `response_url` tells its status and no more: what is not "expired" may be the file. */
function mayBeNotReady(error: unknown): boolean {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "slack_bolt_respond_error") return statusCode !== EXPIRED;
  return errorOf(error) === "invalid_blocks";
}
