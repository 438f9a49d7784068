/** What was said on the local page. */
import type { MigrationOf } from "./columns.ts";

export const pageMessages: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema
      .createTable("page_messages")
      .addColumn("page", text, (column) => column.notNull())
      .addColumn("id", "bigint", (column) => column.notNull())
      .addColumn("person", text)
      .addColumn("kept", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("page_messages_key", ["page", "id"])
      .execute();
  },
});
