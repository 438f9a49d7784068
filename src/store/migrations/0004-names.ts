/** The names of those who agreed to be shown on boards. */
import type { MigrationOf } from "./columns.ts";

export const names: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema.alterTable("people").addColumn("name", text).execute();
  },
});
