/** Threads beside an interaction: opened on its message, spoken in from outside, and put away when they are over. */
import { type APIInteraction, DiscordAPIError, type REST, Routes } from "discord.js";
import type { Log } from "../../chat/bot.ts";
import type { Breaks } from "../../chat/breaks.ts";
import { cutLetters } from "../../chat/cut-text.ts";
import type { Message, Place } from "../../chat/message.ts";
import { THREAD_NAME } from "./limits.ts";
import { post } from "./post.ts";
import { hasThread, whyNoThread, whyOf } from "./refusals.ts";
import { renderMessage, type Voice } from "./render.ts";

/** What speaking in a thread needs: the bot's own token, since an interaction speaks only where it happened. */
export interface Speaker {
  readonly interaction: APIInteraction;
  /** With the interaction's own token. */
  readonly rest: REST;
  readonly asBot: () => REST;
  readonly log: Log;
  readonly breaks: Breaks;
  readonly place: Place;
  readonly voice: Voice;
}

export type Said = "said" | "archived" | "gone" | "forbidden" | "later";

export interface Opened {
  readonly thread?: string;
  /** Why there is none. */
  readonly why?: "place" | "permission" | "later";
}

/**
 * The thread hangs on the card itself. Where none can be opened (a direct message, a thread, a missing
 * permission) the card is there all the same, and what follows is said below it.
 */
export async function openThreadOn(
  { interaction, asBot, log }: Speaker,
  title: string,
  message: string,
): Promise<Opened> {
  const channel = interaction.channel?.id ?? "";
  // A thread has the id of the message that it hangs on.
  const opened = { thread: message };
  try {
    await asBot().post(Routes.threads(channel, message), { body: { name: named(title) } });
    return opened;
  } catch (error) {
    if (hasThread(error)) return opened;
    const why = whyNoThread(error);
    log.warn({ err: error, channel, why }, "no thread can be opened");
    return { why };
  }
}

/** Posting wakes an archived thread; a locked one stays as it is. */
export async function sayIn(
  { asBot, place, voice, log, interaction }: Speaker,
  thread: string,
  message: Message<string>,
  nth: number,
): Promise<Said> {
  const key = `${interaction.id} ${nth}`;
  const posted = await post({ rest: asBot(), voice, log }, { place: { ...place, thread }, message, key });
  if (posted.ok) return "said";
  return posted.why === "token" ? "later" : posted.why;
}

/**
 * The message that this thread hangs on has the thread's id; a thread without one has nothing to change. True where the
 * bot has lost its channel out of sight, and nobody has been told yet.
 */
export async function editRoot(speaker: Speaker, message: Message<string>): Promise<boolean> {
  const { asBot, place, voice } = speaker;
  if (place.thread === undefined) return false;
  const { body, files } = renderMessage(message, voice);
  const root = Routes.channelMessage(place.channel, place.thread);
  const why = await tolerantly(asBot().patch(root, { body, files }));
  if (why === "forbidden") return isFirst(speaker, why);
  if (why === undefined) await speaker.breaks.over(breakOf(place));
  return false;
}

/** True for whoever is to tell that nothing can be said in this thread. */
export const isFirst = ({ breaks, place }: Speaker, why: string): Promise<boolean> =>
  breaks.first(breakOf(place), why);

const breakOf = ({ channel, thread }: Place): string => `discord:${channel}/${thread ?? ""}`;

/** Renamed and archived, so that it leaves the list of what goes on; never locked, so that anybody may come back. */
export async function closeThread({ asBot, place }: Speaker, title: string): Promise<void> {
  if (place.thread === undefined) return;
  await tolerantly(
    asBot().patch(Routes.channel(place.thread), { body: { name: named(title), archived: true } }),
  );
}

/**
 * What was put away is taken out again before somebody is answered in it: an archived thread takes no change of its
 * messages. False where it is locked, or gone.
 */
export async function wakeThread({ asBot, place, breaks }: Speaker): Promise<boolean> {
  if (place.thread === undefined) return false;
  try {
    await asBot().patch(Routes.channel(place.thread), { body: { archived: false } });
    await breaks.over(breakOf(place));
    return true;
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    return false;
  }
}

const named = (title: string): string => cutLetters(title, THREAD_NAME);

/** Deleted meanwhile, not ours, or no longer allowed: what mattered has been said. Gives which. */
async function tolerantly(work: Promise<unknown>): Promise<ReturnType<typeof whyOf> | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    const why = whyOf(error);
    if (why === "later") throw error;
    return why;
  }
}

interface Metadata {
  readonly archived?: boolean;
  readonly locked?: boolean;
}

/** As Discord says with the interaction. */
const metadataOf = ({ channel }: APIInteraction): Metadata =>
  ((channel ?? {}) as { thread_metadata?: Metadata }).thread_metadata ?? {};

/** Phones let people press in threads that are put away. */
export const isInArchived = (interaction: APIInteraction): boolean =>
  metadataOf(interaction).archived === true;

/** Only moderators open it again. */
export const isLockedAway = (interaction: APIInteraction): boolean =>
  isInArchived(interaction) && metadataOf(interaction).locked === true;
