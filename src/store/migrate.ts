/** Brings a database to the schema of this code, or leaves it as it is. */
import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { newerFault } from "./fault.ts";
import { columnsOf, type Engine } from "./migrations/columns.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Database } from "./schema.ts";

/** In the order in which they run. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS).sort();

/** Kysely's own name. */
const MIGRATION_TABLE = "kysely_migration";

/** The migrations that this database has had. Only reads; throws a `StoreFault` where one of them is not ours. */
export async function appliedMigrations<T>(db: Kysely<T>, where: string): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === MIGRATION_TABLE)) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(MIGRATION_TABLE)}`.execute(db);
  const names = rows.map(({ name }) => name).sort();
  const unknown = names.find((name) => !MIGRATION_NAMES.includes(name));
  if (unknown !== undefined) throw newerFault(where, unknown);
  return names;
}

/** All or nothing on both engines; processes that start together wait for one another. */
export async function migrate<T>(db: Kysely<T>, engine: Engine): Promise<void> {
  const columns = columnsOf(engine);
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, migrationOf]) => [name, migrationOf(columns)]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/**
 * A write that leaves nothing behind: a full disk and a read-only server are told by whoever looks after the bot, and not
 * by a learner's answer. A row that is updated to what it is would not do: SQLite sees that and writes nothing.
 */
export async function tryToWrite(db: Kysely<Database>): Promise<void> {
  const key = "whether the database can be written";
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("seen")
      .values({ key, until: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await transaction.deleteFrom("seen").where("key", "=", key).execute();
  });
}
