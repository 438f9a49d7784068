/** Brings a database to the schema of this code, or leaves it as it is. */
import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { newerFault } from "./fault.ts";
import { columnsOf, type Engine } from "./migrations/columns.ts";
import { MIGRATIONS } from "./migrations/index.ts";

/** In the order in which they run. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS).sort();

/** Kysely's own names. */
const MIGRATION_TABLE = "kysely_migration";
const LOCK_TABLE = "kysely_migration_lock";

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

/** A write that changes nothing: a full disk and a read-only server are told at the start, not by a learner's answer. */
export async function tryToWrite<T>(db: Kysely<T>): Promise<void> {
  await sql`update ${sql.table(LOCK_TABLE)} set is_locked = is_locked`.execute(db);
}
