import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, readEnvironment } from "../src/config.ts";

const checkout = path.resolve(import.meta.dirname, "..");

describe("readConfig", () => {
  it("needs nothing set", () => {
    const config = { data: path.join(checkout, "data"), port: 3000, log: "warn" };
    expect(readConfig({})).toEqual({ ok: true, config });
  });

  it("takes a blank value for one that is not set", () => {
    expect(readConfig({ ACKADEMY_PORT: " ", ACKADEMY_DATA: "", ACKADEMY_LOG: "" })).toEqual(readConfig({}));
  });

  it("starts a relative data folder at the checkout and leaves an absolute one alone", () => {
    expect(readConfig({ ACKADEMY_DATA: "elsewhere" })).toMatchObject({
      config: { data: path.join(checkout, "elsewhere") },
    });
    const absolute = path.resolve("/srv/ackademy");
    expect(readConfig({ ACKADEMY_DATA: absolute })).toMatchObject({ config: { data: absolute } });
  });

  it.each([
    ["0", 0],
    ["1", 1],
    ["65535", 65_535],
  ])("takes port %s", (text, port) => {
    expect(readConfig({ ACKADEMY_PORT: text })).toMatchObject({ ok: true, config: { port } });
  });

  it.each(["-1", "65536", "80.5", "0x50", "http", "1e3"])("refuses port %s", (text) => {
    expect(readConfig({ ACKADEMY_PORT: text })).toEqual({
      ok: false,
      problems: ["ACKADEMY_PORT wants a whole number from 1 to 65535, or 0 for any free port"],
    });
  });

  it("names every problem at once and repeats no value", () => {
    const answer = readConfig({ ACKADEMY_PORT: "hunter2", ACKADEMY_LOG: "hunter2" });
    if (answer.ok) throw new Error("both values are wrong");
    expect(answer.problems.map((problem) => problem.split(" ")[0])).toEqual([
      "ACKADEMY_PORT",
      "ACKADEMY_LOG",
    ]);
    expect(answer.problems.join()).not.toContain("hunter2");
  });
});

describe("the platforms' settings", () => {
  const discord = { DISCORD_TOKEN: "t" };
  const key = "ab".repeat(32);
  const bot = { SLACK_BOT_TOKEN: "xoxb-1" };
  const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "s" };
  const http = { SLACK_SIGNING_SECRET: "sign" };
  const socket = { SLACK_APP_TOKEN: "xapp-1" };

  it.each<[string, Record<string, string>, object]>([
    ["nothing", {}, {}],
    ["Discord's gateway", discord, { discord: { token: "t", mode: { gateway: { shards: "auto" } } } }],
    [
      "Discord over HTTP",
      { ...discord, DISCORD_MODE: "http", DISCORD_PUBLIC_KEY: key },
      { discord: { token: "t", mode: { publicKey: key } } },
    ],
    ["two shards", { ...discord, DISCORD_SHARDS: "2" }, { discord: { mode: { gateway: { shards: 2 } } } }],
    ["Slack's socket", { ...bot, ...socket }, { slack: { token: "xoxb-1", mode: { appToken: "xapp-1" } } }],
    ["Slack over HTTP", { ...bot, ...http }, { slack: { mode: { signingSecret: "sign" } } }],
    [
      "many workspaces",
      { ...oauth, ...http },
      { slack: { oauth: { clientId: "1.2", clientSecret: "s" }, mode: { signingSecret: "sign" } } },
    ],
    [
      "many workspaces beside a left-over app token",
      { ...oauth, ...http, ...socket },
      { slack: { mode: { signingSecret: "sign" } } },
    ],
    ["managers", { ...bot, ...socket, SLACK_MANAGERS: "U1, W2" }, { slack: { managers: ["U1", "W2"] } }],
  ])("run on %s", (_, env, config) => {
    expect(readConfig(env)).toMatchObject({ ok: true, config });
    if (_ === "nothing") expect(readConfig(env)).not.toHaveProperty("config.discord");
  });

  it.each<[Record<string, string>, string]>([
    [{ ...discord, DISCORD_MODE: "http" }, "DISCORD_PUBLIC_KEY"],
    [{ DISCORD_MODE: "http" }, "DISCORD_TOKEN"],
    [{ DISCORD_PUBLIC_KEY: key }, "DISCORD_TOKEN"],
    [{ ...discord, DISCORD_MODE: "webhook" }, "DISCORD_MODE"],
    [{ ...discord, DISCORD_SHARDS: "0" }, "DISCORD_SHARDS"],
    [{ ...discord, DISCORD_PUBLIC_KEY: "short" }, "DISCORD_PUBLIC_KEY"],
    [{ ...discord, DISCORD_API_URL: "discord.test" }, "DISCORD_API_URL"],
    [bot, "SLACK_APP_TOKEN"],
    [http, "SLACK_BOT_TOKEN"],
    [{ ...socket, ...oauth }, "SLACK_SIGNING_SECRET"],
    [{ ...http, SLACK_CLIENT_ID: "1.2" }, "SLACK_CLIENT_SECRET"],
    [{ SLACK_BOT_TOKEN: "hunter2", ...socket }, "SLACK_BOT_TOKEN"],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL"],
  ])("refuse %j and name %s", (env, name) => {
    const answer = readConfig(env);
    if (answer.ok) throw new Error("it is wrong");
    expect(answer.problems.join("\n")).toContain(name);
    expect(answer.problems.join("\n")).not.toContain("hunter2");
  });
});

describe("a name that is no setting", () => {
  it.each([
    ["DISCORD_TOKN", "DISCORD_TOKEN"],
    ["ACKADEMY_PROT", "ACKADEMY_PORT"],
    ["SLACK_BOT_TOKEN_FIEL", "SLACK_BOT_TOKEN_FILE"],
    ["Discrod_Token", "DISCORD_TOKEN"],
  ])("%s is told where it is all but one", (name, meant) => {
    expect(readConfig({ [name]: "hunter2" })).toEqual({
      ok: false,
      problems: [`${name} is no setting: write ${meant}`],
    });
  });

  it("is another program's where it is not, or is not set", () => {
    const others = {
      SLACK_WEBHOOK_URL: "x",
      DISCORD_BOT_NAME: "x",
      ACKADEMY_SEEDS: "3",
      DATABASE_URI: "x",
      DISCORD_TOKN: "",
    };
    expect(readConfig(others).ok).toBe(true);
  });
});

describe("readEnvironment", () => {
  it("reads a .env file, and what is set for the process wins", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "ackademy-"));
    const file = path.join(folder, ".env");
    writeFileSync(file, "# a comment\nACKADEMY_PORT=4000\nACKADEMY_LOG='debug'\n");
    expect(readEnvironment({ ACKADEMY_PORT: "5000" }, file)).toEqual({
      ACKADEMY_PORT: "5000",
      ACKADEMY_LOG: "debug",
    });
    rmSync(folder, { recursive: true });
  });

  it("does without a .env file", () => {
    expect(readEnvironment({ A: "b" }, path.join(tmpdir(), "no", "such", ".env"))).toEqual({ A: "b" });
  });
});
