/** What nobody asked for, posted and changed at Slack's pace: and what became of it, in the port's words. */
import type { webApi } from "@slack/bolt";
import type { Log } from "../../chat/bot.ts";
import type { Message, Place } from "../../chat/message.ts";
import type { Platform, Posted } from "../../chat/platform.ts";
import type { Wait } from "../../chat/rates.ts";
import { HISTORY_PAGE, HISTORY_PAGES, RETRY_AFTER_SECONDS } from "./limits.ts";
import type { Pictures } from "./pictures.ts";
import { errorOf, whyOf } from "./refusals.ts";
import type { Rendered, Voice } from "./render.ts";
import { groupMention } from "./words.ts";

export type Poster = Pick<Platform, "post" | "edit" | "discuss">;

export interface PosterParts {
  /** The client of a workspace; undefined where the bot is not installed (any more). */
  readonly clientOf: (team: string) => Promise<webApi.WebClient | undefined>;
  readonly pictures: Pictures;
  /** Resolves when the channel may be posted to. */
  readonly turn: Wait;
  readonly voice: Voice;
  /** A token was refused: what that means for the post. */
  readonly refused: () => "token" | "later";
  readonly log: Log;
}

/** Under this type Slack keeps a post's key, so that a retry can find what a lost reply left behind. */
const METADATA = "ackademy_post";

export function createPoster({ clientOf, pictures, turn, voice, refused, log }: PosterParts): Poster {
  const send = async (
    place: Place,
    message: Message<string>,
    work: (client: webApi.WebClient, body: Rendered) => Promise<string>,
  ): Promise<Posted> => {
    const team = place.server ?? "";
    const client = await clientOf(team);
    if (client === undefined) return { ok: false, why: "token" };
    const posted = await told(log, place.channel, () =>
      pictures.show({ client, team, voice }, message, (rendered) => work(client, rendered)),
    );
    return !posted.ok && posted.why === "token" ? { ok: false, why: refused() } : posted;
  };
  const post: Poster["post"] = async (place, message, key, { ping, triedSince, withinMs } = {}) => {
    const inTime = within(withinMs);
    return send(place, message, async (client, body) => {
      inTime();
      const before = triedSince === undefined ? undefined : await find(client, place, key, triedSince);
      if (before !== undefined) return before;
      await turn(place.channel);
      inTime();
      const { ts = "" } = await client.chat.postMessage({
        ...(ping === undefined ? body : pinging(ping, body)),
        channel: place.channel,
        ...(place.thread !== undefined && { thread_ts: place.thread }),
        metadata: { event_type: METADATA, event_payload: { key } },
      });
      return ts;
    });
  };
  return {
    post,
    edit: (place, id, message) =>
      send(place, message, async (client, body) => {
        await client.chat.update({ ...body, channel: place.channel, ts: id });
        return id;
      }),
    // A thread has no name in Slack: it is there with its first line.
    discuss: (place, id, { text }, key, sending) => post({ ...place, thread: id }, { text }, key, sending),
  };
}

const pinging = (group: string, { text, blocks }: Rendered): Rendered => ({
  text,
  blocks: [{ type: "section", text: { type: "mrkdwn", text: groupMention(group) } }, ...blocks],
});

/** Throws once it is too late for another request. */
function within(ms: number | undefined): () => void {
  const until = ms === undefined ? Number.POSITIVE_INFINITY : performance.now() + ms;
  return () => {
    if (performance.now() > until) throw new Error("too late: another attempt may be under way");
  };
}

/** Slack has no idempotency key, so the key of ours is looked for. Without the scope for it nothing is found. */
async function find(
  client: webApi.WebClient,
  place: Place,
  key: string,
  since: number,
): Promise<string | undefined> {
  const asked = { channel: place.channel, limit: HISTORY_PAGE, include_all_metadata: true };
  // Slack's own clock gives a message its time; ours may be a little ahead.
  const oldest = `${Math.floor(since / 1_000) - CLOCKS_DIFFER_S}`;
  let cursor: string | undefined;
  for (let page = 0; page < HISTORY_PAGES; page++) {
    const read = { ...asked, oldest, ...(cursor !== undefined && { cursor }) };
    const told = await (place.thread === undefined
      ? client.conversations.history(read)
      : client.conversations.replies({ ...read, ts: place.thread })
    ).catch(unlessUnreadable);
    const messages = (told?.messages ?? []) as Keyed[];
    const found = messages.find(({ metadata }) => metadata?.event_payload?.key === key);
    if (found !== undefined) return found.ts;
    cursor = told?.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === "") return undefined;
  }
  return undefined;
}

const CLOCKS_DIFFER_S = 60;

interface Keyed {
  readonly ts?: string;
  readonly metadata?: { readonly event_payload?: { readonly key?: string } };
}

/** Slack that is merely away may hold the post: that attempt is given up, and comes again. */
function unlessUnreadable(error: unknown): undefined {
  if (errorOf(error) !== "missing_scope") throw error;
}

/** What a manager can mend is told by whoever wanted the post; what is for later would be seen by nobody. */
async function told(log: Log, channel: string, work: () => Promise<string>): Promise<Posted> {
  try {
    return { ok: true, id: await patiently(work) };
  } catch (error) {
    const why = whyOf(error);
    if (why === "later") log.warn({ err: error, channel }, "a post did not reach Slack");
    return { ok: false, why };
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
