/** What nobody asked for, posted and changed: and what became of it, in the port's words. */
import { createHash } from "node:crypto";
import { DiscordAPIError, type REST, Routes } from "discord.js";
import type { Message, Place } from "../../chat/message.ts";
import type { Posted } from "../../chat/platform.ts";
import { NONCE } from "./limits.ts";
import { renderMessage, type Voice } from "./render.ts";

export async function post(
  rest: REST,
  place: Place,
  message: Message<string>,
  key: string,
  voice: Voice,
): Promise<Posted> {
  const { body, files } = renderMessage(message, voice);
  return told(async () => {
    const posted = (await rest.post(Routes.channelMessages(place.thread ?? place.channel), {
      // The same nonce within minutes is the same message: a retry after a lost reply doubles nothing.
      body: { ...body, nonce: nonceOf(key), enforce_nonce: true },
      files,
    })) as { id: string };
    return posted.id;
  });
}

export async function edit(
  rest: REST,
  place: Place,
  id: string,
  message: Message<string>,
  voice: Voice,
): Promise<Posted> {
  const { body, files } = renderMessage(message, voice);
  return told(async () => {
    await rest.patch(Routes.channelMessage(place.thread ?? place.channel, id), { body, files });
    return id;
  });
}

const nonceOf = (key: string): string => createHash("sha256").update(key).digest("base64url").slice(0, NONCE);

/** Error codes of Discord's documentation. */
const GONE: readonly unknown[] = [10_003, 10_004, 10_008];
/** Missing access or permission, or somebody else's message. */
const FORBIDDEN: readonly unknown[] = [50_001, 50_005, 50_013];
const ARCHIVED: readonly unknown[] = [50_083, 160_005];
const UNAUTHORIZED = 401;

async function told(work: () => Promise<string>): Promise<Posted> {
  try {
    return { ok: true, id: await work() };
  } catch (error) {
    return { ok: false, why: error instanceof DiscordAPIError ? whyOf(error) : "later" };
  }
}

export function whyOf({ code, status }: DiscordAPIError): Exclude<Posted, { ok: true }>["why"] {
  if (GONE.includes(code)) return "gone";
  if (FORBIDDEN.includes(code)) return "forbidden";
  if (ARCHIVED.includes(code)) return "archived";
  return status === UNAUTHORIZED ? "token" : "later";
}
