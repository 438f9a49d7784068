/** How fast a platform may be asked for things: whoever comes too early waits for their turn. */
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible";

/** Resolves when it is this key's turn, in the order of asking. */
export type Wait = (key: string) => Promise<void>;

/** So many times (`points`) in so many `seconds`, for each key. */
export interface Rate {
  /** Under this name all that share a store count together. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

export type Rates = (rate: Rate) => Wait;

/** For one process. */
export const ratesInMemory: Rates = ({ points, seconds }) =>
  waitOn(new RateLimiterMemory({ points, duration: seconds }));

/** `limiter` counts; the queue before it keeps the order. */
export function waitOn(limiter: RateLimiterAbstract): Wait {
  const queue = new RateLimiterQueue(limiter);
  return async (key) => {
    await queue.removeTokens(1, key);
  };
}
