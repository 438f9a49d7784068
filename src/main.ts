/** The composition root: reads the configuration, opens store and bot, starts the platforms, stops them cleanly. */
import { randomBytes } from "node:crypto";
import { type Logger, pino } from "pino";
import type { Bot } from "./chat/bot.ts";
import { openBot, openSecret } from "./chat/load.ts";
import { createPace } from "./chat/pace.ts";
import type { Platform } from "./chat/platform.ts";
import { type Config, readConfig, readEnvironment, type SlackConfig } from "./config.ts";
import type { Slack, SlackParts } from "./platforms/slack/index.ts";
import { startWeb } from "./platforms/web/index.ts";
import type { Bank } from "./schedule/bank.ts";
import { startServer } from "./server.ts";
import { openBank, preferencesOf, servicesOf, startDaily } from "./services.ts";
import { openStore, type Store } from "./store/index.ts";

interface Parts {
  readonly config: Config;
  readonly bot: Bot;
  readonly secret: Uint8Array;
  readonly store: Store;
  readonly bank: Bank;
  readonly log: Logger;
}

async function start(): Promise<void> {
  const read = readConfig(readEnvironment());
  if (!read.ok) return fail(read.problems);
  const { config } = read;
  // The log goes to stderr: what people are to read stays alone on stdout.
  const log = pino({ level: config.log }, pino.destination(2));
  const secret = openSecret(config.data, randomBytes);
  const opened = await openStore({
    data: config.data,
    ...(config.database && { database: config.database }),
  });
  if (!opened.ok) return fail([opened.problem]);
  const { store } = opened;
  const bank = openBank(store, log);
  const bot = await openBot({
    ...{ secret, log, random: randomBytes, now: Date.now, pace: createPace() },
    preferences: preferencesOf(store),
    services: servicesOf(store, bank, postingOf(config)),
  });
  const parts = { config, bot, secret, store, bank, log };
  const stop = config.discord || config.slack ? await startPlatforms(parts) : await startPage(parts);
  stopOnSignal(async () => {
    await stop();
    await store.close();
    log.flush();
  });
}

function fail(problems: readonly string[]): void {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exitCode = 1;
}

/** With no tokens at all: the whole product on a local page. */
async function startPage({ config: { port }, bot, secret }: Parts): Promise<() => Promise<void>> {
  const web = await startWeb({ bot, secret, port });
  if (port !== 0 && web.port !== port) process.stdout.write(`Port ${port} is taken; using ${web.port}.\n`);
  process.stdout.write(`Ackademy: ${web.url}\n`);
  return web.stop;
}

/** A platform's library is loaded only where its tokens are set: each costs tens of megabytes. */
async function startPlatforms(parts: Parts): Promise<() => Promise<void>> {
  const { discord: discordConfig, slack: slackConfig, port } = parts.config;
  const shared = { bot: parts.bot, log: parts.log, now: Date.now, once: onceOf(parts.store) };
  const discord =
    discordConfig &&
    (await import("./platforms/discord/index.ts")).startDiscord({ ...shared, ...discordConfig });
  const slack = slackConfig && (await startSlack(slackConfig, parts, shared));
  const platforms: Platform[] = [discord, slack].filter((platform) => platform !== undefined);
  const server = await startServer({
    port,
    platforms,
    ...(discord?.endpoint && { discord: discord.endpoint }),
    ...(slack?.listener && { slack: slack.listener }),
  });
  process.stdout.write(
    `Ackademy: ${platforms.map(({ name }) => name).join(" and ")}, health on ${server.url}healthz\n`,
  );
  const daily = startDaily({ ...parts, platforms, now: Date.now });
  return async () => {
    await daily.stop();
    await Promise.all(platforms.map((platform) => platform.stop()));
    await server.stop();
  };
}

/** For several workspaces, what Slack gives for each is kept in the store. */
async function startSlack(
  { oauth, ...own }: SlackConfig,
  { store: { installations }, secret }: Parts,
  shared: Pick<SlackParts, "bot" | "log" | "now" | "once">,
): Promise<Slack> {
  const kept = {
    stateSecret: Buffer.from(secret).toString("hex"),
    installations: {
      ...installations,
      save: (id: string, installation: unknown) => installations.save(id, installation, shared.now()),
    },
  };
  const { startSlack: open } = await import("./platforms/slack/index.ts");
  return open({ ...shared, ...own, ...(oauth && { oauth: { ...oauth, ...kept } }) });
}

/** Those that can post without being asked; the local page is looked at, not posted to. */
const postingOf = ({ discord, slack }: Config): string[] => [
  ...(discord ? ["discord"] : []),
  ...(slack ? ["slack"] : []),
];

const onceOf = ({ seen }: Store) => ({ first: (key: string) => seen.claim(key, Date.now()) });

/** The first signal stops cleanly; a second one does not wait. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void stop().then(() => process.exit(0));
    });
  }
}

await start();
