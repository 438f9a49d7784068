// What nobody asked for: posted once, changed, and refused by Discord in each of its ways.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { PNG } from "../local-discord/self-bot.ts";
import { type Running, runDiscord } from "./discord/running.ts";

let running: Running;

// Posts go over REST in either mode.
beforeEach(async () => {
  running = await runDiscord(sampleBot(SECRET).bot, "http");
});

afterEach(async () => {
  expect(running.discord.violations).toEqual([]);
  await running.stop();
});

const general = () => ({ server: running.discord.guild(), channel: running.discord.channel("general") });
const words = (text: string): Message<string> => ({ text });
const picture = (name: string): Message<string> => ({
  text: name,
  picture: { png: PNG, alt: `${name}\n`.repeat(600), width: 1, height: 1, name: `${name}.png` },
});
const idOf = (posted: Awaited<ReturnType<Running["platform"]["post"]>>): string => {
  if (!posted.ok) throw new Error(`not posted: ${posted.why}`);
  return posted.id;
};

describe("a post", () => {
  it("is there once, however often it is sent with one key", async () => {
    const { discord, platform } = running;
    discord.breakNext({ route: "/channels/{channel_id}/messages", method: "POST", how: "lost" });
    // It was posted, and nobody heard so.
    expect(await platform.post(general(), words("hello"), "daily:1")).toEqual({ ok: false, why: "later" });
    const again = await platform.post(general(), words("hello"), "daily:1");
    expect(discord.seenBy("ada", "general").map(({ id }) => id)).toEqual([idOf(again)]);
    await platform.post(general(), words("hello"), "daily:2");
    expect(discord.seenBy("ada", "general").map(({ text }) => text)).toEqual(["hello", "hello"]);
  });

  it("pings nobody, whatever it says", async () => {
    await running.platform.post(general(), words("@everyone <@1> <@&2>"), "k");
    const post = running.discord.requests.find(
      ({ method, route }) => method === "POST" && route.endsWith("/messages"),
    );
    expect(post?.json).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it("has its picture replaced by an edit, never doubled", async () => {
    const { discord, platform } = running;
    const id = idOf(await platform.post(general(), picture("one"), "k"));
    expect(await platform.edit(general(), id, picture("two"))).toEqual({ ok: true, id });
    const files = () => discord.seenBy("ada", "general")[0]?.files ?? [];
    expect(files().map(({ name }) => name)).toEqual(["two.png"]);
    expect(files()[0]?.description.length).toBeLessThanOrEqual(1_024);
    expect(files()[0]?.description).toMatch(/more lines$/u);
    await platform.edit(general(), id, words("no picture"));
    expect(files()).toEqual([]);
  });

  it("waits as long as a 429 says", async () => {
    const { discord, platform } = running;
    discord.limitNext({ route: "/channels/{channel_id}/messages", retryAfterMs: 200 });
    expect(await platform.post(general(), words("hello"), "k")).toMatchObject({ ok: true });
    expect(discord.requests.at(-1)?.status).toBe(200);
  });
});

describe("a post that Discord refuses", () => {
  it("is gone with its channel or its message", async () => {
    const { discord, platform } = running;
    const [place, id] = [general(), idOf(await platform.post(general(), words("hello"), "k"))];
    expect(await platform.edit(place, place.channel, words("x"))).toEqual({ ok: false, why: "gone" });
    discord.deleteChannel("general");
    expect(await platform.post(place, words("x"), "l")).toEqual({ ok: false, why: "gone" });
    expect(await platform.edit(place, id, words("x"))).toEqual({ ok: false, why: "gone" });
  });

  it("is forbidden where a permission is missing, or the bot was removed", async () => {
    const { discord, platform } = running;
    discord.deny("general", ["SendMessages"]);
    expect(await platform.post(general(), words("x"), "k")).toEqual({ ok: false, why: "forbidden" });
    discord.deny("general", ["ViewChannel"]);
    expect(await platform.post(general(), words("x"), "l")).toEqual({ ok: false, why: "forbidden" });
    discord.removeBot();
    expect(await platform.post(general(), words("x"), "m")).toEqual({ ok: false, why: "forbidden" });
  });

  it("is archived where an archived thread takes no edits", async () => {
    const { discord, platform } = running;
    const { message } = await discord.as("ada").command("sample", "talk");
    const thread = await discord.until(
      () => message.thread ?? discord.seenBy("ada", "general")[0]?.thread,
      "the thread",
    );
    const place = { ...general(), thread };
    const id = idOf(await platform.post(place, words("inside"), "k"));
    discord.archive(thread);
    expect(await platform.edit(place, id, words("x"))).toEqual({ ok: false, why: "archived" });
    // Posting takes an archived thread out of the archive, unless it is locked.
    expect(await platform.post(place, words("again"), "l")).toMatchObject({ ok: true });
    discord.archive(thread, { locked: true });
    expect(await platform.post(place, words("x"), "m")).toEqual({ ok: false, why: "archived" });
  });

  it("is for later where Discord is away, and a matter of the token where that was revoked", async () => {
    const { discord, platform } = running;
    discord.goDown();
    expect(await platform.post(general(), words("x"), "k")).toEqual({ ok: false, why: "later" });
    discord.comeUp();
    expect(await platform.post(general(), words("x"), "k")).toMatchObject({ ok: true });
    discord.revokeToken();
    expect(await platform.post(general(), words("x"), "l")).toEqual({ ok: false, why: "token" });
    expect(await platform.edit(general(), "1", words("x"))).toEqual({ ok: false, why: "token" });
  });
});
