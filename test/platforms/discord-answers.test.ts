// Answers that are slow, late or doubled, in every place that Discord has, over the gateway and by HTTP.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { PICTURE_ALT } from "../chat/sample-commands.ts";
import { tools } from "../chat/sample-tools.ts";
import type { Answered } from "../local-discord/answered.ts";
import { PNG } from "../local-discord/self-bot.ts";
import {
  type Line,
  type Mode,
  type Running,
  type RunningParts,
  runDiscord,
  startOn,
} from "./discord/running.ts";
import { slowCommand } from "./discord/slow.ts";

let running: Running;

afterEach(async () => {
  expect(running.discord.violations).toEqual([]);
  await running.stop();
});

async function open(mode: Mode, parts: RunningParts = {}) {
  const slow = slowCommand();
  const { bot, logged } = sampleBot(SECRET, [slow.command, tools]);
  running = await runDiscord(bot, mode, parts);
  return { ...running, slow, bot, logged };
}

const errors = () => running.lines.filter(({ level }) => level === "error");
const codes = () => running.discord.requests.flatMap(({ code }) => code ?? []);

describe.each<Mode>(["gateway", "http"])("a slow answer (%s)", (mode) => {
  it.each([
    ["asker", true, "for you"],
    ["channel", false, "for all"],
  ] as const)("to the %s is announced as such, and comes with its picture", async (to, hidden, said) => {
    const { discord, slow } = await open(mode);
    const asking = discord.as("ada").command("slow", { to, public: !hidden });
    await discord.until(() => discord.seenBy("ada", "general")[0]?.loading, "the announcement");
    expect(discord.seenBy("bob", "general")).toHaveLength(hidden ? 0 : 1);
    slow.letGo();
    const answered = await asking;
    expect(answered).toMatchObject({
      kind: "deferred",
      private: hidden,
      message: { text: said, private: hidden },
    });
    expect(answered.latencyMs).toBeLessThan(3_000);
    const [file] = answered.message.files;
    expect(file?.description.length).toBeLessThanOrEqual(1_024);
    expect(file?.description).toMatch(/more lines$/u);
  });

  it.each([
    ["asker", true],
    ["channel", false],
  ] as const)("that turns out to be for the %s keeps that promise", async (to, hidden) => {
    const { discord, slow } = await open(mode);
    const asking = discord.as("ada").command("slow", { to, public: hidden });
    await discord.until(() => discord.seenBy("ada", "general")[0]?.loading, "the announcement");
    slow.letGo();
    const [message, ...more] = await (await asking).until((messages) => messages[0]?.loading === false);
    expect(message).toMatchObject({ private: hidden, text: hidden ? "for you" : "for all" });
    expect(more).toEqual([]);
  });

  it("opens its thread, with a title that fits", async () => {
    const { discord, slow } = await open(mode);
    const asking = discord.as("ada").command("slow", { to: "thread", public: true });
    await discord.until(() => slow.asked() > 0, "the question");
    slow.letGo();
    const answered = await asking;
    await answered.until(([card]) => card?.thread, "the thread");
  });

  it("cannot be a form any more, and says so", async () => {
    const { discord, slow } = await open(mode);
    const asking = discord.as("ada").command("slow", { to: "form" });
    await discord.until(() => discord.seenBy("ada", "general")[0]?.loading, "the announcement");
    slow.letGo();
    expect((await asking).message).toMatchObject({
      private: true,
      text: expect.stringContaining("too long to open"),
    });
  });
});

