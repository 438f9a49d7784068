// What nobody asked for: posted once, changed, and refused by Discord in each of its ways.
import { RESTJSONErrorCodes as Code, DiscordAPIError } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Message } from "../../src/chat/message.ts";
import { whyOf } from "../../src/platforms/discord/refusals.ts";
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

  it("is found again by its buttons when the nonce is long forgotten", async () => {
    const { discord, platform } = running;
    const pressed: Message<string> = { text: "A or B?", buttons: [[{ label: "A", press: "v1|quiz|a|p1" }]] };
    const since = discord.clock.now();
    discord.breakNext({ route: "/channels/{channel_id}/messages", method: "POST", how: "lost" });
    expect(await platform.post(general(), pressed, "daily:1")).toEqual({ ok: false, why: "later" });
    discord.clock.advance(3 * 3_600_000);
    for (let n = 0; n < 120; n++) await platform.post(general(), words(`line ${n}`), `n${n}`);
    const again = await platform.post(general(), pressed, "daily:1", { triedSince: since });
    const questions = discord.seenBy("ada", "general").filter(({ text }) => text === "A or B?");
    expect(questions.map(({ id }) => id)).toEqual([idOf(again)]);
  });

  it("pings one role and nobody else", async () => {
    await running.platform.post(general(), words("@everyone <@&2>"), "k", { ping: "77" });
    const post = running.discord.requests.find(
      ({ method, route }) => method === "POST" && route.endsWith("/messages"),
    );
    expect(post?.json).toMatchObject({
      content: "<@&77>\n@everyone <@&2>",
      allowed_mentions: { parse: [], roles: ["77"] },
    });
  });

  it("has one thread, with a first line that comes once", async () => {
    const { discord, platform } = running;
    const id = idOf(await platform.post(general(), words("the question"), "k"));
    const discuss = () =>
      platform.discuss(general(), id, { title: "Q ".repeat(80), text: "Talk here." }, "t");
    discord.breakNext({ route: "/threads", method: "POST", how: "lost" });
    expect(await discuss()).toEqual({ ok: false, why: "later" });
    discord.breakNext({ route: "/messages", method: "POST", how: "lost" });
    expect(await discuss()).toEqual({ ok: false, why: "later" });
    expect(await discuss()).toMatchObject({ ok: true });
    const [seen] = discord.seenBy("ada", "general");
    expect(seen?.thread).toBe(id);
    expect(discord.seenBy("ada", id).map(({ text }) => text)).toEqual(["Talk here."]);
    discord.deny("general", ["CreatePublicThreads"]);
    const other = idOf(await platform.post(general(), words("another"), "l"));
    expect(await platform.discuss(general(), other, { title: "Q", text: "x" }, "u")).toEqual({
      ok: false,
      why: "forbidden",
    });
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

  it("is for later where Discord is away, and where the token was revoked: no manager can mend that", async () => {
    const { discord, platform } = running;
    discord.goDown();
    expect(await platform.post(general(), words("x"), "k")).toEqual({ ok: false, why: "later" });
    const { channel } = general();
    // What is for later is told to nobody in words: the log alone says why it does not come.
    const warned = running.lines.filter(({ level }) => level === "warn");
    expect(warned.map(({ fields }) => [fields.channel, fields.err])).toEqual([[channel, expect.any(Error)]]);
    discord.comeUp();
    expect(await platform.post(general(), words("x"), "k")).toMatchObject({ ok: true });
    discord.revokeToken();
    expect(await platform.post(general(), words("x"), "l")).toEqual({ ok: false, why: "later" });
    expect(await platform.edit(general(), "1", words("x"))).toEqual({ ok: false, why: "later" });
  });
});

describe("a channel that is none for posts", () => {
  const refusal = (code: Code) => new DiscordAPIError({ code, message: "no" }, code, 400, "POST", "", {});

  it.each([
    ["a forum, whose threads alone hold messages", Code.CannotSendMessagesInNonTextChannel],
    ["a voice channel, where no thread can be opened", Code.CannotExecuteActionOnThisChannelType],
  ])("is refused, and not tried again each minute: %s", (_, code) => {
    expect(whyOf(refusal(code))).toBe("forbidden");
  });

  it("is none of the two where Discord only has enough of threads", () => {
    expect(whyOf(refusal(Code.MaximumActiveThreads))).toBe("later");
  });
});
