/** `npm run -s say -- …`: the terminal with a bot of its own. */
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../chat/bot.ts";
import { openBot, openSecret } from "../../chat/load.ts";
import { readConfig, readEnvironment } from "../../config.ts";
import { openBank, preferencesOf, servicesOf } from "../../services.ts";
import { openStore } from "../../store/index.ts";
import { FAILED, say } from "./say.ts";

/** Refusals and bugs are logged beside the other data: the terminal itself belongs to the answer. */
function fileLog(data: string): Log {
  const line = (level: string) => (fields: object, message: string) => {
    const written = { ...fields, err: "err" in fields ? String((fields.err as Error).stack) : undefined };
    mkdirSync(data, { recursive: true });
    const entry = JSON.stringify({ level, time: new Date().toISOString(), message, ...written });
    appendFileSync(join(data, "say.log"), `${entry}\n`);
  };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}

async function start(): Promise<void> {
  const env = readEnvironment();
  const read = readConfig(env);
  if (!read.ok) {
    process.stderr.write(`${read.problems.join("\n")}\n`);
    process.exitCode = FAILED;
    return;
  }
  const { data, database } = read.config;
  const opened = await openStore({ data, ...(database && { database }) });
  if (!opened.ok) {
    process.stderr.write(`${opened.problem}\n`);
    process.exitCode = FAILED;
    return;
  }
  const { store } = opened;
  const log = fileLog(data);
  const bot = await openBot({
    ...{ secret: openSecret(data, randomBytes), log, random: randomBytes, now: Date.now },
    preferences: preferencesOf(store, log),
    services: servicesOf(store, openBank(store, log), []),
  });
  const { status, stdout, stderr } = await say(bot, process.argv.slice(2), env);
  await store.close();
  if (stdout !== "") process.stdout.write(`${stdout}\n`);
  if (stderr !== "") process.stderr.write(`${stderr}\n`);
  process.exitCode = status;
}

await start();
