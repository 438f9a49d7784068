/** The day for which an answer counts, as its author's calendar had it: a later change of time zone moves no day. */
import type { MigrationOf } from "./columns.ts";

export const days: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema.alterTable("answers").addColumn("day", text).execute();
    await db.schema.createIndex("answers_day").on("answers").columns(["person", "day"]).execute();
  },
});
