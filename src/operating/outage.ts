/** Once for each event, also while the database is away: then this process's own memory decides, and people get answers. */
import type { Log } from "../chat/bot.ts";
import type { Once } from "../chat/platform.ts";
import { ONCE_KEYS, ONCE_MS } from "./limits.ts";

export function onceInOutage(claim: (key: string) => Promise<boolean>, log: Log): Once {
  const mine = new Set<string>();
  return {
    async first(key) {
      const before = mine.has(key);
      mine.add(key);
      const oldest = mine.values().next().value;
      if (mine.size > ONCE_KEYS && oldest !== undefined) mine.delete(oldest);
      try {
        return await withinMs(claim(key), ONCE_MS);
      } catch (err) {
        log.error({ err }, "the database does not take events: what comes in is answered all the same");
        return !before;
      }
    },
  };
}

/** Rejects where the work takes longer; what it comes to then is nobody's. */
export async function withinMs<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
