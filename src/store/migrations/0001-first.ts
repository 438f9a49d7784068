/** Events that were handled, installations, settings, and places where nothing can be posted. */
import type { MigrationOf } from "./columns.ts";

export const first: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema
      .createTable("seen")
      .addColumn("key", text, (column) => column.primaryKey().notNull())
      .addColumn("until", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("seen_until").on("seen").column("until").execute();
    await db.schema
      .createTable("installations")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("value", text, (column) => column.notNull())
      .addColumn("installed_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("people")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("language", text)
      .addColumn("timezone", text)
      .addColumn("visibility", text)
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("places")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("language", text)
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("broken_places")
      .addColumn("place", text, (column) => column.primaryKey().notNull())
      .addColumn("reason", text, (column) => column.notNull())
      .addColumn("since", "bigint", (column) => column.notNull())
      .addColumn("told_at", "bigint")
      .execute();
  },
});
