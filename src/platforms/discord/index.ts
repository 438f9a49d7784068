/** Discord: gateway or HTTP, the same commands and the same answers. */
import { REST } from "discord.js";
import { type Breaks, breaksInMemory } from "../../chat/breaks.ts";
import type { Platform, Posted } from "../../chat/platform.ts";
import { type Rates, ratesInMemory } from "../../chat/rates.ts";
import { openGateway } from "./gateway.ts";
import { interactionsEndpoint } from "./http.ts";
import { discuss, edit, type Poster, post } from "./post.ts";
import type { Desk } from "./receive.ts";
import type { Voice } from "./render.ts";
import { answersRest, botOptionsOf } from "./rest.ts";
import { watchToken } from "./token.ts";
import { createTurns } from "./turns.ts";
import { CAN } from "./who.ts";

export interface DiscordParts extends Omit<Desk, "rest" | "asBot" | "turn" | "breaks"> {
  readonly token: string;
  /** Without it, Discord's own. */
  readonly api?: string;
  readonly mode: { readonly gateway: { readonly shards: number | "auto" } } | { readonly publicKey: string };
  readonly now: () => number;
  /** Without it, this process counts for itself. */
  readonly rates?: Rates;
  /** Without it, this process remembers for itself what it has told. */
  readonly breaks?: Breaks;
}

export interface Discord extends Platform {
  /** Of `POST /discord/interactions`, in HTTP mode. */
  readonly endpoint?: (request: Request) => Promise<Response>;
}

export function startDiscord(parts: DiscordParts): Discord {
  const { token, api, mode, rates = ratesInMemory, breaks = breaksInMemory() } = parts;
  const restOptions = botOptionsOf(api, rates);
  // Not a client's own: a client that could not log in forgets its token, and posts must go on.
  const own = new REST(restOptions);
  // discord.js forgets a token that was refused once: asked again, Discord says itself what is wrong with it.
  const asBot = (): REST => own.setToken(token);
  const desk = { ...parts, breaks, asBot, rest: answersRest(api), turn: createTurns() };
  const gateway =
    "gateway" in mode ? openGateway({ ...desk, shards: mode.gateway.shards, restOptions }) : undefined;
  const standing = gateway === undefined ? watchToken(asBot, parts.log) : undefined;
  const heard = async (posting: Promise<Posted>): Promise<Posted> => {
    const posted = await posting;
    if (posted.ok || posted.why !== "token") return posted;
    // One token for all servers: it is no server's doing, and no manager could mend it.
    standing?.doubt();
    return { ok: false, why: "later" };
  };
  // A post's language is in its words already; only what is cut off it is said in English.
  const voice: Voice = { language: parts.bot.language, locale: "en" };
  const poster = (): Poster => ({ rest: asBot(), voice, log: parts.log });
  return {
    name: "discord",
    ready: () => gateway?.ready() ?? standing?.well() ?? true,
    post: (place, message, key, sending) => heard(post(poster(), { place, message, key, sending })),
    discuss: (place, id, opening, key, sending) =>
      heard(discuss(poster(), { place, id, opening, key, sending })),
    can: CAN,
    edit: (place, id, message) => heard(edit(poster(), place, id, message)),
    async stop() {
      standing?.stop();
      await gateway?.stop();
    },
    ...("publicKey" in mode && {
      endpoint: interactionsEndpoint({ ...desk, publicKey: mode.publicKey }),
    }),
  };
}