describe("an answer that Discord does not take", () => {
  it("comes too late: logged, and the next one is answered", async () => {
    const { discord, slow } = await open("gateway");
    // The first attempt fails, and the next one comes after three seconds.
    discord.breakNext({ route: "/callback", how: 502 });
    const asking = discord.as("ada").command("slow", { to: "asker" });
    discord.clock.advance(3_000);
    expect((await asking).kind).toBe("failed");
    slow.letGo();
    await discord.until(() => errors().length > 0, "the log line");
    expect(codes()).toContain(10_062);
    expect((await discord.as("ada").command("sample", "draw")).message.files).toHaveLength(1);
  });

  it("was given by another process already: logged, nothing twice", async () => {
    const { discord, bot } = await open("gateway");
    const lines: Line[] = [];
    const other = startOn(discord, bot, "gateway", lines);
    await discord.until(() => other.ready() === true, "the other process");
    const answered = await discord.as("ada").command("sample", "draw");
    await discord.until(() => [...errors(), ...lines].length > 0, "the log line");
    expect(codes()).toEqual([40_060]);
    expect(answered.messages).toHaveLength(1);
    await other.stop();
  });

  it("is given once by processes that share a store, and not again after a restart", async () => {
    const data = mkdtempSync(join(tmpdir(), "ackademy-"));
    const opened = await openStore({ data });
    if (!opened.ok) throw new Error(opened.problem);
    const { store } = opened;
    const once = { first: (key: string) => store.seen.claim(key, Date.now()) };
    const { discord, bot, platform } = await open("gateway", { once });
    const lines: Line[] = [];
    const other = startOn(discord, bot, "gateway", lines, { once });
    await discord.until(() => other.ready() === true, "the other process");
    const { messages } = await discord.as("ada").command("sample", "steps", { public: true });
    await discord.idle();
    expect([codes(), messages.length]).toEqual([[], 1]);
    // Both are gone; what was heard last is delivered to the next one once more.
    const heard = discord.sessions.flatMap(({ sent }) => sent).findLast(({ text }) => text.includes("token"));
    await Promise.all([platform.stop(), other.stop()]);
    const next = startOn(discord, bot, "gateway", lines, { once });
    await discord.until(() => next.ready() === true, "the next process");
    discord.sessions[0]?.socket?.send(heard?.text.replace(/"s":\d+/u, '"s":99') ?? "");
    await discord.idle();
    expect([codes(), discord.seenBy("bob", "general").length]).toEqual([[], 1]);
    await next.stop();
    await store.close();
    rmSync(data, { recursive: true });
  });

  it("meets a 429, and waits as long as that says", async () => {
    const { discord } = await open("gateway");
    discord.limitNext({ route: "/callback", retryAfterMs: 200 });
    expect((await discord.as("ada").command("sample", "draw")).kind).toBe("message");
    const callbacks = discord.requests.filter(({ route }) => route.endsWith("/callback"));
    expect(callbacks.map(({ status }) => status)).toEqual([429, 204]);
  });
});

