/** How long a piece of work keeps everybody else from their turn. */
import { setImmediate } from "node:timers/promises";

/** The longest time (ms) between two turns of the event loop meanwhile. */
export async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, busy] = [0, performance.now(), true];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const done = work().finally(() => {
    look();
    busy = false;
  });
  while (busy) {
    look();
    await setImmediate();
  }
  await done;
  return longest;
}
