// Looks whether everything that Ackademy needs is there, and says what to do about each fault:
// `npm run -s doctor`, also beside a running bot. Exits 1 when something is wrong.
import { readdirSync } from "node:fs";
import type { REST } from "discord.js";
import { loadCommands } from "../src/chat/load.ts";
import { asset } from "../src/checkout.ts";
import { type Config, readConfig, readEnvironment } from "../src/config.ts";
import { openStore } from "../src/store/index.ts";

interface Finding {
  readonly what: string;
  /** What to do about it; null = it is well. */
  readonly mend: string | null;
  /** Nothing is broken: it is the next step of setting up. */
  readonly next?: true;
}

const FONTS = asset("fonts");
const FONT_FILES = ["Pretendard-Regular.otf", "Pretendard-Bold.otf", "IBMPlexMono-Regular.ttf", "fonts.conf"];
const CLOCK_SECONDS = 60;

const read = readConfig(readEnvironment());
const findings: readonly Finding[] = read.ok
  ? await examine(read.config)
  : read.problems.map((mend) => ({ what: "settings", mend }));
for (const { what, mend, next } of findings) {
  process.stdout.write(
    mend === null ? `ok     ${what}\n` : `${next ? "next " : "wrong"}  ${what}: ${mend}\n`,
  );
}
process.exitCode = findings.every(({ mend, next }) => mend === null || next) ? 0 : 1;

async function examine(config: Config): Promise<Finding[]> {
  const found: Finding[] = [
    { what: "settings", mend: null },
    fonts(),
    await canvas(),
    await database(config),
  ];
  if (config.discord) found.push(...(await discord(config.discord)));
  if (config.slack) found.push(...(await slack(config.slack)));
  if (!config.discord && !config.slack) {
    found.push({ what: "platforms: no tokens are set, so `npm start` gives the local page", mend: null });
  }
  return found;
}

function fonts(): Finding {
  const there = readdirSync(FONTS);
  const missing = FONT_FILES.filter((file) => !there.includes(file));
  return {
    what: "fonts",
    mend:
      missing.length === 0
        ? null
        : `${missing.join(", ")} missing in assets/fonts: check the files out again`,
  };
}

async function canvas(): Promise<Finding> {
  const mend = "delete node_modules and run npm start: it builds canvas again, or says what it needs";
  try {
    const { createCanvas } = await import("canvas");
    return { what: "canvas", mend: createCanvas(2, 2).toBuffer("image/png").length > 0 ? null : mend };
  } catch (error) {
    return { what: "canvas", mend: `${(error as Error).message}; ${mend}` };
  }
}

/** Opened as the bot does it, which makes what is missing. Where a bot runs beside this, it has opened it already. */
async function database({ data, database }: Config): Promise<Finding> {
  const what = database === undefined ? "database: SQLite" : "database: PostgreSQL";
  const opened = await openStore({ data, ...(database !== undefined && { database }) });
  if (!opened.ok && opened.inUse)
    return { what: `${what}, in use by a running bot (its /healthz says more)`, mend: null };
  if (!opened.ok) return { what, mend: opened.problem };
  await opened.store.close();
  return { what, mend: null };
}

/** What a platform refuses becomes a finding, with what to do about it. */
async function asked(what: string, mend: string, work: () => Promise<string | null>): Promise<Finding> {
  try {
    return { what, mend: await work() };
  } catch (error) {
    return { what, mend: `${(error as Error).message}; ${mend}` };
  }
}

async function discord(config: NonNullable<Config["discord"]>): Promise<Finding[]> {
  const { REST, Routes } = await import("discord.js");
  const { restOptionsOf } = await import("../src/platforms/discord/rest.ts");
  const { commandsOf, differences } = await import("../src/platforms/discord/register.ts");
  const rest = new REST({ ...restOptionsOf(config.api), retries: 0 }).setToken(config.token);
  const application = await rest
    .get(Routes.currentApplication())
    .then((told) => told as { id: string; verify_key: string })
    .catch((error: Error) => error);
  if (application instanceof Error) {
    return [
      {
        what: "Discord: token",
        mend: `${application.message}; copy the token again from the developer portal, under Bot, or check DISCORD_API_URL`,
      },
    ];
  }
  const key = "publicKey" in config.mode ? config.mode.publicKey.toLowerCase() : undefined;
  return [
    { what: "Discord: token", mend: null },
    {
      what: "Discord: public key",
      mend:
        key === undefined || key === application.verify_key
          ? null
          : "DISCORD_PUBLIC_KEY is another application's: copy it from General Information",
    },
    await asked("Discord: commands", "check the token", async () => {
      const different = await differences(rest, application.id, commandsOf(await loadCommands()));
      return different.length === 0 ? null : `${different.length} differences: run npm run -s register`;
    }),
    await inServers(rest, application.id),
    await clock("Discord", `${restOptionsOf(config.api).api}/v10/gateway`),
  ];
}

/** Whoever added it to their own account alone needs no server. */
async function inServers(rest: REST, application: string): Promise<Finding> {
  const { Routes } = await import("discord.js");
  const { inviteLink } = await import("../src/platforms/discord/invite.ts");
  const servers: string[] = [];
  const asking = await asked("Discord: servers", "check the token", async () => {
    const found = (await rest.get(Routes.userGuilds())) as readonly { readonly name: string }[];
    servers.push(...found.map(({ name }) => name));
    return null;
  });
  if (asking.mend !== null) return asking;
  if (servers.length > 0) return { what: `Discord: servers: ${servers.length}`, mend: null };
  const mend = `the bot is in none yet: open ${inviteLink(application)} and choose yours`;
  return { what: "Discord: servers", mend, next: true };
}

async function slack(config: NonNullable<Config["slack"]>): Promise<Finding[]> {
  const { webApi } = await import("@slack/bolt");
  const { SCOPES } = await import("../src/platforms/slack/register.ts");
  const client = (token: string) =>
    new webApi.WebClient(token, {
      ...(config.api !== undefined && { slackApiUrl: config.api }),
      retryConfig: { retries: 0 },
    });
  const { token, mode } = config;
  const findings: Finding[] = [];
  if (token !== undefined) {
    findings.push(
      await asked("Slack: bot token and scopes", "copy SLACK_BOT_TOKEN again from Install App", async () => {
        const { response_metadata } = await client(token).auth.test();
        const missing = Object.keys(SCOPES).filter(
          (scope) => response_metadata?.scopes?.includes(scope) === false,
        );
        return missing.length === 0
          ? null
          : `${missing.join(", ")} missing: add them under OAuth & Permissions and install the app again`;
      }),
    );
  }
  if ("appToken" in mode) {
    findings.push(
      await asked(
        "Slack: app token",
        "make an app-level token with connections:write, under Basic Information",
        async () => ((await client(mode.appToken).apps.connections.open()).ok ? null : "refused"),
      ),
    );
  }
  findings.push(await clock("Slack", `${config.api ?? "https://slack.com/api/"}api.test`));
  return findings;
}

/** Signatures are refused after minutes, so the clock has to be right. */
async function clock(name: string, url: string): Promise<Finding> {
  return asked(`${name}: clock`, "check that this machine reaches the internet", async () => {
    const response = await fetch(url, { method: "HEAD" });
    const date = response.headers.get("date");
    if (date === null) return null;
    const off = Math.abs(Date.now() - Date.parse(date)) / 1_000;
    return off <= CLOCK_SECONDS ? null : `it is ${Math.round(off)} s off: set it, best by NTP`;
  });
}
