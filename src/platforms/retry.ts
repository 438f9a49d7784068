/** A platform that is away is tried again, ever more patiently; one that was there for a while gets a new start. */

/** Pauses before another try: the first, and the longest that doubling leads to. */
const PAUSE_MS = { first: 1_000, longest: 60_000 };

export interface Retry {
  /** Does the work after the next pause, and says how long that is (ms). Only the last work asked for is done. */
  again(work: () => void): number;
  /** It is there now. A connection that does not last is no new start, or it would be asked for every second. */
  reached(): void;
  stop(): void;
}

/** @param now milliseconds, of a clock that nobody sets back. */
export function createRetry(now: () => number = () => performance.now()): Retry {
  let pauseMs = PAUSE_MS.first;
  let since: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    again(work) {
      if (since !== undefined && now() - since >= PAUSE_MS.longest) pauseMs = PAUSE_MS.first;
      since = undefined;
      clearTimeout(timer);
      const inMs = pauseMs;
      timer = setTimeout(work, inMs);
      pauseMs = Math.min(pauseMs * 2, PAUSE_MS.longest);
      return inMs;
    },
    reached() {
      since ??= now();
    },
    stop: () => clearTimeout(timer),
  };
}
