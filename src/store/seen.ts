/** Each event of a platform once, across restarts and processes. */
import { createHash } from "node:crypto";
import { KEY_MAX, SEEN_CLAIMS_PER_SWEEP, SEEN_MS, SEEN_MS_MIN } from "./limits.ts";
import type { Opened } from "./opened.ts";

export interface Seen {
  /**
   * Whether this is the first to claim the key within `ttlMs` (15 minutes unless told). Of claims at the same moment,
   * in however many processes, one is the first. Throws a RangeError below 10 minutes.
   */
  claim(key: string, now: number, options?: { readonly ttlMs?: number }): Promise<boolean>;
  /** Forgets what has run out and says how much that was. `claim` does so itself now and then. */
  sweep(now: number): Promise<number>;
}

export function seenIn({ db }: Opened): Seen {
  let claims = 0;
  const sweep = async (now: number): Promise<number> => {
    const { numDeletedRows } = await db.deleteFrom("seen").where("until", "<=", now).executeTakeFirst();
    return Number(numDeletedRows);
  };
  return {
    sweep,
    async claim(key, now, { ttlMs = SEEN_MS } = {}) {
      if (!(ttlMs >= SEEN_MS_MIN)) throw new RangeError(`an event is kept for ${SEEN_MS_MIN} ms at least`);
      claims++;
      if (claims % SEEN_CLAIMS_PER_SWEEP === 0) await sweep(now);
      const first = await db
        .insertInto("seen")
        .values({ key: bounded(key), until: now + ttlMs })
        .onConflict((conflict) =>
          conflict
            .column("key")
            .doUpdateSet({ until: now + ttlMs })
            .where("seen.until", "<=", now),
        )
        .returning("key")
        .executeTakeFirst();
      return first !== undefined;
    },
  };
}

const bounded = (key: string): string =>
  key.length <= KEY_MAX ? key : `sha256:${createHash("sha256").update(key).digest("hex")}`;
