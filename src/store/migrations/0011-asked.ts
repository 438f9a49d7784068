/** Which questions a person has been shown: also those that they never answered. */
import type { MigrationOf } from "./columns.ts";

export const asked: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema
      .createTable("asked")
      .addColumn("person", text, (column) => column.notNull())
      .addColumn("question", text, (column) => column.notNull())
      .addColumn("times", "integer", (column) => column.notNull())
      .addColumn("asked_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("asked_key", ["person", "question"])
      .execute();
  },
});
