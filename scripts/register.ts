// Registers the commands with Discord: `npm run -s register`, for one server while developing
// `npm run -s register -- --guild ID`; `--check` changes nothing, prints the difference and exits 1 if there is one.
import { parseArgs } from "node:util";
import { DiscordAPIError, REST, Routes } from "discord.js";
import { loadCommands } from "../src/chat/load.ts";
import { readConfig, readEnvironment } from "../src/config.ts";
import { isNotIn, refusesToken } from "../src/platforms/discord/refusals.ts";
import { commandsOf, differences, register } from "../src/platforms/discord/register.ts";
import { restOptionsOf } from "../src/platforms/discord/rest.ts";

process.exitCode = await main();

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === undefined) return 2;
  const read = readConfig(readEnvironment());
  if (!read.ok) return say(read.problems.join("\n"), 1);
  const { discord } = read.config;
  if (discord === undefined)
    return say(
      "DISCORD_TOKEN is not set: copy the bot's token from the developer portal, under Bot, into .env as DISCORD_TOKEN=…",
      1,
    );
  const rest = new REST(restOptionsOf(discord.api)).setToken(discord.token);
  try {
    return await work(rest, asked);
  } catch (error) {
    return say(mendOf(error, asked), 1);
  }
}

/** What Discord said, and what to do about it. */
function mendOf(error: unknown, { guild }: Asked): string {
  const { message } = error as Error;
  if (!(error instanceof DiscordAPIError)) return `Discord cannot be reached (${message}): try again later`;
  if (refusesToken(error))
    return `Discord refuses DISCORD_TOKEN (${message}): copy it again from the developer portal, under Bot`;
  if (isNotIn(error) && guild !== undefined)
    return `Discord knows no server ${guild} that the bot is in: open the install link first, or check the id`;
  return `Discord refused: ${message}`;
}

async function work(rest: REST, { check, guild }: Asked): Promise<number> {
  const { id } = (await rest.get(Routes.currentApplication())) as { id: string };
  const commands = commandsOf(await loadCommands());
  const different = await differences(rest, id, commands, guild);
  if (different.length === 0) return say(`${commands.length} commands are registered as declared.`, 0);
  if (check) return say(different.join("\n"), 1);
  await register(rest, id, commands, guild);
  return say([...different, `${commands.length} commands registered.`].join("\n"), 0);
}

interface Asked {
  readonly check: boolean;
  readonly guild?: string;
}

function readArguments(): Asked | undefined {
  try {
    const { values } = parseArgs({ options: { check: { type: "boolean" }, guild: { type: "string" } } });
    return { check: values.check ?? false, ...(values.guild !== undefined && { guild: values.guild }) };
  } catch (error) {
    say(`${(error as Error).message}\nnpm run -s register -- [--check] [--guild ID]`, 2);
    return undefined;
  }
}

function say(text: string, status: number): number {
  (status === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return status;
}
