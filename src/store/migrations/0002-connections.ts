/** Connections that a thread plays: their moves and their seats. */
import type { MigrationOf } from "./columns.ts";

export const connections: MigrationOf = ({ text }) => ({
  async up(db) {
    await db.schema
      .createTable("connections")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("place", text, (column) => column.notNull())
      .addColumn("scenario", text, (column) => column.notNull())
      .addColumn("seed", "bigint", (column) => column.notNull())
      .addColumn("engine_version", text, (column) => column.notNull())
      .addColumn("options", text, (column) => column.notNull())
      .addColumn("status", text, (column) => column.notNull())
      .addColumn("card", text)
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex("connections_place")
      .on("connections")
      .columns(["place", "created_at"])
      .execute();
    await db.schema
      .createIndex("connections_status")
      .on("connections")
      .columns(["status", "changed_at"])
      .execute();
    await db.schema
      .createTable("connection_moves")
      .addColumn("connection", text, (column) =>
        column.notNull().references("connections.id").onDelete("cascade"),
      )
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("person", text, (column) => column.notNull())
      .addColumn("move", text, (column) => column.notNull())
      .addColumn("made_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("connection_moves_key", ["connection", "number"])
      .execute();
    await db.schema
      .createTable("connection_seats")
      .addColumn("connection", text, (column) =>
        column.notNull().references("connections.id").onDelete("cascade"),
      )
      .addColumn("seat", text, (column) => column.notNull())
      .addColumn("person", text)
      .addColumn("name", text)
      .addColumn("since", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("connection_seats_key", ["connection", "seat"])
      .execute();
    await db.schema.createIndex("connection_seats_person").on("connection_seats").column("person").execute();
  },
});
