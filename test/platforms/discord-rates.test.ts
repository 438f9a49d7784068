// The bot's fifty requests a second: everything that counts waits for its turn, answers to interactions never do.
import { afterEach, describe, expect, it } from "vitest";
import type { Rates } from "../../src/chat/rates.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { type Mode, type Running, runDiscord } from "./discord/running.ts";

let running: Running;

afterEach(async () => {
  expect(running.discord.violations).toEqual([]);
  await running.stop();
});

/** Interactions are answered with a token of their own, which stands in the path. */
const isAnswer = (route: string): boolean =>
  route.startsWith("/interactions/") || route.startsWith("/webhooks/");

function counting(): { turns: number; readonly rates: Rates } {
  const counted = {
    turns: 0,
    rates: (() => async () => {
      counted.turns += 1;
    }) as Rates,
  };
  return counted;
}

describe.each<Mode>(["gateway", "http"])("over %s", (mode) => {
  it("takes a turn for each request of the bot's own", async () => {
    const counted = counting();
    const { bot } = sampleBot(SECRET);
    running = await runDiscord(bot, mode, { rates: counted.rates });
    const { discord, platform } = running;
    // Registering is another program's.
    const before = discord.requests.filter(({ route }) => route.endsWith("/commands")).length;
    const talk = await discord.as("ada").command("sample", "talk");
    await talk.until(([card]) => card?.thread, "the thread");
    await discord.as("ada").command("sample", "draw");
    const place = { channel: discord.channel("general") };
    const posted = await platform.post(place, { text: "one" }, "k");
    await platform.edit(place, posted.ok ? posted.id : "", { text: "two" });
    await discord.idle();
    const own = discord.requests.filter(({ route }) => !isAnswer(route)).length - before;
    expect(own).toBeGreaterThanOrEqual(3);
    expect(counted.turns).toBe(own);
  });

  it("answers while posts have to wait", async () => {
    // The gateway asks for its own address first, and that counts too.
    let open = true;
    const rates: Rates = () => () => (open ? Promise.resolve() : new Promise(() => undefined));
    running = await runDiscord(sampleBot(SECRET).bot, mode, { rates });
    const { discord, platform } = running;
    open = false;
    void platform.post({ channel: discord.channel("general") }, { text: "late" }, "k");
    expect((await discord.as("ada").command("sample", "draw")).message.files).toHaveLength(1);
    expect(discord.seenBy("bob", "general")).toEqual([]);
  });
});

it("never asks more often than fifty times in any second", async () => {
  running = await runDiscord(sampleBot(SECRET).bot, "http");
  const { discord, platform } = running;
  const place = { channel: discord.channel("general") };
  await Promise.all(
    Array.from({ length: 70 }, (_, at) => platform.post(place, { text: `${at}` }, `key ${at}`)),
  );
  const times = discord.requests.filter(({ route }) => route.endsWith("/messages")).map(({ at }) => at);
  expect(times).toHaveLength(70);
  const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
  expect(most).toBeLessThanOrEqual(50);
}, 15_000);
