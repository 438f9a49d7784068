/** Discord: gateway or HTTP, the same commands and the same answers. */
import { DefaultRestOptions, REST } from "discord.js";
import type { Platform } from "../../chat/platform.ts";
import { openGateway } from "./gateway.ts";
import { interactionsEndpoint } from "./http.ts";
import { REQUEST_MS, REQUESTS_PER_SECOND } from "./limits.ts";
import { discuss, edit, post } from "./post.ts";
import type { Desk } from "./receive.ts";
import type { Voice } from "./render.ts";
import { createTurns } from "./turns.ts";
import { CAN } from "./who.ts";

export interface DiscordParts extends Omit<Desk, "rest" | "turn"> {
  readonly token: string;
  /** Without it, Discord's own. */
  readonly api?: string;
  readonly mode: { readonly gateway: { readonly shards: number | "auto" } } | { readonly publicKey: string };
  readonly now: () => number;
}

export interface Discord extends Platform {
  /** Of `POST /discord/interactions`, in HTTP mode. */
  readonly endpoint?: (request: Request) => Promise<Response>;
}

export function startDiscord(parts: DiscordParts): Discord {
  const restOptions = restOptionsOf(parts.api);
  const turn = createTurns();
  const gateway =
    "gateway" in parts.mode
      ? openGateway({ ...parts, turn, api: restOptions.api, shards: parts.mode.gateway.shards, restOptions })
      : undefined;
  const rest = gateway?.rest ?? new REST(restOptions).setToken(parts.token);
  // discord.js forgets a token that was refused once: asked again, Discord says itself what is wrong with it.
  const withToken = (): REST => rest.setToken(parts.token);
  // A post's language is in its words already; only what is cut off it is said in English.
  const voice: Voice = { language: parts.bot.language, locale: "en" };
  return {
    name: "discord",
    ready: () => gateway?.ready() ?? true,
    post: (place, message, key, sending) => post(withToken(), { place, message, key, sending }, voice),
    discuss: (place, id, opening, key, sending) =>
      discuss(withToken(), { place, id, opening, key, sending }, voice),
    can: CAN,
    edit: (place, id, message) => edit(withToken(), place, id, message, voice),
    stop: async () => gateway?.stop(),
    ...("publicKey" in parts.mode && {
      endpoint: interactionsEndpoint({ ...parts, turn, rest, publicKey: parts.mode.publicKey }),
    }),
  };
}

/** The same for the bot, for `register` and for `doctor`. */
export const restOptionsOf = (api: string | undefined) => ({
  ...DefaultRestOptions,
  ...(api !== undefined && { api }),
  timeout: REQUEST_MS,
  globalRequestsPerSecond: REQUESTS_PER_SECOND,
});
