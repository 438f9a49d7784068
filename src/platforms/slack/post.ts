/** What nobody asked for, posted and changed at Slack's pace: and what became of it, in the port's words. */
import type { webApi } from "@slack/bolt";
import { RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible";
import { altText } from "../../chat/alt.ts";
import type { Message, Place } from "../../chat/message.ts";
import type { Posted } from "../../chat/platform.ts";
import { ALT, POSTS_PER_SECOND, RETRY_AFTER_SECONDS } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import { renderMessage, type Voice } from "./render.ts";
import { errorOf, whenFileIsReady } from "./say.ts";

export interface Poster {
  post(place: Place, message: Message<string>, key: string): Promise<Posted>;
  edit(place: Place, id: string, message: Message<string>): Promise<Posted>;
}

export interface PosterParts {
  /** The client of a workspace; undefined where the bot is not installed (any more). */
  readonly clientOf: (team: string) => Promise<webApi.WebClient | undefined>;
  readonly pictures: Pictures;
  readonly voice: Voice;
}

/** Under this type Slack keeps a post's key, so that a retry can find what a lost reply left behind. */
const METADATA = "ackademy_post";
const LOOKED_BACK = 50;

export function createPoster({ clientOf, pictures, voice }: PosterParts): Poster {
  const queue = new RateLimiterQueue(new RateLimiterMemory({ points: POSTS_PER_SECOND, duration: 1 }));
  const send = async (
    place: Place,
    message: Message<string>,
    work: (client: webApi.WebClient, body: object) => Promise<string>,
  ): Promise<Posted> => {
    const team = place.server ?? "";
    const client = await clientOf(team);
    if (client === undefined) return { ok: false, why: "token" };
    await queue.removeTokens(1, place.channel);
    return told(async () => {
      const { picture } = message;
      const alt = picture === undefined ? "" : altText(picture.alt, ALT, voice.language, voice.locale);
      const file = picture && (await pictures.upload(client, team, picture, alt));
      return whenFileIsReady(file, (ready) => work(client, renderMessage(message, ready, voice)));
    });
  };
  return {
    post: (place, message, key) =>
      send(place, message, async (client, body) => {
        const before = await find(client, place, key);
        if (before !== undefined) return before;
        const { ts = "" } = await client.chat.postMessage({
          ...(body as { text: string }),
          channel: place.channel,
          ...(place.thread !== undefined && { thread_ts: place.thread }),
          metadata: { event_type: METADATA, event_payload: { key } },
        });
        return ts;
      }),
    edit: (place, id, message) =>
      send(place, message, async (client, body) => {
        await client.chat.update({ ...(body as { text: string }), channel: place.channel, ts: id });
        return id;
      }),
  };
}

/** Slack has no idempotency key. A history that may not be read (no scope) finds nothing. */
async function find(client: webApi.WebClient, place: Place, key: string): Promise<string | undefined> {
  const read = { channel: place.channel, limit: LOOKED_BACK, include_all_metadata: true };
  const told = await (place.thread === undefined
    ? client.conversations.history(read)
    : client.conversations.replies({ ...read, ts: place.thread })
  ).catch(() => undefined);
  const messages = (told?.messages ?? []) as {
    ts?: string;
    metadata?: { event_type?: string; event_payload?: object };
  }[];
  return messages.find(
    ({ metadata }) =>
      metadata?.event_type === METADATA &&
      (metadata.event_payload as { key?: string } | undefined)?.key === key,
  )?.ts;
}

/** Error names of Slack's documentation. */
const GONE: readonly string[] = ["channel_not_found", "message_not_found", "thread_not_found"];
const FORBIDDEN: readonly string[] = [
  "not_in_channel",
  "restricted_action",
  "missing_scope",
  "cant_update_message",
];
const ARCHIVED: readonly string[] = ["is_archived", "is_inactive"];
const TOKEN: readonly string[] = [
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "not_authed",
  "token_expired",
];

async function told(work: () => Promise<string>): Promise<Posted> {
  try {
    return { ok: true, id: await patiently(work) };
  } catch (error) {
    const name = errorOf(error);
    if (GONE.includes(name)) return { ok: false, why: "gone" };
    if (FORBIDDEN.includes(name)) return { ok: false, why: "forbidden" };
    if (ARCHIVED.includes(name)) return { ok: false, why: "archived" };
    return { ok: false, why: TOKEN.includes(name) ? "token" : "later" };
  }
}

/** Waits once for as long as Slack's 429 says; what it says then is the answer. */
async function patiently(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    const { code, retryAfter = 0 } = error as { code?: string; retryAfter?: number };
    if (code !== "slack_webapi_rate_limited_error" || retryAfter > RETRY_AFTER_SECONDS) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfter * 1_000));
    return work();
  }
}
