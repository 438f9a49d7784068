// The local Discord worked by the real discord.js over its gateway: as documented, the good and the bad.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalDiscord, openDiscord } from "./discord.ts";
import { PNG, type SelfBot, startBot } from "./self-bot.ts";

let discord: LocalDiscord;
let bot: SelfBot;

beforeEach(async () => {
  discord = await openDiscord({ guilds: [{ name: "Lab", locale: "ko" }] });
  bot = await startBot(discord);
});

afterEach(async () => {
  await bot.stop();
  await discord.stop();
});

describe("people and a bot on the gateway", () => {
  afterEach(() => expect(discord.violations).toEqual([]));

  it("is ready with the server, its channels and the intent it asked for", () => {
    expect(bot.client.guilds.cache.map(({ name }) => name)).toEqual(["Lab"]);
    expect(bot.client.channels.cache.size).toBe(2);
    expect(discord.identifies).toMatchObject([{ intents: 1, shard: [0, 1] }]);
  });

  it("shows a private reply to its asker alone", async () => {
    const ada = discord.as("ada", { locale: "ko" });
    const seen = await ada.command("try", "reply");
    expect(seen).toMatchObject({ kind: "message", private: true, message: { text: "hi ko", private: true } });
    expect(seen.latencyMs).toBeGreaterThan(0);
    expect(discord.seenBy("ada", "general")).toHaveLength(1);
    expect(discord.seenBy("bob", "general")).toEqual([]);
  });

  it("takes a deferral and an edit with a picture and its alt text", async () => {
    const seen = await discord.as("ada").command("try", "draw");
    expect(seen).toMatchObject({
      kind: "deferred",
      private: false,
      message: { text: "drawn", loading: false },
    });
    const [file] = seen.message.files;
    expect(file).toMatchObject({
      name: "dot.png",
      description: "one dot",
      size: PNG.length,
      width: 1,
      height: 1,
    });
    expect(Buffer.from(file?.bytes ?? [])).toEqual(PNG);
  });

  it("shows follow-ups when they come", async () => {
    const seen = await discord.as("ada").command("try", "follow");
    const both = await seen.until((messages) => messages.length === 2);
    expect(both).toMatchObject([
      { text: "first", private: false },
      { text: "second", private: true },
    ]);
  });

  it("replaces a message when its button is pressed, by anybody", async () => {
    const first = await discord.as("ada").command("try", "counter");
    const second = await discord.as("bob").press(first.message, "Next");
    expect(second).toMatchObject({
      kind: "update",
      message: { id: first.message.id, text: "at 1", edits: 1 },
    });
    expect(first.message.buttons.map(({ customId }) => customId)).toEqual(["count|2", "off"]);
    await expect(discord.as("bob").press(first.message, "Off")).rejects.toThrow("disabled");
    await expect(discord.as("bob").press(first.message, "Back")).rejects.toThrow("no button Back");
  });

  it("opens a form and takes it filled in", async () => {
    const ada = discord.as("ada");
    const opened = await ada.command("try", "form");
    expect(opened.modal).toMatchObject({
      title: "Who are you?",
      fields: [{ label: "Name", required: true, max: 10 }],
    });
    expect((await ada.submitModal(opened, { name: "Ada" })).message.text).toBe("hello Ada");
    await expect(ada.submitModal(opened, { name: "" })).rejects.toThrow("1 to 10 characters");
  });

  it("completes, and sends only what the command takes", async () => {
    const ada = discord.as("ada");
    const typed = await ada.autocomplete("try", "greet", { word: "be" });
    expect(typed.choices).toEqual([{ name: "the beta", value: "beta" }]);
    expect((await ada.command("try", "greet", { word: "beta" })).message.text).toBe("hello beta");
    await expect(ada.command("try", "greet")).rejects.toThrow("word is required");
    await expect(ada.command("nothing")).rejects.toThrow("no command nothing is registered");
  });

  it("opens a thread on a card and posts in it", async () => {
    const ada = discord.as("ada");
    const seen = await ada.command("try", "talk");
    await discord.until(() => seen.message.thread, "the thread");
    const thread = seen.message.thread as string;
    await discord.until(() => discord.seenBy("bob", thread)[0]?.text === "inside", "the post");
    expect(await discord.as("ada", { channel: thread }).command("try", "reply")).toMatchObject({
      private: true,
    });
  });

  it("offers the message's menu, and works in direct messages", async () => {
    const ada = discord.as("ada", { dm: true });
    const seen = await ada.command("try", "greet", { word: "you" });
    expect((await ada.messageMenu("Quote", seen.message)).message.text).toBe("> hello you");
  });

  it("delivers twice on command: the second answer is one too many", async () => {
    discord.deliverTwice();
    await discord.as("ada").command("try", "reply");
    await discord.until(() => bot.refused.length > 0, "the refusal");
    expect(bot.refused).toEqual([40_060]);
    expect(discord.seenBy("ada", "general")).toHaveLength(1);
  });

  it("refuses a second answer with 40060", async () => {
    await discord.as("ada").command("try", "twice");
    await discord.until(() => bot.refused.length > 0, "the refusal");
    expect(bot.refused).toEqual([40_060]);
  });

  it("refuses an answer after 3 s with 10062, and tells its person that it failed", async () => {
    const asking = discord.as("ada").command("try", "late");
    discord.clock.advance(3_000);
    expect(await asking).toMatchObject({ kind: "failed", why: "no answer within 3 s", messages: [] });
    bot.speak();
    await discord.until(() => bot.refused.length > 0, "the refusal");
    expect(bot.refused).toEqual([10_062]);
  });

  it("tells when nothing more is under way", async () => {
    const seen = await discord.as("ada").command("try", "follow");
    await discord.idle(500);
    expect(seen.messages).toHaveLength(2);
  });

  it("forgets the token after 15 minutes", async () => {
    const seen = await discord.as("ada").command("try", "reply");
    const { path } = discord.requests.find(({ route }) => route.endsWith("/callback")) ?? { path: "" };
    const url = `${discord.api}/v10/webhooks/${discord.application}/${path.split("/")[3]}/messages/@original`;
    expect(await (await fetch(url)).json()).toMatchObject({ id: seen.message.id, content: "hi en-US" });
    discord.clock.advance(15 * 60_000);
    expect(await (await fetch(url)).json()).toMatchObject({ code: 50_027 });
  });

  it("answers 429, and sees that the bot waits as long as it was told", async () => {
    discord.limitNext({ route: "/callback", retryAfterMs: 300 });
    expect((await discord.as("ada").command("try", "reply")).kind).toBe("message");
    const statuses = discord.requests
      .filter(({ route }) => route.endsWith("/callback"))
      .map(({ status }) => status);
    expect(statuses.slice(0, 2)).toEqual([429, 204]);
  });

  it("answers again after a broken answer", async () => {
    discord.breakNext({ route: "/callback", how: 502 });
    expect((await discord.as("ada").command("try", "reply")).kind).toBe("message");
  });

  it.each([
    ["resumed: what was missed comes again", true],
    ["lost: the bot identifies anew", false],
  ])("drops the gateway: %s", async (_, resumable) => {
    discord.dropGateway({ resumable });
    const asking = resumable ? discord.as("ada").command("try", "reply") : undefined;
    await discord.connected();
    const seen = await (asking ?? discord.as("ada").command("try", "reply"));
    expect(seen.message.text).toBe("hi en-US");
    expect(discord.identifies).toHaveLength(resumable ? 1 : 2);
    expect(discord.sessions.map(({ resumes }) => resumes)).toEqual([resumable ? 1 : 0]);
  });

  it("goes down and comes back at the same address", async () => {
    discord.goDown();
    await expect(fetch(`${discord.api}/v10/gateway`)).rejects.toThrow();
    discord.comeUp();
    await discord.connected();
    expect((await discord.as("ada").command("try", "reply")).kind).toBe("message");
  });
});

describe("several shards", () => {
  it("hear each of their own servers", async () => {
    discord.addGuild({ name: "Second" });
    const both = await startBot(discord, 2);
    await discord.connected(3);
    const shards = [...both.client.guilds.cache.values()].map(({ shardId }) => shardId).sort();
    expect(shards).toEqual([0, 1]);
    await both.stop();
  });
});
