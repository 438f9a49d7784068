/** `doctor` and `register`, as whoever sets the bot up runs them: what they say of each fault. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PermissionsBitField } from "discord.js";
import { afterEach, describe, expect, it } from "vitest";
import { type LocalDiscord, openDiscord } from "../local-discord/discord.ts";
import { type LocalSlack, startLocalSlack } from "../local-slack/index.ts";
import { noSettings } from "../no-settings.ts";
import { endAll, newFolder, PATIENT, startMain } from "./process.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
let discord: LocalDiscord | undefined;
let slack: LocalSlack | undefined;
afterEach(async () => {
  endAll();
  await discord?.stop();
  await slack?.stop();
  discord = undefined;
  slack = undefined;
});

/** What a script says, on stdout and stderr, and its exit status. */
function ran(script: string, env: Record<string, string>, ...args: string[]) {
  const { PATH, HOME } = process.env;
  return new Promise<{ status: number; said: string[] }>((resolve) => {
    execFile(
      process.execPath,
      ["scripts/run.mjs", `scripts/${script}.ts`, ...args],
      { cwd: checkout, env: { ...noSettings, PATH, HOME, ...env } },
      (error, out, err) =>
        resolve({ status: error === null ? 0 : Number(error.code), said: `${out}${err}`.trim().split("\n") }),
    );
  });
}

describe("on Discord", () => {
  it("a first setting up: not registered, registered, and well beside the running bot", PATIENT, async () => {
    discord = await openDiscord();
    const data = newFolder();
    const env = { ACKADEMY_DATA: data, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
    const before = await ran("doctor", env);
    expect(before.status).toBe(1);
    expect(before.said.filter((line) => line.startsWith("wrong"))).toEqual([
      "wrong  Discord: commands: 11 differences: run npm run -s register",
    ]);
    const registered = await ran("register", env);
    expect([registered.status, registered.said.at(-1)]).toEqual([0, "11 commands registered."]);
    await startMain(env).url();
    const after = await ran("doctor", env);
    expect(after.said.filter((line) => !line.startsWith("ok "))).toEqual([]);
    expect(after.said.join("\n")).toContain("SQLite, in use by a running bot");
    expect(after.said).toContain("ok     Discord: servers: 1");
    expect(after.status).toBe(0);
  });

  it(
    "no server yet: the link that asks for what the README names is the next step, and no fault",
    PATIENT,
    async () => {
      discord = await openDiscord({ guilds: [{ name: "Elsewhere", hasBot: false }] });
      const env = {
        ...{ ACKADEMY_DATA: newFolder(), DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
      };
      await ran("register", env);
      const { status, said } = await ran("doctor", env);
      const [next = ""] = said.filter((line) => !line.startsWith("ok "));
      expect(next).toMatch(
        /^next {3}Discord: servers: the bot is in none yet: open https:\S+ and choose yours$/u,
      );
      const link = new URL(/https:\S+/u.exec(next)?.[0] ?? "");
      expect(Object.fromEntries(link.searchParams)).toMatchObject({
        ...{ client_id: discord.application, scope: "bot applications.commands" },
      });
      const asked = new PermissionsBitField(BigInt(link.searchParams.get("permissions") ?? 0)).toArray();
      const named = asked.map((name) => name.replace(/\B(?=[A-Z])/gu, " "));
      const readme = readFileSync(`${checkout}README.md`, "utf8");
      expect(named.filter((name) => !readme.toLowerCase().includes(`*${name.toLowerCase()}*`))).toEqual([]);
      expect(asked).toHaveLength(5);
      expect(status).toBe(0);
    },
  );

  it("a wrong token and a wrong server are told with what to do", PATIENT, async () => {
    discord = await openDiscord();
    const env = { ACKADEMY_DATA: newFolder(), DISCORD_API_URL: discord.api };
    const refused = await ran("register", { ...env, DISCORD_TOKEN: "wrong" });
    expect(refused).toEqual({
      status: 1,
      said: [
        "Discord refuses DISCORD_TOKEN (401: Unauthorized): copy it again from the developer portal, under Bot",
      ],
    });
    const elsewhere = await ran("register", { ...env, DISCORD_TOKEN: discord.token }, "--guild", "5");
    expect(elsewhere).toEqual({
      status: 1,
      said: ["Discord knows no server 5 that the bot is in: open the install link first, or check the id"],
    });
  });
});

describe("on Slack", () => {
  it("each token that is refused, and a scope that is missing", PATIENT, async () => {
    slack = await startLocalSlack({ scopes: ["commands"] });
    const env = {
      ...{ ACKADEMY_DATA: newFolder(), SLACK_API_URL: slack.apiUrl },
      ...{ SLACK_BOT_TOKEN: slack.botToken(), SLACK_APP_TOKEN: "xapp-wrong" },
    };
    const { status, said } = await ran("doctor", env);
    expect(status).toBe(1);
    expect(said.filter((line) => line.startsWith("wrong"))).toEqual([
      expect.stringMatching(
        /^wrong {2}Slack: bot token and scopes: .*chat:write.* missing: add them under OAuth & Permissions/u,
      ),
      expect.stringMatching(/^wrong {2}Slack: app token: .*invalid_auth; make an app-level token/u),
    ]);
  });
});
