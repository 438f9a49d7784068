/** The two ways of asking Discord: for the bot, at the pace that a bot has, and with an interaction's own token. */
import { DefaultRestOptions, REST } from "discord.js";
import { Agent } from "undici";
import type { Rates } from "../../chat/rates.ts";
import { REQUEST_MS, REQUESTS } from "./limits.ts";

/**
 * Of the undici that discord.js itself uses (package.json holds the two together). Without one it takes the process' own,
 * which is that of whoever was loaded first: Slack's library brings a later undici, which cannot send Discord's pictures.
 */
const agent = new Agent();

/** The same for the bot, for `register` and for `doctor`. */
export const restOptionsOf = (api: string | undefined) => ({
  ...DefaultRestOptions,
  ...(api !== undefined && { api }),
  timeout: REQUEST_MS,
  agent,
});

/** Posts, edits, threads and what the gateway asks: all of them together are held to the bot's pace. */
export function botOptionsOf(api: string | undefined, rates: Rates) {
  const turn = rates(REQUESTS);
  const makeRequest: typeof DefaultRestOptions.makeRequest = async (url, init) => {
    await turn("bot");
    return DefaultRestOptions.makeRequest(url, init);
  };
  return { ...restOptionsOf(api), makeRequest };
}

/** Answers to interactions are not counted by Discord, so they wait for nothing: neither for posts nor for a number. */
export const answersRest = (api: string | undefined): REST =>
  new REST({ ...restOptionsOf(api), globalRequestsPerSecond: Number.POSITIVE_INFINITY });
