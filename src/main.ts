/** The composition root: reads the configuration, opens store and bot, starts the platforms, stops them cleanly. */
import { randomBytes } from "node:crypto";
import { type Logger, pino } from "pino";
import { paintedAgain } from "./card/painted.ts";
import type { Bot } from "./chat/bot.ts";
import { openBot, openSecret } from "./chat/load.ts";
import { createPace } from "./chat/pace.ts";
import type { Platform } from "./chat/platform.ts";
import { type Config, readConfig, readEnvironment, type SlackConfig, secretsOf } from "./config.ts";
import { stopPainters } from "./diagram/index.ts";
import { createEndpoints, type HealthParts } from "./operating/endpoints.ts";
import { createLog } from "./operating/log.ts";
import { createMeter, meteredBot, meteredSlots, type RunningMeter, timePainting } from "./operating/meter.ts";
import { createMetrics, type Metrics } from "./operating/metrics.ts";
import { onceInOutage } from "./operating/outage.ts";
import { startFault } from "./operating/start-fault.ts";
import { onStopSignal, stopInOrder } from "./operating/stop.ts";
import type { Slack, SlackParts } from "./platforms/slack/index.ts";
import type { Bank } from "./quiz/bank.ts";
import {
  breaksOf,
  forgottenBy,
  openBank,
  pastOf,
  preferencesOf,
  ratesOf,
  servicesOf,
  startDaily,
  troubleOf,
} from "./services.ts";
import { openStore, type Store } from "./store/index.ts";

interface Parts {
  readonly config: Config;
  readonly bot: Bot;
  readonly secret: Uint8Array;
  readonly store: Store;
  readonly bank: Bank;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly meter: RunningMeter;
  readonly health: HealthParts;
  /** Told when somebody's data is deleted. */
  readonly forgetting: Set<(person: string) => void>;
}

/** What was started: first nothing new comes in, and then, when all is answered, the clock stands still. */
interface Running {
  closeIntake(): Promise<void>;
  stopClock(): Promise<void>;
}

const REQUEST_ID_BYTES = 5;
const LOOPBACK = "127.0.0.1";

async function start(): Promise<void> {
  const read = readConfig(readEnvironment());
  if (!read.ok) return fail(read.problems);
  const { config } = read;
  try {
    await startWith(config);
  } catch (error) {
    const problem = startFault(error, { ...config, host: config.host ?? LOOPBACK });
    if (problem === undefined) throw error;
    // Something may be running already.
    process.stderr.write(`${problem}\n`);
    process.exit(1);
  }
}

async function startWith(config: Config): Promise<void> {
  const secret = openSecret(config.data, randomBytes);
  // The log goes to stderr: what people are to read stays alone on stdout.
  const out = pino.destination(2);
  const log = createLog({
    level: config.log,
    secrets: [...secretsOf(config), Buffer.from(secret).toString("hex")],
    out,
    now: () => performance.now(),
  });
  const opened = await openStore({
    data: config.data,
    ...(config.database && { database: config.database }),
  });
  if (!opened.ok) return fail([opened.problem]);
  const parts = await assemble(config, secret, log, opened.store);
  const running = remoteOf(config).length > 0 ? await startPlatforms(parts) : await startPage(parts);
  onStopSignal(async (signal) => {
    log.info({ signal }, "stopping");
    await stopInOrder({
      ...running,
      ...{ log, underWay: parts.meter.underWay, closeStore: opened.store.close },
    });
    await stopPainters();
    // Whoever reads the other end of a pipe may be slow: what is still held here would end with us.
    out.flushSync();
  }, log);
  outliveStrays(log);
}

async function assemble(config: Config, secret: Uint8Array, log: Logger, opened: Store): Promise<Parts> {
  const metrics = createMetrics();
  const meter = createMeter(metrics, () => randomBytes(REQUEST_ID_BYTES).toString("hex"));
  timePainting(metrics);
  const forgetting = new Set<(person: string) => void>();
  const people = forgottenBy(opened.people, forgetting);
  const store: Store = { ...opened, people, slots: meteredSlots(opened.slots, metrics) };
  const bank = openBank(store, log);
  const bot = await openBot({
    ...{ secret, log, random: randomBytes, now: Date.now, pace: createPace(Date.now) },
    preferences: preferencesOf(store, log),
    troubleOf: troubleOf(store),
    services: { ...servicesOf(store, bank, postingOf(config)), meter },
  });
  const { pageToken: token } = config;
  const health = { metrics, writable: store.writable, ...(token && { token }), now: () => performance.now() };
  const metered = meteredBot(bot, metrics, log);
  return { config, secret, store, bank, log, metrics, meter, health, forgetting, bot: metered };
}

