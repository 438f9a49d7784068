/**
 * People stand apart from what they did: moves and options name them by a number, and one row says whose it is. What
 * was stored before has ids and names inside its JSON, and no later engine could play on with it, so it goes.
 */
import type { MigrationOf } from "./columns.ts";

export const connectionPeople: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema.dropTable("connection_seats").execute();
    await db.schema.dropTable("connection_moves").execute();
    await db.deleteFrom("connections").execute();
    // Nobody wrote the one or asked by the other.
    await db.schema.dropIndex("connections_status").execute();
    await db.schema.alterTable("connections").dropColumn("card").execute();
    await db.schema
      .createTable("connection_people")
      .addColumn("connection", text, (column) =>
        column.notNull().references("connections.id").onDelete("cascade"),
      )
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("person", text)
      .addColumn("name", text)
      .addPrimaryKeyConstraint("connection_people_key", ["connection", "number"])
      .execute();
    await db.schema
      .createIndex("connection_people_person")
      .on("connection_people")
      .columns(["person", "connection"])
      .execute();
    await db.schema
      .createTable("connection_moves")
      .addColumn("connection", text, (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("person", "integer", (column) => column.notNull())
      .addColumn("move", text, (column) => column.notNull())
      .addColumn("made_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("connection_moves_key", ["connection", "number"])
      .addForeignKeyConstraint(
        "connection_moves_person",
        ["connection", "person"],
        "connection_people",
        ["connection", "number"],
        (constraint) => constraint.onDelete("cascade"),
      )
      .execute();
  },
});
