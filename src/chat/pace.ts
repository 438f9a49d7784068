/** How many pictures one person, and one channel, may ask for in a while. */
import { createBuckets } from "./buckets.ts";
import { PICTURES_PER_CHANNEL, PICTURES_PER_PERSON, PICTURES_SECONDS } from "./limits.ts";
import type { Context } from "./message.ts";

/** Takes one picture from what is left: 0, or how many milliseconds until there is another. */
export type Pace = (context: Pick<Context, "asker" | "place">) => number;

/** @param now milliseconds. */
export function createPace(
  now: () => number,
  perPerson = PICTURES_PER_PERSON,
  perChannel = PICTURES_PER_CHANNEL,
  seconds = PICTURES_SECONDS,
): Pace {
  const persons = createBuckets({ burst: perPerson, perSecond: perPerson / seconds }, now);
  const channels = createBuckets({ burst: perChannel, perSecond: perChannel / seconds }, now);
  return ({ asker, place }) => {
    const channel = `${place.server ?? ""} ${place.channel}`;
    // Whoever is refused has spent nothing, of their own or of the channel's.
    const wait = Math.max(persons.wait(asker.id), channels.wait(channel));
    return wait > 0 ? wait : Math.max(persons.take(asker.id), channels.take(channel));
  };
}
