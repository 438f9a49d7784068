/** Where a daily post is talked about. */
import type { MigrationOf } from "./columns.ts";

export const threads: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema.alterTable("slots").addColumn("thread", text).execute();
  },
});
