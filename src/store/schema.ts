/**
 * Every table, as both engines know it: the shape of its rows, and its primary key. Parents stand before their
 * children. Times are milliseconds since 1970 (UTC), `flag` is a boolean (SQLite binds no other), JSON is text. Ids of
 * people, channels and servers have their platform in front: `discord:80351110224678912`.
 */
import * as z from "zod";

const text = z.string();
const whole = z.int();
const flag = z.literal([0, 1]);
const json = z.string().refine(isJson, "is not JSON");
const day = z.iso.date();

export const TABLES = {
  seen: { key: ["key"], row: z.strictObject({ key: text, until: whole }) },
  installations: { key: ["id"], row: z.strictObject({ id: text, value: json, installed_at: whole }) },
  people: {
    key: ["id"],
    row: z.strictObject({
      id: text,
      language: text.nullable(),
      timezone: text.nullable(),
      visibility: text.nullable(),
      /** As boards show it, where the person agreed. */
      name: text.nullable(),
      changed_at: whole,
    }),
  },
  places: {
    key: ["id"],
    row: z.strictObject({ id: text, language: text.nullable(), changed_at: whole }),
  },
  broken_places: {
    key: ["place"],
    row: z.strictObject({ place: text, reason: text, since: whole, told_at: whole.nullable() }),
  },

  connections: {
    key: ["id"],
    row: z.strictObject({
      id: text,
      /** The channel or thread where it is played. */
      place: text,
      scenario: text,
      seed: whole,
      engine_version: text,
      /** How it is played: mode, turn limit, hints. */
      options: json,
      status: text,
      created_at: whole,
      changed_at: whole,
    }),
  },
  /** Everybody who did something there, or was named: the only place that knows who. */
  connection_people: {
    key: ["connection", "number"],
    row: z.strictObject({
      connection: text,
      /** From 0, within the connection. */
      number: whole,
      /** None where the person asked to be forgotten. */
      person: text.nullable(),
      name: text.nullable(),
    }),
  },
  /** The connection's version is the number of its last move. `person` is a number of `connection_people`. */
  connection_moves: {
    key: ["connection", "number"],
    row: z.strictObject({ connection: text, number: whole, person: whole, move: json, made_at: whole }),
  },

  answers: {
    key: ["id"],
    row: z.strictObject({
      id: text,
      person: text,
      question: text,
      question_version: whole,
      /** Where it counts for a board; none where it was practice in private. */
      server: text.nullable(),
      /** The daily slot that it answers, as `schedule/day`. */
      slot: text.nullable(),
      answer: json,
      right: flag,
      points: whole,
      /** The person's first answer to this question ever. */
      first: flag,
      changes: whole,
      answered_at: whole,
      /** The day for which it counts, in its author's time zone then; none for practice. */
      day: day.nullable(),
    }),
  },
  /** Shown in practice, answered or not. */
  asked: {
    key: ["person", "question"],
    row: z.strictObject({ person: text, question: text, times: whole, asked_at: whole }),
  },
  review_cards: {
    key: ["person", "question"],
    row: z.strictObject({ person: text, question: text, due: whole, card: json, version: whole }),
  },
  questions: {
    key: ["server", "id"],
    row: z.strictObject({
      server: text,
      id: text,
      version: whole,
      /** None where a question of the shipped bank is only disabled. */
      question: json.nullable(),
      disabled: flag,
      changed_at: whole,
    }),
  },
  reports: {
    key: ["id"],
    row: z.strictObject({
      id: text,
      server: text.nullable(),
      person: text,
      question: text,
      question_version: whole,
      reason: text,
      reported_at: whole,
      settled_at: whole.nullable(),
    }),
  },
  schedules: {
    key: ["id"],
    row: z.strictObject({
      id: text,
      server: text,
      place: text,
      /** Time, zone, weekdays, topics and the rest, as the manager set it. */
      setting: json,
      /** What is left of the bag of questions. */
      bag: json,
      /** None while it is paused or broken. */
      next_due: whole.nullable(),
      version: whole,
      changed_at: whole,
    }),
  },
  slots: {
    key: ["schedule", "day"],
    row: z.strictObject({
      schedule: text,
      day,
      state: z.enum(["reserved", "sent", "revealed", "skipped", "failed"]),
      /** What is posted: chosen when the slot is reserved. */
      post: json,
      due_at: whole,
      /** Nobody else may work on it before this. */
      lease_until: whole,
      attempts: whole,
      message: text.nullable(),
      /** The thread under it: wanted, or what became of it; null where none is wanted. */
      thread: z.enum(["wanted", "open", "refused"]).nullable(),
      reveal_at: whole.nullable(),
      reason: text.nullable(),
    }),
  },
  seasons: {
    key: ["server", "season"],
    row: z.strictObject({ server: text, season: text, standings: json, frozen_at: whole }),
  },
  page_messages: {
    key: ["page", "id"],
    row: z.strictObject({
      /** Of the installation whose page it is. */
      page: text,
      id: whole,
      person: text.nullable(),
      /** The message, and who may see it. */
      kept: json,
    }),
  },
} as const satisfies Readonly<Record<string, { key: readonly string[]; row: z.ZodType }>>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

export type Database = { readonly [K in TableName]: z.output<(typeof TABLES)[K]["row"]> };

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
