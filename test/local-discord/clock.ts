/** Discord's clock: the real one, which a test can put forward. */

export interface Clock {
  /** Milliseconds since 1970. Give it to a bot in HTTP mode too: signatures carry this time. */
  now(): number;
  /** So many milliseconds pass at once: nobody waits for a token to expire. */
  advance(ms: number): void;
  /** Time stands still, for tests that are not about it: a busy machine may draw for longer than Discord waits. */
  stop(): void;
}

export function createClock(onAdvance: () => void): Clock {
  let ahead = 0;
  let stoppedAt: number | undefined;
  return {
    now: () => (stoppedAt ?? Date.now()) + ahead,
    stop: () => {
      stoppedAt ??= Date.now();
    },
    advance: (ms) => {
      ahead += ms;
      onAdvance();
    },
  };
}