function fail(problems: readonly string[]): void {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exitCode = 1;
}

/** With no tokens at all: the whole product on a local page. */
async function startPage(parts: Parts): Promise<Running> {
  const { config, bot, secret, store, log, meter, health, forgetting } = parts;
  const { port, host, pageToken: token } = config;
  const { startWeb } = await import("./platforms/web/index.ts");
  const web = await startWeb({
    ...{ bot, secret, port, meter, endpoints: createEndpoints(health, []) },
    ...(host && { host }),
    ...(token && { token }),
    past: pastOf(store, secret),
    repaint: (...asked) =>
      paintedAgain(...asked).catch((err: unknown) => {
        log.warn({ err }, "a picture of before cannot be painted again");
        return undefined;
      }),
    failed: (err) => log.error({ err }, "what is said on the page cannot be kept"),
  });
  forgetting.add(web.forget);
  if (port !== 0 && web.port !== port) process.stdout.write(`Port ${port} is taken; using ${web.port}.\n`);
  process.stdout.write(`Ackademy: ${web.url}${token ? "?token=… (ACKADEMY_PAGE_TOKEN)" : ""}\n`);
  const daily = startDaily({ ...parts, platforms: [web], now: Date.now });
  return { closeIntake: web.stop, stopClock: daily.stop };
}

/** A platform's library is loaded only where its tokens are set: each costs tens of megabytes. */
async function startPlatforms(parts: Parts): Promise<Running> {
  const { discord: discordConfig, slack: slackConfig, port, host } = parts.config;
  const { bot, log, meter, metrics, health, store } = parts;
  const shared = {
    bot,
    log,
    meter,
    now: Date.now,
    once: onceOf(parts),
    rates: ratesOf(store),
    breaks: breaksOf(store, Date.now, log),
  };
  const discord =
    discordConfig &&
    (await import("./platforms/discord/index.ts")).startDiscord({ ...shared, ...discordConfig });
  const slack = slackConfig && (await startSlack(slackConfig, parts, shared));
  const platforms: Platform[] = [discord, slack].filter((platform) => platform !== undefined);
  const { startServer } = await import("./server.ts");
  const server = await startServer({
    ...{ port, platforms, health, ...(host && { host }) },
    badSignature: (platform) => metrics.badSignatures.inc({ platform }),
    ...(discord?.endpoint && { discord: discord.endpoint }),
    ...(slack?.listener && { slack: slack.listener }),
  });
  process.stdout.write(
    `Ackademy: ${platforms.map(({ name }) => name).join(" and ")}, health on ${server.url}healthz\n`,
  );
  const daily = startDaily({ ...parts, platforms, now: Date.now });
  return {
    closeIntake: async () => {
      await Promise.all([...platforms.map((platform) => platform.stop()), server.stop()]);
    },
    stopClock: daily.stop,
  };
}

/** For several workspaces, what Slack gives for each is kept in the store. */
async function startSlack(
  { oauth, ...own }: SlackConfig,
  { store: { installations }, secret }: Parts,
  shared: Pick<SlackParts, "bot" | "log" | "meter" | "now" | "once" | "rates" | "breaks">,
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

/** The platforms that the settings ask for; with none there is the local page. */
const remoteOf = ({ discord, slack }: Config): string[] => [
  ...(discord ? ["discord"] : []),
  ...(slack ? ["slack"] : []),
];

/** Those that post by themselves. */
function postingOf(config: Config): string[] {
  const remote = remoteOf(config);
  return remote.length > 0 ? remote : ["web"];
}

const onceOf = ({ store: { seen }, log }: Parts) => onceInOutage((key) => seen.claim(key, Date.now()), log);

/** A library's promise that nobody waited for is no reason to leave everybody alone; anything thrown is. */
function outliveStrays(log: Logger): void {
  process.on("unhandledRejection", (err) => log.error({ err }, "a promise was rejected and nobody listened"));
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "bug");
    process.exit(1);
  });
}

await start();
