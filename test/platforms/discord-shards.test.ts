// Several connections to one gateway, in one process: each hears its own servers, all of them end together.
import { afterEach, expect, it } from "vitest";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import type { LocalDiscord } from "../local-discord/discord.ts";
import { type Running, type RunningParts, runDiscord } from "./discord/running.ts";

let running: Running;

afterEach(async () => {
  expect(running.discord.violations).toEqual([]);
  await running.stop();
});

/** Neighbouring ids, so that two shards carry two each. */
const SERVERS = ["Seoul", "Busan", "Daegu", "Jeju"];

async function open(parts: RunningParts): Promise<Running> {
  running = await runDiscord(sampleBot(SECRET).bot, "gateway", {
    guilds: SERVERS.map((name) => ({ name })),
    ...parts,
  });
  return running;
}

const connected = ({ sessions }: LocalDiscord) =>
  sessions.filter(({ socket }) => socket !== undefined).map(({ shard }) => shard.join("/"));

/** How many interactions each shard heard. */
const heard = ({ sessions }: LocalDiscord) =>
  sessions.map(({ sent }) => sent.filter(({ text }) => text.includes('"INTERACTION_CREATE"')).length);

it("identifies each shard once, with the one intent", async () => {
  const { discord } = await open({ shards: 3 });
  expect(discord.identifies.map(({ shard, intents }) => [shard, intents])).toEqual([
    [[0, 3], 1],
    [[1, 3], 1],
    [[2, 3], 1],
  ]);
});

it("asks Discord how many there should be where nobody says so", async () => {
  const { discord } = await open({ shards: "auto", recommendedShards: 2 });
  expect(connected(discord).sort()).toEqual(["0/2", "1/2"]);
});

it("answers every server on its own shard, and direct messages on the first", async () => {
  const { discord } = await open({ shards: 2 });
  for (const guild of SERVERS) {
    const { messages } = await discord.as("ada", { guild }).command("sample", "draw");
    expect(messages, guild).toHaveLength(1);
  }
  expect(heard(discord)).toEqual([2, 2]);
  await discord.as("ada", { dm: true }).command("sample", "draw");
  const first = discord.sessions.findIndex(({ shard }) => shard[0] === 0);
  expect(heard(discord)[first]).toBe(3);
  expect(discord.requests.filter(({ code }) => code === 40_060)).toEqual([]);
});

it("says which shard is away, keeps serving the others, and takes it up again", async () => {
  const { discord, platform, url } = await open({ shards: 2 });
  const second = discord.sessions.find(({ shard }) => shard[0] === 1);
  second?.socket?.close(4_000);
  await discord.until(() => platform.ready() !== true, "the loss to be noticed");
  const { status } = await fetch(`${url}readyz`);
  expect([platform.ready(), status]).toEqual(["the gateway is not connected: shard 1 of 2", 503]);
  await discord.until(() => platform.ready() === true, "the resumed shard");
  expect(second?.resumes).toBe(1);
});

it("ends all of them when it is stopped", async () => {
  const { discord, platform } = await open({ shards: 3 });
  await platform.stop();
  await discord.until(() => connected(discord).length === 0, "every connection to end");
  // Closed with a goodbye: Discord keeps no session to resume.
  expect(discord.sessions).toEqual([]);
});

it("logs in anew, with as many as Discord now wants, where it was sent away for good", async () => {
  const { discord, platform, lines } = await open({ shards: "auto" });
  discord.recommendShards(2);
  for (const { socket } of [...discord.sessions]) socket?.close(4_011);
  await discord.until(() => lines.some(({ fields }) => fields.code === 4_011), "the log line");
  expect(platform.ready()).not.toBe(true);
  await discord.until(() => platform.ready() === true, "the new connections", 10_000);
  expect(connected(discord).sort()).toEqual(["0/2", "1/2"]);
}, 15_000);
