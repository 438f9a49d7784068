/** The one tick: once a minute, whatever is due. node-cron knows nothing of days and zones here. */
import { schedule } from "node-cron";
import type { Outbox } from "./outbox.ts";

/** A round that is still running when the next minute comes goes on alone. Stops when it is asked, after its round. */
export function startTick(outbox: Outbox): { stop(): Promise<void> } {
  let running: Promise<void> = outbox.round();
  const round = () => {
    running = running.then(() => outbox.round());
    return running;
  };
  const task = schedule("* * * * *", round, {
    name: "daily",
    noOverlap: true,
    // A blocked event loop delays a minute; it is not to be dropped.
    missedExecutionTolerance: 60_000,
  });
  return {
    async stop() {
      await task.destroy();
      await running;
    },
  };
}
