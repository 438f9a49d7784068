/** The composition root: reads the configuration, opens the bot, starts the platforms, stops them cleanly. */
import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { openBot, openSecret } from "./chat/load.ts";
import { readConfig, readEnvironment } from "./config.ts";
import { startWeb } from "./platforms/web/index.ts";

async function start(): Promise<void> {
  const read = readConfig(readEnvironment());
  if (!read.ok) {
    process.stderr.write(`${read.problems.join("\n")}\n`);
    process.exitCode = 1;
    return;
  }
  const { data, port, log: level } = read.config;
  // The log goes to stderr: what people are to read stays alone on stdout.
  const log = pino({ level }, pino.destination(2));
  const secret = openSecret(data, randomBytes);
  const bot = await openBot({ secret, log, random: randomBytes });
  const web = await startWeb({ bot, secret, port });
  if (port !== 0 && web.port !== port) process.stdout.write(`Port ${port} is taken; using ${web.port}.\n`);
  process.stdout.write(`Ackademy: ${web.url}\n`);
  stopOnSignal(async () => {
    await web.stop();
    log.flush();
  });
}

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
