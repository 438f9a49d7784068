/** Our Discord platform against the local Discord, over the gateway or by HTTP. */
import { REST } from "discord.js";
import type { Bot, Log } from "../../../src/chat/bot.ts";
import type { Meter } from "../../../src/chat/meter.ts";
import type { Once } from "../../../src/chat/platform.ts";
import type { Rates } from "../../../src/chat/rates.ts";
import { type Discord, startDiscord } from "../../../src/platforms/discord/index.ts";
import { commandsOf, register } from "../../../src/platforms/discord/register.ts";
import { restOptionsOf } from "../../../src/platforms/discord/rest.ts";
import { startServer } from "../../../src/server.ts";
import { type DiscordParts, type LocalDiscord, openDiscord } from "../../local-discord/discord.ts";
import { WELL } from "../../operating/well.ts";

export type Mode = "gateway" | "http";

export interface Line {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Running {
  readonly discord: LocalDiscord;
  readonly platform: Discord;
  /** What the platform itself logs. */
  readonly lines: readonly Line[];
  /** Everything that was sent to the platform is answered to the end. */
  idle(): Promise<void>;
  /** Of the endpoints: `/readyz`, and `/discord/interactions` in HTTP mode. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface RunningParts extends DiscordParts {
  readonly shards?: number | "auto";
  readonly rates?: Rates;
  /** What processes share; without it, each remembers for itself. */
  readonly once?: Once;
  /** Nobody answers at first. */
  readonly down?: boolean;
}

/** Commands are registered, and the platform is connected. */
export async function runDiscord(bot: Bot, mode: Mode, parts: RunningParts = {}): Promise<Running> {
  const discord = await openDiscord(parts);
  const rest = restTo(discord);
  await register(rest, discord.application, commandsOf(bot.commands));
  if (parts.down === true) discord.goDown();
  const lines: Line[] = [];
  const { meter, underWay } = following();
  const platform = startOn(discord, bot, mode, lines, { ...parts, meter });
  const server = await startServer({
    port: 0,
    platforms: [platform],
    health: WELL,
    ...(platform.endpoint && { discord: platform.endpoint }),
  });
  if (mode === "http") await discord.sendTo(`${server.url}discord/interactions`);
  else if (parts.down !== true) await discord.until(() => platform.ready() === true, "ready", 30_000);
  return {
    discord,
    platform,
    lines,
    idle: async () => {
      await discord.until(() => underWay() === 0, "nothing is being answered", 60_000);
      await discord.idle();
    },
    url: server.url,
    stop: async () => {
      await platform.stop();
      await server.stop();
      await discord.stop();
    },
  };
}

/** One process's part; a second one remembers nothing of what the first has seen. */
export const startOn = (
  { token, api, publicKey, clock }: LocalDiscord,
  bot: Bot,
  mode: Mode,
  lines: Line[],
  {
    shards = 1,
    rates,
    once = remembering(),
    meter,
  }: Pick<RunningParts, "shards" | "rates" | "once"> & { readonly meter?: Meter } = {},
): Discord =>
  startDiscord({
    ...{ bot, token, api, now: clock.now, log: logTo(lines), once },
    ...(rates && { rates }),
    ...(meter && { meter }),
    mode: mode === "gateway" ? { gateway: { shards } } : { publicKey },
  });

export const restTo = ({ api, token }: LocalDiscord): REST => new REST(restOptionsOf(api)).setToken(token);

function logTo(lines: Line[]): Log {
  const line = (level: string) => (fields: object) => {
    lines.push({ level, fields: { ...fields } });
  };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

function following(): { readonly meter: Meter; underWay(): number } {
  let count = 0;
  const follow: Meter["follow"] = async (_, work) => {
    count++;
    try {
      return await work(() => {});
    } finally {
      count--;
    }
  };
  return { meter: { follow, stalePress: () => {} }, underWay: () => count };
}

function remembering(): Once {
  const seen = new Set<string>();
  return {
    first: async (key) => {
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    },
  };
}
