// The real program with several shards: every server is served, nothing is posted twice, and all of it ends.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadCommands } from "../../src/chat/load.ts";
import { commandsOf, register } from "../../src/platforms/discord/register.ts";
import { openStore } from "../../src/store/index.ts";
import { type LocalDiscord, openDiscord } from "../local-discord/discord.ts";
import { SEOUL } from "../schedule/given.ts";
import { startMain } from "./child.ts";
import { restTo } from "./discord/running.ts";

const SERVERS = ["Seoul", "Busan"];
const MINUTE = 60_000;

/** Each server's channel had its question due a minute ago. */
async function schedule(data: string, discord: LocalDiscord): Promise<void> {
  const opened = await openStore({ data });
  if (!opened.ok) throw new Error(opened.problem);
  const due = Math.floor(Date.now() / MINUTE - 1) * MINUTE;
  for (const name of SERVERS) {
    const place = `discord:${discord.channel("quiz", name)}`;
    const setting = { ...SEOUL, zone: "UTC", time: new Date(due).toISOString().slice(11, 16) };
    await opened.store.schedules.create(
      { id: place, server: `discord:${discord.guild(name)}`, place, setting, bag: {}, nextDue: due },
      due,
    );
  }
  await opened.store.close();
}

it("serves each server on its own shard, posts each question once, and ends all its connections", async () => {
  const discord = await openDiscord({ guilds: SERVERS.map((name) => ({ name })) });
  const data = mkdtempSync(join(tmpdir(), "ackademy-"));
  await register(restTo(discord), discord.application, commandsOf(await loadCommands()));
  await schedule(data, discord);
  const child = await startMain({
    ...{ ACKADEMY_DATA: data, ACKADEMY_LOG: "info" },
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, DISCORD_SHARDS: "2" },
  });
  onTestFinished(async () => {
    await child.stop();
    await discord.stop();
    rmSync(data, { recursive: true, force: true });
  });
  await discord.connected(2);
  const posts = () => SERVERS.map((name) => discord.seenBy("ada", discord.channel("quiz", name)).length);
  await discord.until(() => posts().every((count) => count > 0), "both questions", 10_000);
  for (const guild of SERVERS) {
    const { messages } = await discord.as("ada", { guild }).command("help", {});
    expect(messages, guild).toHaveLength(1);
  }
  await discord.idle();
  expect(posts()).toEqual([1, 1]);

  expect(await child.stop()).toBe(0);
  expect(discord.sessions).toEqual([]);
  expect(child.log().filter(({ level }) => Number(level) >= 40)).toEqual([]);
  expect(discord.violations).toEqual([]);
}, 40_000);
