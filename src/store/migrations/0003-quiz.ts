/** Answers, review cards, the servers' own questions, reports, and the daily posts. */
import type { Kysely } from "kysely";
import type { Columns, MigrationOf } from "./columns.ts";

export const quiz: MigrationOf = (columns) => ({
  async up(db) {
    await answers(db, columns);
    await bank(db, columns);
    await daily(db, columns);
  },
});

async function answers(db: Kysely<unknown>, { text }: Columns): Promise<void> {
  await db.schema
    .createTable("answers")
    .addColumn("id", text, (column) => column.primaryKey().notNull())
    .addColumn("person", text, (column) => column.notNull())
    .addColumn("question", text, (column) => column.notNull())
    .addColumn("question_version", "integer", (column) => column.notNull())
    .addColumn("server", text)
    .addColumn("slot", text)
    .addColumn("answer", text, (column) => column.notNull())
    .addColumn("right", "integer", (column) => column.notNull())
    .addColumn("points", "integer", (column) => column.notNull())
    .addColumn("first", "integer", (column) => column.notNull())
    .addColumn("changes", "integer", (column) => column.notNull())
    .addColumn("answered_at", "bigint", (column) => column.notNull())
    .execute();
  const index = (name: string, keys: string[]) =>
    db.schema.createIndex(name).on("answers").columns(keys).execute();
  await index("answers_person", ["person", "answered_at"]);
  await index("answers_board", ["server", "answered_at", "person", "points"]);
  await index("answers_slot", ["slot"]);
  await index("answers_question", ["question", "person", "first", "right"]);
  await db.schema
    .createTable("review_cards")
    .addColumn("person", text, (column) => column.notNull())
    .addColumn("question", text, (column) => column.notNull())
    .addColumn("due", "bigint", (column) => column.notNull())
    .addColumn("card", text, (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("review_cards_key", ["person", "question"])
    .execute();
  await db.schema.createIndex("review_cards_due").on("review_cards").columns(["person", "due"]).execute();
}

async function bank(db: Kysely<unknown>, { text }: Columns): Promise<void> {
  await db.schema
    .createTable("questions")
    .addColumn("server", text, (column) => column.notNull())
    .addColumn("id", text, (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("question", text)
    .addColumn("disabled", "integer", (column) => column.notNull())
    .addColumn("changed_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("questions_key", ["server", "id"])
    .execute();
  await db.schema
    .createTable("reports")
    .addColumn("id", text, (column) => column.primaryKey().notNull())
    .addColumn("server", text)
    .addColumn("person", text, (column) => column.notNull())
    .addColumn("question", text, (column) => column.notNull())
    .addColumn("question_version", "integer", (column) => column.notNull())
    .addColumn("reason", text, (column) => column.notNull())
    .addColumn("reported_at", "bigint", (column) => column.notNull())
    .addColumn("settled_at", "bigint")
    .execute();
  await db.schema.createIndex("reports_server").on("reports").columns(["server", "reported_at"]).execute();
}

async function daily(db: Kysely<unknown>, { text }: Columns): Promise<void> {
  await db.schema
    .createTable("schedules")
    .addColumn("id", text, (column) => column.primaryKey().notNull())
    .addColumn("server", text, (column) => column.notNull())
    .addColumn("place", text, (column) => column.notNull())
    .addColumn("setting", text, (column) => column.notNull())
    .addColumn("bag", text, (column) => column.notNull())
    .addColumn("next_due", "bigint")
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("changed_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("schedules_due").on("schedules").column("next_due").execute();
  await db.schema.createIndex("schedules_server").on("schedules").columns(["server", "place"]).execute();
  await db.schema
    .createTable("slots")
    .addColumn("schedule", text, (column) => column.notNull().references("schedules.id").onDelete("cascade"))
    .addColumn("day", text, (column) => column.notNull())
    .addColumn("state", text, (column) => column.notNull())
    .addColumn("post", text, (column) => column.notNull())
    .addColumn("due_at", "bigint", (column) => column.notNull())
    .addColumn("lease_until", "bigint", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("message", text)
    .addColumn("reveal_at", "bigint")
    .addColumn("reason", text)
    .addPrimaryKeyConstraint("slots_key", ["schedule", "day"])
    .execute();
  await db.schema.createIndex("slots_state").on("slots").columns(["state", "lease_until"]).execute();
  await db.schema
    .createTable("seasons")
    .addColumn("server", text, (column) => column.notNull())
    .addColumn("season", text, (column) => column.notNull())
    .addColumn("standings", text, (column) => column.notNull())
    .addColumn("frozen_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("seasons_key", ["server", "season"])
    .execute();
}
