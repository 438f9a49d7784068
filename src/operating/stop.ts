/** The end of the process: cleanly at the first signal, at once at the second. */
import { setTimeout as wait } from "node:timers/promises";
import type { Log } from "../chat/bot.ts";
import { STOP_LOOK_MS, STOP_MS } from "./limits.ts";

export interface StopParts {
  /** Takes nothing new from now on; what came in before is still answered. */
  readonly closeIntake: () => Promise<void>;
  /** What is still being answered. */
  readonly underWay: () => number;
  /** When nothing is under way: the daily posts' clock. */
  readonly stopClock: () => Promise<void>;
  readonly closeStore: () => Promise<void>;
  readonly log: Log;
  readonly stopMs?: number;
}

/**
 * Intake, then queues, clock, database, each when the one before is done; together at most `STOP_MS`. What is given up
 * is not lost: an answer was never there, and a daily post that was not marked is sent again under the same key. A step
 * that fails holds up none of the others: the database is to be closed all the same. Never rejects.
 */
export async function stopInOrder(parts: StopParts): Promise<void> {
  const { log, stopMs = STOP_MS } = parts;
  let at = "";
  const tried = (step: string, work: () => Promise<void>): Promise<void> =>
    work().catch((err: unknown) => log.error({ err, at: step }, "not stopped cleanly"));
  const inOrder = async (): Promise<"stopped"> => {
    // Both take as long as what is under way: the clock's own round is part of it.
    const closing = tried("the intake", parts.closeIntake);
    const clock = tried("the daily posts", parts.stopClock);
    at = "what is under way";
    while (parts.underWay() > 0) await wait(STOP_LOOK_MS);
    at = "the intake";
    await closing;
    at = "the daily posts";
    await clock;
    at = "the database";
    await tried(at, parts.closeStore);
    return "stopped";
  };
  const ended = await Promise.race([inOrder(), wait(stopMs, "late" as const, { ref: false })]);
  if (ended === "late")
    log.warn({ at, underWay: parts.underWay(), ms: stopMs }, "stopped without waiting longer");
  else log.info({}, "stopped");
}

export function onStopSignal(stop: (signal: string) => Promise<void>, log: Log): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop(signal).then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, "not stopped cleanly");
          process.exit(1);
        },
      );
    });
  }
}
