/** What commands may use of the store, and the daily posts: put together for `main.ts`. */
import { createHmac } from "node:crypto";
import type { Bot, Log } from "./chat/bot.ts";
import { type Breaks, breaksInMemory } from "./chat/breaks.ts";
import type { Platform } from "./chat/platform.ts";
import type { Preferences } from "./chat/preferences.ts";
import { type Rates, ratesInMemory, waitOn } from "./chat/rates.ts";
import type { Services } from "./chat/services.ts";
import type { Trouble } from "./chat/trouble.ts";
import { questionFaults, questions } from "./content/questions.ts";
import { BusyError } from "./diagram/index.ts";
import { BREAKS_MS, PREFERENCES_MS } from "./operating/limits.ts";
import { withinMs } from "./operating/outage.ts";
import type { Past } from "./platforms/web/keep.ts";
import type { Kept } from "./platforms/web/room.ts";
import { type Bank, bankOf } from "./quiz/bank.ts";
import { createOutbox } from "./schedule/outbox.ts";
import { postedQuestion } from "./schedule/posted.ts";
import { postedToday } from "./schedule/posted-today.ts";
import { revealChart } from "./schedule/reveal-chart.ts";
import { startTick } from "./schedule/tick.ts";
import { recentTables } from "./shared-connection/recent.ts";
import { StoreFault } from "./store/fault.ts";
import type { Store } from "./store/index.ts";
import { limiterIn } from "./store/rates.ts";

/** An entry of the bank that cannot be read is told to whoever runs the bot; the rest is asked all the same. */
export function openBank(store: Store, log: Log): Bank {
  for (const fault of questionFaults) log.warn({ ...fault }, "a question cannot be read");
  return bankOf(questions, store.questions);
}

/** `platforms`: the names of those that can post by themselves. */
export const servicesOf = (store: Store, bank: Bank, platforms: readonly string[]): Services => ({
  connections: { ...store.connections, recent: recentTables() },
  quiz: {
    ...{ ...store, bank },
    posted: (name, now) => postedQuestion({ ...store, bank }, name, now),
    postedToday: (channel, now) => postedToday(store, channel, now),
  },
  daily: { ...store, bank, platforms },
});

/** What an error is where it is no bug. */
export const troubleOf =
  ({ fault }: Pick<Store, "fault">) =>
  (error: unknown): Trouble | undefined => {
    if (error instanceof BusyError) return "busy";
    return fault(error) instanceof StoreFault ? "away" : undefined;
  };

/** Whoever else keeps something of a person forgets it right after the store has. */
export const forgottenBy = (
  people: Store["people"],
  others: Iterable<(person: string) => void>,
): Store["people"] => ({
  ...people,
  async forget(person) {
    await people.forget(person);
    for (const forget of others) forget(person);
  },
});

/** Of the page whose buttons this secret seals: another secret's could not be pressed any more. */
export function pastOf({ pageMessages }: Store, secret: Uint8Array): Past {
  const page = createHmac("sha256", secret).update("page").digest("base64url");
  return {
    read: async () => (await pageMessages.of(page)).map(({ kept }) => kept as Kept),
    save: (changed, gone) =>
      pageMessages.save(
        page,
        changed.map((kept) => ({ id: kept.message.id, person: kept.only ?? kept.by ?? null, kept })),
        gone,
      ),
  };
}

/** While the database is away, everybody is spoken to as their platform says. */
export const preferencesOf = ({ settings }: Store, log: Log): Preferences => {
  const orNothing = <T>(chosen: Promise<{ readonly language?: T }>): Promise<T | undefined> =>
    withinMs(chosen, PREFERENCES_MS).then(
      ({ language }) => language,
      (err: unknown) => {
        log.error({ err }, "nobody's choice of language can be read");
        return undefined;
      },
    );
  return {
    languageOf: (id) => orNothing(settings.ofPerson(id)),
    languageOfPlace: (id) => orNothing(settings.ofPlace(id)),
  };
};

/** What all processes of one PostgreSQL count together; each for itself where that cannot be. */
export const ratesOf =
  (store: Store): Rates =>
  (rate) => {
    const waiting = limiterIn(store, rate)
      .then(waitOn)
      .catch(() => ratesInMemory(rate));
    return async (key) => (await waiting)(key);
  };

/** What all processes of one store have told together; while the database is away, each for itself. */
export function breaksOf({ brokenPlaces }: Pick<Store, "brokenPlaces">, now: () => number, log: Log): Breaks {
  const own = breaksInMemory();
  const orOwn = <T>(work: Promise<T>, instead: () => Promise<T>): Promise<T> =>
    withinMs(work, BREAKS_MS).catch((err: unknown) => {
      log.error({ err }, "the database does not take what was told of a channel");
      return instead();
    });
  const first = async (place: string, why: string): Promise<boolean> => {
    await brokenPlaces.mark(place, why, now());
    return brokenPlaces.claimTelling(place, now());
  };
  const over = async (place: string): Promise<void> => {
    if ((await brokenPlaces.find(place)) !== undefined) await brokenPlaces.mend(place);
  };
  return {
    first: (place, why) => orOwn(first(place, why), () => own.first(place, why)),
    async over(place) {
      await own.over(place);
      await orOwn(over(place), async () => {});
    },
  };
}

export interface DailyParts {
  readonly store: Store;
  readonly bank: Bank;
  readonly bot: Bot;
  readonly log: Log;
  readonly platforms: readonly Platform[];
  readonly now: () => number;
}

/** Posts what is due, every minute, until it is stopped. */
export const startDaily = ({ store, bot, ...parts }: DailyParts): { stop(): Promise<void> } => {
  const said = { language: bot.language, open: bot.open, chart: revealChart };
  return startTick(createOutbox({ ...store, ...parts, ...said }), parts.log);
};
