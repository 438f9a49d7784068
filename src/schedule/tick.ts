/** The one tick: once a minute, whatever is due. node-cron knows nothing of days and zones here. */
import { schedule } from "node-cron";
import type { Log } from "../chat/bot.ts";
import type { Outbox } from "./outbox.ts";

/** A round that is still running when the next minute comes goes on alone. Stops when it is asked, after its round. */
export function startTick(outbox: Outbox, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const round = (): Promise<void> => {
    running ??= outbox.round().finally(() => {
      running = undefined;
    });
    return running;
  };
  void round();
  const task = schedule("* * * * *", round, {
    name: "daily",
    // A blocked event loop delays a minute; it is not to be dropped.
    missedExecutionTolerance: 60_000,
    logger: toLog(log),
  });
  return {
    async stop() {
      await task.destroy();
      await running;
    },
  };
}

/** node-cron's own writes to the terminal. */
const toLog = (log: Log) => ({
  debug() {},
  info() {},
  warn: (words: string) => log.warn({}, words),
  error: (words: string | Error, err?: Error) =>
    log.error({ err: err ?? words }, words instanceof Error ? "tick" : words),
});
