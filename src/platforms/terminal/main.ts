/** `npm run -s say -- …`: the terminal with a bot of its own. */
import { randomBytes } from "node:crypto";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../chat/bot.ts";
import { openBot, openSecret, openWords } from "../../chat/load.ts";
import { readConfig, readEnvironment } from "../../config.ts";
import { openBank, preferencesOf, servicesOf } from "../../services.ts";
import { openStore } from "../../store/index.ts";
import { receive } from "./receive.ts";
import { explained, FAILED, type Said, say } from "./say.ts";

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
  const argv = process.argv.slice(2);
  const words = await openWords();
  // How it is called is told beside a bot that runs, too: the data folder is that one's.
  const received = receive(argv, env);
  if (received.kind !== "asked") {
    print(explained(words, received));
    return;
  }
  const read = readConfig(env);
  if (!read.ok) {
    print({ status: FAILED, stdout: "", stderr: read.problems.join("\n") });
    return;
  }
  const { data, database } = read.config;
  const opened = await openStore({ data, ...(database && { database }) });
  if (!opened.ok) {
    print({ status: FAILED, stdout: "", stderr: opened.problem });
    return;
  }
  const { store } = opened;
  const log = fileLog(data);
  const bot = await openBot(
    {
      ...{ secret: openSecret(data, randomBytes), log, random: randomBytes, now: Date.now },
      preferences: preferencesOf(store, log),
      services: servicesOf(store, openBank(store, log), []),
    },
    words,
  );
  const said = await say(bot, argv, env);
  await store.close();
  print(said);
}

function print({ status, stdout, stderr }: Said): void {
  if (stdout !== "") process.stdout.write(`${stdout}\n`);
  if (stderr !== "") process.stderr.write(`${stderr}\n`);
  process.exitCode = status;
}

await start();
