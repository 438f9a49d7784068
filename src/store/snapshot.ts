/** Reads a database beside the bot that uses it: every row as of one moment. */
import type { Kysely } from "kysely";
import { nameOf, postgresFault, StoreFault } from "./fault.ts";
import type { StorePlace } from "./index.ts";
import { appliedMigrations, MIGRATION_NAMES } from "./migrate.ts";
import type { Database } from "./schema.ts";
import { readSqlite, sqliteFileIn } from "./sqlite.ts";

/** Throws a `StoreFault` where the database cannot be read, or its schema is not this code's. */
export async function readSnapshot<T>(
  { data, database }: StorePlace,
  read: (db: Kysely<Database>) => Promise<T>,
): Promise<T> {
  const where = database === undefined ? sqliteFileIn(data) : nameOf(database);
  const { db, close } = await (database === undefined
    ? readSqlite(data)
    : (await import("./postgresql.ts")).readPostgresql(database));
  try {
    return await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute(async (transaction) => {
        await checkSchema(transaction, where);
        return read(transaction);
      });
  } catch (error) {
    throw database === undefined ? error : postgresFault(error, where);
  } finally {
    await close();
  }
}

export async function checkSchema(db: Kysely<Database>, where: string): Promise<void> {
  const applied = await appliedMigrations(db, where);
  if (applied.length < MIGRATION_NAMES.length) {
    throw new StoreFault(`${where} was written by an older Ackademy: start this one once, which updates it.`);
  }
}
