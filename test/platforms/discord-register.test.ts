// The commands as Discord takes them: in one request, in both languages, and compared with what is there.
import { spawn } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadCommands } from "../../src/chat/load.ts";
import { commandsOf, differences, register } from "../../src/platforms/discord/register.ts";
import { type LocalDiscord, openDiscord } from "../local-discord/discord.ts";
import { noSettings } from "../no-settings.ts";
import { restTo } from "./discord/running.ts";

const CHECKOUT = path.resolve(import.meta.dirname, "../..");
const CHILD_MS = 60_000;
/** Read before any test: they bring the simulator and the canvas with them. */
const declared = await loadCommands();

let discord: LocalDiscord;

beforeEach(async () => {
  discord = await openDiscord();
});

afterEach(async () => {
  expect(discord.violations).toEqual([]);
  await discord.stop();
});

const puts = () => discord.requests.filter(({ method }) => method === "PUT");

describe("what is registered", () => {
  it("is every command, in one request, in Korean and English", async () => {
    const commands = declared;
    await register(restTo(discord), discord.application, commandsOf(commands));
    expect(puts()).toHaveLength(1);
    const sent = puts()[0]?.json as readonly Record<string, unknown>[];
    expect(sent.filter(({ type }) => type === 1).map(({ name }) => name)).toEqual(
      commands.map(({ name }) => name),
    );
    for (const command of commands) {
      expect(sent.find(({ name }) => name === command.name)).toMatchObject({
        description: command.summary.en,
        description_localizations: { ko: command.summary.ko, "en-US": command.summary.en },
      });
    }
  });

  it("is the same afterwards, and says what is not", async () => {
    const [rest, commands] = [restTo(discord), commandsOf(declared)];
    const look = () => differences(rest, discord.application, commands);
    expect(await look()).toHaveLength(commands.length);
    const older = commands
      .filter(({ name }) => name !== "help")
      .map((one) => (one.name === "handshake" ? { ...one, description: "as it was" } : one));
    await register(rest, discord.application, [...older, { name: "gone", description: "no more" }]);
    expect(await look()).toEqual([
      "+ /help: not registered",
      "- /gone: registered, not declared",
      expect.stringMatching(/^~ \/handshake.description: "as it was" registered/u),
    ]);
    await register(rest, discord.application, commands);
    expect(await look()).toEqual([]);
  });

  it("is the same for one server, where Discord keeps less of it", async () => {
    const [rest, commands] = [restTo(discord), commandsOf(declared)];
    await register(rest, discord.application, commands, discord.guild());
    expect(await differences(rest, discord.application, commands, discord.guild())).toEqual([]);
    expect(await differences(rest, discord.application, commands)).toHaveLength(commands.length);
  });
});

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function runRegister(...words: string[]): Promise<Said> {
  const child = spawn(process.execPath, ["scripts/run.mjs", "scripts/register.ts", ...words], {
    cwd: CHECKOUT,
    env: { ...process.env, ...noSettings, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

describe("npm run register", () => {
  it("checks, registers, and finds nothing more to do", { timeout: CHILD_MS }, async () => {
    const before = await runRegister("--check");
    expect(before).toMatchObject({ code: 1, err: expect.stringContaining("+ /handshake: not registered") });
    expect(puts()).toEqual([]);
    expect(await runRegister("--guild", discord.guild())).toMatchObject({ code: 0 });
    expect(puts().map(({ path: to }) => to)).toEqual([expect.stringContaining(discord.guild())]);
    expect(await runRegister()).toMatchObject({ code: 0 });
    expect(await runRegister("--check")).toMatchObject({
      code: 0,
      out: expect.stringContaining("as declared"),
    });
    expect(puts()).toHaveLength(2);
  });

  it("says what it wants, and what Discord said", { timeout: CHILD_MS }, async () => {
    expect((await runRegister("--chekc")).code).toBe(2);
    discord.revokeToken();
    expect(await runRegister("--check")).toMatchObject({ code: 1, err: expect.stringContaining("401") });
  });
});
