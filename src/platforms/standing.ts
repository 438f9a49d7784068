/**
 * Whether a platform takes the bot's token. Nobody is told when a token is revoked, and a bot that nobody talks to
 * would not notice: so it is asked, every minute, and at once where something was refused.
 */
import type { Log } from "../chat/bot.ts";

export interface Standing {
  /** True, or why nothing can be done on the platform, for whoever runs the bot. */
  well(): true | string;
  /** Something failed: asks now. */
  doubt(): void;
  stop(): void;
}

export interface StandingParts {
  readonly name: string;
  /** Asks the platform who we are; rejects where it does not say. */
  readonly ask: () => Promise<unknown>;
  /** In words, with what to do about it. */
  readonly reasonOf: (error: unknown) => string;
  readonly log: Log;
}

/** Pauses between two questions. Short while it is not well: one lost answer must not count for a minute. */
const PAUSE_MS = { well: 60_000, unwell: 5_000 };

const NOT_YET = "it has not said yet whether it takes the token";

export function watchStanding({ name, ask, reasonOf, log }: StandingParts): Standing {
  let well: true | string = NOT_YET;
  let stopped = false;
  let looking = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    looking = true;
    clearTimeout(timer);
    const [found, err] = await ask().then(
      () => [true] as const,
      (error: unknown) => [reasonOf(error), error] as const,
    );
    looking = false;
    if (stopped) return;
    // Said once, and not every five seconds.
    if (found !== true && found !== well) log.error({ err }, `${name}: ${found}`);
    if (found === true && well !== true && well !== NOT_YET) log.info({}, `${name} takes the bot's token`);
    well = found;
    timer = setTimeout(look, found === true ? PAUSE_MS.well : PAUSE_MS.unwell);
  };
  void look();
  return {
    well: () => well,
    doubt() {
      // What is not well is asked about soon anyway, however much fails meanwhile.
      if (well === true && !looking && !stopped) void look();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