describe("the gateway", () => {
  it("is resumed after a drop, and what comes twice is done once", async () => {
    const { discord, platform, lines } = await open("gateway");
    discord.dropGateway({ resumable: true });
    await discord.until(() => platform.ready() !== true, "the drop to be noticed");
    discord.deliverTwice();
    const answered = await discord.as("ada").command("sample", "steps", { public: true });
    await discord.until(() => platform.ready() === true, "the resumed connection");
    await discord.idle();
    expect(discord.sessions.map(({ resumes }) => resumes)).toEqual([1]);
    expect(answered.messages).toHaveLength(1);
    expect(codes()).toEqual([]);
    expect(lines.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("starts while Discord is down, says so, and comes up with it", { timeout: 30_000 }, async () => {
    const { discord, platform, url, lines } = await open("gateway", { down: true });
    await discord.until(() => lines.some(({ fields }) => "againMs" in fields), "the first attempt");
    const away = await fetch(`${url}readyz`);
    expect([away.status, await away.text()]).toEqual([503, "discord: the gateway is not connected\n"]);
    discord.comeUp();
    await discord.until(() => platform.ready() === true, "the connection", 20_000);
    expect((await fetch(`${url}readyz`)).status).toBe(200);
    expect((await discord.as("ada").command("sample", "draw")).message.files).toHaveLength(1);
    expect(await platform.post({ channel: discord.channel("general") }, { text: "x" }, "k")).toMatchObject({
      ok: true,
    });
  });

  it("is told how many shards there are, not which", async () => {
    const { discord } = await open("gateway", { shards: 1 });
    expect(discord.identifies).toMatchObject([{ intents: 1, shard: [0, 1] }]);
  });
});

describe.each<Mode>(["gateway", "http"])("every place (%s)", (mode) => {
  const drawn = (answered: Answered): void =>
    expect(answered.message).toMatchObject({ private: true, files: [{ description: PICTURE_ALT }] }) as never;

  it("is a direct message, a server that only the person brought the app to, and a thread", async () => {
    const { discord } = await open(mode, { guilds: [{ name: "Lab" }, { name: "Far", hasBot: false }] });
    drawn(await discord.as("ada", { dm: true }).command("sample", "draw"));
    drawn(await discord.as("ada", { guild: "Far", byUser: true }).command("sample", "draw"));
    const talk = await discord.as("ada").command("sample", "talk");
    const [card] = await talk.until(([one]) => one?.thread, "the thread");
    drawn(await discord.as("ada", { channel: card?.thread as string }).command("sample", "draw"));
  });

  it.each([
    ["may not open a thread", { locale: "en-US" }, "permission", "Create Public Threads"],
    ["has no threads", { locale: "ko", dm: true }, "place", "서버의 텍스트 채널"],
  ] as const)(
    "that %s gets the card all the same, and the asker reads what helps",
    async (_, who, why, said) => {
      const { discord } = await open(mode);
      discord.deny("general", ["CreatePublicThreads"]);
      const talk = await discord.as("ada", who).command("sample", "talk");
      const [card, told, ...more] = await talk.until((messages) => messages.length > 1);
      expect(card?.text).toMatch(/Step 0|0단계/u);
      expect(told).toMatchObject({ private: true, text: expect.stringContaining(said) });
      expect(more).toEqual([]);
      const warned = running.lines.filter(({ level }) => level !== "info");
      expect(warned).toMatchObject([{ level: "warn", fields: { why } }]);
    },
  );
});

describe("a file", () => {
  it.each([
    ["too large", { name: "many.yaml", bytes: Buffer.alloc(512 * 1_024 + 1, "x") }, "at most 512 KiB"],
    ["of a wrong kind", { name: "face.png", bytes: PNG, contentType: "image/png" }, ".yaml, .yml"],
    ["no text at all", { name: "face.txt", bytes: PNG }, "text file in UTF-8"],
  ] as const)("that is %s is refused, and says its limit", async (_, file, said) => {
    const { discord } = await open("http");
    const { message } = await discord.as("ada").command("tools", "read", { file });
    expect(message).toMatchObject({ private: true, text: expect.stringContaining(said) });
    expect(errors()).toEqual([]);
  });
});

describe("what an older version left behind", () => {
  it("is answered with a private sentence", async () => {
    const { discord, logged } = await open("gateway");
    const { message } = await discord.as("ada").command("sample", "steps");
    const pressed = await discord.as("ada").press(message, "old-button", { forged: true });
    expect(pressed.messages.at(-1)).toMatchObject({
      private: true,
      text: expect.stringContaining("not one of ours"),
    });
    expect(pressed.messages.at(-1)?.buttons.map(({ label }) => label)).toContain("What can I do here?");
    const stale = discord.as("ada", { stale: true });
    expect((await stale.command("handsake")).message).toMatchObject({ private: true });
    expect((await stale.messageMenu("Old entry", message)).message).toMatchObject({ private: true });
    expect(logged.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("a picture that is drawn anew", () => {
  it("replaces the one before, at once or late", async () => {
    const { discord, slow, bot } = await open("gateway");
    const press = { command: "slow", verb: "draw", args: [] };
    const picture = { png: new Uint8Array([1]), alt: "before", width: 1, height: 1, name: "before.png" };
    const card = bot.open({ text: "card", picture, buttons: [[{ label: "Draw", press }]] });
    await running.platform.post({ channel: discord.channel("general") }, card, "card");
    const [posted] = discord.seenBy("ada", "general");
    const pressing = discord.as("ada").press(posted!, "Draw");
    await discord.until(() => slow.asked() > 0, "the press");
    slow.letGo();
    const { message } = await pressing;
    expect(message).toMatchObject({ id: posted!.id, text: "at last" });
    expect(message.files.map(({ name }) => name)).toEqual(["dot.png"]);
  });
});
