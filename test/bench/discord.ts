/** Discord over its gateway: fifty people at once, half of them asking for a picture of a real run. */
import { randomBytes } from "node:crypto";
import type { Row } from "../../scripts/bench-row.ts";
import { openBot } from "../../src/chat/load.ts";
import { startDiscord } from "../../src/platforms/discord/index.ts";
import { commandsOf, register } from "../../src/platforms/discord/register.ts";
import type { Answered } from "../local-discord/answered.ts";
import { type LocalDiscord, openDiscord } from "../local-discord/discord.ts";
import { restTo } from "../platforms/discord/running.ts";

const PEOPLE = 50;
const P99_MS_MAX = 500;
const ANY_MS_MAX = 2_500;
const ALL_MS = 30_000;
const SILENT = { info() {}, warn() {}, error() {} };

export async function run(): Promise<Row[]> {
  const bot = await openBot({ secret: randomBytes(32), log: SILENT, random: randomBytes });
  const discord = await openDiscord();
  await register(restTo(discord), discord.application, commandsOf(bot.commands));
  const seen = new Set<string>();
  const platform = startDiscord({
    ...{ bot, token: discord.token, api: discord.api, log: SILENT, now: Date.now },
    mode: { gateway: { shards: 1 } },
    once: { first: async (key) => !seen.has(key) && seen.add(key) !== undefined },
  });
  try {
    await discord.until(() => platform.ready() === true, "ready", ALL_MS);
    // One of each before anything is measured: fonts and scenarios are read once in a process's life.
    await Promise.all([ask(discord, 0), ask(discord, 1)]);
    return rowsOf(
      await Promise.all(Array.from({ length: PEOPLE }, (_, at) => ask(discord, at + 2))),
      discord.violations.length,
    );
  } finally {
    await platform.stop();
    await discord.stop();
  }
}

/** Everybody asks for something else, so that no picture is drawn once for two of them. */
function ask(discord: LocalDiscord, at: number): Promise<Answered> {
  const client = discord.as(`person ${at}`, { waitMs: ALL_MS });
  return at % 2 === 0 ? client.command("handshake", "run", { rtt: 40 + at * 2 }) : client.command("help", {});
}

function rowsOf(answered: readonly Answered[], violations: number): Row[] {
  const times = answered.map(({ latencyMs = Number.POSITIVE_INFINITY }) => latencyMs).sort((a, b) => a - b);
  const [p99, longest] = [times[Math.floor(times.length * 0.99)] ?? 0, times.at(-1) ?? 0];
  const unanswered = answered.filter(
    ({ kind, messages }) => kind === "failed" || messages.length === 0,
  ).length;
  const pictures = answered.filter(({ messages }) => messages[0]?.files.length === 1).length;
  return [
    {
      what: `first answer to ${PEOPLE} interactions at once, ${pictures} with pictures, p99`,
      measured: `${Math.round(p99)} ms`,
      limit: `< ${P99_MS_MAX} ms`,
      ok: p99 < P99_MS_MAX && pictures === PEOPLE / 2,
    },
    {
      what: "the longest of them",
      measured: `${Math.round(longest)} ms`,
      limit: `< ${ANY_MS_MAX} ms`,
      ok: longest < ANY_MS_MAX,
    },
    {
      what: "unanswered, or against Discord's limits",
      measured: `${unanswered + violations}`,
      limit: "0",
      ok: unanswered + violations === 0,
    },
  ];
}
