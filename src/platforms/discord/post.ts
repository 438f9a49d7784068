/** What nobody asked for, posted and changed: and what became of it, in the port's words. */
import { createHash } from "node:crypto";
import { type APIMessage, type REST, Routes, SnowflakeUtil } from "discord.js";
import type { Log } from "../../chat/bot.ts";
import { cutLetters } from "../../chat/cut-text.ts";
import type { Message, Place } from "../../chat/message.ts";
import type { Opening, Posted, Sending } from "../../chat/platform.ts";
import { HISTORY_PAGE, HISTORY_PAGES, NONCE, THREAD_ARCHIVE_MINUTES, THREAD_NAME } from "./limits.ts";
import { hasThread, whyOf } from "./refusals.ts";
import { type Body, renderMessage, type Voice } from "./render.ts";

/** Who posts: as the bot, in which voice, and where it is logged. */
export interface Poster {
  readonly rest: REST;
  readonly voice: Voice;
  readonly log: Log;
}

export interface Post {
  readonly place: Place;
  readonly message: Message<string>;
  readonly key: string;
  readonly sending?: Sending | undefined;
}

export async function post(poster: Poster, { place, message, key, sending = {} }: Post): Promise<Posted> {
  const { rest, voice } = poster;
  const { ping, triedSince, withinMs } = sending;
  const text = ping === undefined ? message.text : `<@&${ping}>\n${message.text}`;
  const { body, files } = renderMessage({ ...message, text }, voice);
  const channel = place.thread ?? place.channel;
  const inTime = withinMs === undefined ? {} : { signal: AbortSignal.timeout(withinMs) };
  return told(poster, channel, async () => {
    const before = triedSince === undefined ? undefined : await find(rest, channel, body, triedSince);
    if (before !== undefined) return before;
    const posted = (await rest.post(Routes.channelMessages(channel), {
      body: {
        ...body,
        ...(ping !== undefined && { allowed_mentions: { parse: [], roles: [ping] } }),
        // The same nonce within minutes is the same message: a retry after a lost reply doubles nothing.
        ...{ nonce: nonceOf(key), enforce_nonce: true },
      },
      files,
      ...inTime,
    })) as { id: string };
    return posted.id;
  });
}

/**
 * Discord forgets a nonce after minutes, and a bot may be away for hours. What no other message carries are its
 * buttons; a post without any is not looked for.
 */
async function find(rest: REST, channel: string, body: Body, since: number): Promise<string | undefined> {
  const [mark] = buttonsOf(body.components);
  const oldest = SnowflakeUtil.generate({ timestamp: since });
  let before: string | undefined;
  for (let page = 0; mark !== undefined && page < HISTORY_PAGES; page++) {
    const query = new URLSearchParams({ limit: `${HISTORY_PAGE}`, ...(before !== undefined && { before }) });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    const found = messages.find(({ components = [] }) => buttonsOf(components).includes(mark));
    if (found !== undefined) return found.id;
    before = messages.at(-1)?.id;
    if (before === undefined || BigInt(before) < oldest) return undefined;
  }
  return undefined;
}

const buttonsOf = (rows: readonly object[]): readonly string[] =>
  rows.flatMap((row) =>
    "components" in row
      ? (row.components as { custom_id?: string }[]).flatMap((one) => one.custom_id ?? [])
      : [],
  );

/** The thread has its message's id, and a first line of its own. */
export async function discuss(
  poster: Poster,
  { place, id, opening, ...line }: Omit<Post, "message"> & { readonly id: string; readonly opening: Opening },
): Promise<Posted> {
  const opened = await told(poster, place.channel, async () => {
    const body = {
      name: cutLetters(opening.title, THREAD_NAME),
      auto_archive_duration: THREAD_ARCHIVE_MINUTES,
    };
    await poster.rest.post(Routes.threads(place.channel, id), { body }).catch(unlessThere);
    return id;
  });
  if (!opened.ok) return opened;
  return post(poster, { ...line, place: { ...place, thread: id }, message: { text: opening.text } });
}

function unlessThere(error: unknown): void {
  if (!hasThread(error)) throw error;
}

export async function edit(
  poster: Poster,
  place: Place,
  id: string,
  message: Message<string>,
): Promise<Posted> {
  const { body, files } = renderMessage(message, poster.voice);
  const channel = place.thread ?? place.channel;
  return told(poster, channel, async () => {
    await poster.rest.patch(Routes.channelMessage(channel, id), { body, files });
    return id;
  });
}

const nonceOf = (key: string): string => createHash("sha256").update(key).digest("base64url").slice(0, NONCE);

/** What a manager can mend is told by whoever wanted the post; what is for later would be seen by nobody. */
async function told({ log }: Poster, channel: string, work: () => Promise<string>): Promise<Posted> {
  try {
    return { ok: true, id: await work() };
  } catch (error) {
    const why = whyOf(error);
    if (why === "later") log.warn({ err: error, channel }, "a post did not reach Discord");
    return { ok: false, why };
  }
}
