/** How many pictures one person, and one channel, may ask for in a while. */
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { PICTURES_PER_CHANNEL, PICTURES_PER_PERSON, PICTURES_SECONDS } from "./limits.ts";
import type { Context } from "./message.ts";

/** Takes one picture from what is left: 0, or how many milliseconds until there is another. */
export type Pace = (context: Pick<Context, "asker" | "place">) => Promise<number>;

export function createPace(
  perPerson = PICTURES_PER_PERSON,
  perChannel = PICTURES_PER_CHANNEL,
  seconds = PICTURES_SECONDS,
): Pace {
  const persons = new RateLimiterMemory({ points: perPerson, duration: seconds });
  const channels = new RateLimiterMemory({ points: perChannel, duration: seconds });
  return async ({ asker, place }) => {
    const wait = await take(persons, asker.id);
    return wait > 0 ? wait : take(channels, `${place.server ?? ""} ${place.channel}`);
  };
}

async function take(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refused) {
    // The library throws its answer; anything else that it throws is a fault.
    if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext);
    throw refused;
  }
}
