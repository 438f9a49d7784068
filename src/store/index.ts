/** Everything that Ackademy must remember. Nothing in here reads a clock: `now` is milliseconds since 1970 (UTC). */
import { type Answers, answersIn } from "./answers.ts";
import { type AskedQuestions, askedIn } from "./asked.ts";
import { type BrokenPlaces, brokenPlacesIn } from "./broken-places.ts";
import { type Connections, connectionsIn } from "./connections.ts";
import { StoreFault, StoreInUse } from "./fault.ts";
import { type Installations, installationsIn } from "./installations.ts";
import { tryToWrite } from "./migrate.ts";
import type { Opened } from "./opened.ts";
import { type PageMessages, pageMessagesIn } from "./page-messages.ts";
import { type People, peopleIn } from "./people.ts";
import { type PostedDays, postedDaysIn } from "./posted-days.ts";
import { type Questions, questionsIn } from "./questions.ts";
import { type Reports, reportsIn } from "./reports.ts";
import { type ReviewCards, reviewCardsIn } from "./review-cards.ts";
import { type Schedules, schedulesIn } from "./schedules.ts";
import { type Seasons, seasonsIn } from "./seasons.ts";
import { type Seen, seenIn } from "./seen.ts";
import { type Settings, settingsIn } from "./settings.ts";
import { type Slots, slotsIn } from "./slots.ts";
import { openSqlite } from "./sqlite.ts";

export interface StorePlace {
  /** Folder of the SQLite file; made where it is missing. */
  readonly data: string;
  /** `postgres://…`: then nothing is kept in the folder. */
  readonly database?: string;
}

export interface Store extends Opened {
  /** True, or why nothing can be written now, in a sentence for whoever runs the bot. Writes, and leaves nothing behind. */
  writable(): Promise<true | string>;
  readonly seen: Seen;
  readonly installations: Installations;
  readonly settings: Settings;
  readonly people: People;
  readonly brokenPlaces: BrokenPlaces;
  readonly connections: Connections;
  readonly answers: Answers;
  readonly asked: AskedQuestions;
  readonly reviewCards: ReviewCards;
  readonly questions: Questions;
  readonly reports: Reports;
  readonly schedules: Schedules;
  readonly slots: Slots;
  readonly postedDays: PostedDays;
  readonly seasons: Seasons;
  readonly pageMessages: PageMessages;
}

/**
 * `problem` is a sentence for whoever runs the bot, `inUse` that another Ackademy holds the folder; the data is as it
 * was then. Throws for bugs alone.
 */
export async function openStore({
  data,
  database,
}: StorePlace): Promise<{ ok: true; store: Store } | { ok: false; problem: string; inUse: boolean }> {
  try {
    return { ok: true, store: storeOf(await open(data, database)) };
  } catch (error) {
    if (error instanceof StoreFault)
      return { ok: false, problem: error.message, inUse: error instanceof StoreInUse };
    throw error;
  }
}

/** PostgreSQL's client is loaded only where it is used: that takes as long as all that SQLite does at a start. */
const open = async (data: string, database: string | undefined): Promise<Opened> =>
  database === undefined ? openSqlite(data) : (await import("./postgresql.ts")).openPostgresql(database);

const sentenceOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

const storeOf = (opened: Opened): Store => ({
  ...opened,
  writable: () =>
    tryToWrite(opened.db).then(
      () => true as const,
      (error: unknown) => sentenceOf(opened.fault(error)),
    ),
  seen: seenIn(opened),
  installations: installationsIn(opened),
  settings: settingsIn(opened),
  people: peopleIn(opened),
  brokenPlaces: brokenPlacesIn(opened),
  connections: connectionsIn(opened),
  answers: answersIn(opened),
  asked: askedIn(opened),
  reviewCards: reviewCardsIn(opened),
  questions: questionsIn(opened),
  reports: reportsIn(opened),
  schedules: schedulesIn(opened),
  slots: slotsIn(opened),
  postedDays: postedDaysIn(opened),
  seasons: seasonsIn(opened),
  pageMessages: pageMessagesIn(opened),
});
