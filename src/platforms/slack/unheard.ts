/** A channel that does not take what the bot says by itself: who asked reads why, and managers are told once. */
import type { RespondFn, webApi } from "@slack/bolt";
import type { Log } from "../../chat/bot.ts";
import type { Breaks } from "../../chat/breaks.ts";
import type { Context } from "../../chat/message.ts";
import type { Wait } from "../../chat/rates.ts";
import type { Unheard } from "./refusals.ts";
import { renderMessage, type Voice } from "./render.ts";

/** Who is told, and what has been told already. */
export interface Managers {
  readonly breaks: Breaks;
  /** Their users' ids, where the configuration names any. */
  readonly managers: readonly string[];
}

/** Who asked, where, and by which ways they can be told. */
export interface Heard extends Managers {
  readonly client: webApi.WebClient;
  readonly context: Context;
  readonly team: string;
  readonly user: string;
  readonly voice: Voice;
  readonly log: Log;
  /** Resolves when the channel may be posted to. */
  readonly turn: Wait;
  /** Commands and presses have one: five uses in half an hour. Mentions and forms have none. */
  readonly respond?: RespondFn;
}

/** The channel takes what the bot says: where it did not, that is over. */
export const heardIn = ({ breaks, ...heard }: Heard): Promise<void> => breaks.over(placeOf(heard));

/**
 * @param answered whether the asker has read the answer all the same: through the press' own address Slack lets a bot
 * answer where it is no member. Then the break is told once; else each time, since nothing else is heard.
 */
export async function tellUnheard(heard: Heard, why: Unheard, answered: boolean): Promise<void> {
  const { breaks, managers, user, log, context } = heard;
  const { channel } = context.place;
  const first = await breaks.first(placeOf(heard), why);
  if (first || !answered) await tellAsker(heard, sentence(heard, why));
  if (!first) return;
  log.warn({ channel, why }, "a channel does not take what is said in it");
  const told = sentence(heard, "managers", { why: sentence(heard, why) });
  for (const manager of managers.filter((one) => one !== user))
    await postTo(heard, manager, told).catch((err: unknown) => log.warn({ err }, "a manager was not told"));
}

const placeOf = ({ team, context }: Pick<Heard, "team" | "context">): string =>
  `slack:${team}/${context.place.channel}`;

function sentence(
  { voice: { language, locale }, context: { place, can } }: Heard,
  key: Unheard | "managers",
  values = {},
): string {
  const channel = can.channelName?.(place.channel) ?? place.channel;
  return language.say(`chat.unheard.${key}`, locale, { channel, ...values });
}

async function tellAsker(heard: Heard, text: string): Promise<void> {
  const { respond, user, context } = heard;
  const { thread } = context.place;
  try {
    if (respond === undefined) throw new Error("nothing to respond to");
    const body = { ...rendered(heard, text), ...(thread !== undefined && { thread_ts: thread }) };
    await respond({ ...body, response_type: "ephemeral", replace_original: false });
  } catch {
    await postTo(heard, user, text);
  }
}

async function postTo(heard: Heard, user: string, text: string): Promise<void> {
  await heard.turn(user);
  await heard.client.chat.postMessage({ channel: user, ...rendered(heard, text) });
}

const rendered = ({ voice }: Heard, text: string) => renderMessage({ text }, undefined, voice);
