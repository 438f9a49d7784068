/** `main.ts` on the local Discord, with the commands that the project ships. */
import { loadCommands } from "../../src/chat/load.ts";
import { commandsOf, register } from "../../src/platforms/discord/register.ts";
import { type LocalDiscord, openDiscord } from "../local-discord/discord.ts";
import { restTo } from "../platforms/discord/running.ts";
import { type How, type Started, startMain } from "./process.ts";

export interface OnDiscord extends Started {
  readonly discord: LocalDiscord;
  /** Ends Discord; the process is ended by `endAll`. */
  closeDiscord(): Promise<void>;
}

const CONNECT_MS = 30_000;

export async function startOnDiscord(env: Record<string, string> = {}, how: How = {}): Promise<OnDiscord> {
  const discord = await openDiscord();
  await register(restTo(discord), discord.application, commandsOf(await loadCommands()));
  const started = startMain({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...env }, how);
  await started.url();
  await discord.until(
    () => discord.sessions.some(({ socket }) => socket !== undefined),
    "connected",
    CONNECT_MS,
  );
  return { ...started, discord, closeDiscord: () => discord.stop() };
}
