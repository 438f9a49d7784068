// What the HTTP endpoint takes and refuses, and completions of a real command.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import { sampleBot } from "../chat/sample-bot.ts";
import { type Mode, type Running, type RunningParts, runDiscord } from "./discord/running.ts";

let running: Running;

const open = async (mode: Mode, parts: RunningParts = {}): Promise<void> => {
  running = await runDiscord(sampleBot(undefined, [handshake]).bot, mode, parts);
};

afterEach(async () => {
  expect(running.discord.violations).toEqual([]);
  await running.stop();
});

describe("the endpoint for interactions", () => {
  beforeEach(() => open("http"));
  const refused = () => running.lines.flatMap(({ fields }) => fields.refused ?? []);
  const answers = () => running.discord.seenBy("ada", "general").length;

  it("answers PING", async () => {
    expect(await running.discord.post()).toEqual({ status: 200, body: '{"type":1}' });
  });

  it.each([
    ["badly signed", { signature: "bad" }],
    ["not signed", { signature: "none" }],
    ["ten minutes old", { oldSeconds: 600 }],
    ["of a time to come", { oldSeconds: -600 }],
  ] as const)("refuses a request that is %s, with 401 and a log line", async (_, forged) => {
    expect(await running.discord.post(forged)).toEqual({ status: 401, body: "" });
    expect(refused().at(-1)).toBe("signature");
  });

  it("refuses a request that comes again, and does nothing twice", async () => {
    await running.discord.as("ada").command("sample", "steps");
    expect(await running.discord.post({ replay: true })).toEqual({ status: 401, body: "" });
    expect(refused().at(-1)).toBe("replayed");
    expect(answers()).toBe(1);
  });

  it("refuses what is too large", async () => {
    const body = "x".repeat(2 ** 20 + 1);
    const post = (sent: string | ReadableStream) =>
      fetch(`${running.url}discord/interactions`, {
        method: "POST",
        body: sent,
        duplex: "half",
      } as RequestInit);
    expect((await post(body)).status).toBe(413);
    // Without a length in its header.
    expect((await post(new Blob([body]).stream())).status).toBe(413);
  });

  it("refuses what is no interaction", async () => {
    expect((await running.discord.post({ payload: { hello: 1 } })).status).toBe(400);
  });
});

describe("a request over HTTP", () => {
  it("asks at one time whether its signature and whether its interaction has come before", async () => {
    const waiting: (() => void)[] = [];
    const keys: string[] = [];
    // A slow database: it answers neither before it was asked both.
    const first = async (key: string): Promise<boolean> => {
      keys.push(key.replace(/[^:]+$/u, "…"));
      if (keys.length < 2) await new Promise<void>((resolve) => waiting.push(resolve));
      for (const go of waiting) go();
      return true;
    };
    await open("http", { once: { first } });
    const { message } = await running.discord.as("ada").command("sample", "steps");
    expect(message.text).toBe("Step 0");
    expect(keys.sort()).toEqual(["discord:signature:…", "discord:…"]);
  });
});

describe.each<Mode>(["gateway", "http"])("completion (%s)", (mode) => {
  beforeEach(() => open(mode));

  it("offers scenarios by name, at most 25, in the person's language", async () => {
    const { discord } = running;
    const typed = await discord.as("ada").autocomplete("handshake", "run", { scenario: "syn" });
    expect(typed.choices.length).toBeGreaterThan(0);
    expect(typed.choices.length).toBeLessThanOrEqual(25);
    for (const { name } of typed.choices) expect(name.toLowerCase()).toContain("syn");
    const korean = await discord
      .as("bob", { locale: "ko" })
      .autocomplete("handshake", "run", { scenario: "" });
    expect(korean.choices.map(({ name }) => name).join()).toMatch(/[가-힣]/u);
    const none = await discord.as("ada").autocomplete("handshake", "run", { scenario: "no such thing" });
    expect(none.choices).toEqual([]);
  });
});
