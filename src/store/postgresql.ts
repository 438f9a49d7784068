/** PostgreSQL: for several processes of one bot. */
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { nameOf, postgresFault } from "./fault.ts";
import {
  CONNECT_MS,
  IDLE_IN_TRANSACTION_MS,
  MIGRATION_MS,
  POOL_MAX,
  SILENCE_MS,
  STATEMENT_MS,
} from "./limits.ts";
import { appliedMigrations, migrate, tryToWrite } from "./migrate.ts";
import type { Opened } from "./opened.ts";
import { patient } from "./patient-pool.ts";
import type { Database } from "./schema.ts";

/** Throws a `StoreFault` where the server cannot be used; a database of a newer Ackademy is not touched. */
export async function openPostgresql(address: string, statementMs = STATEMENT_MS): Promise<Opened> {
  const where = nameOf(address);
  try {
    await migrateOnce(address, where);
    const opened = poolOf(address, POOL_MAX, statementMs);
    await tryToWrite(opened.db).catch(closing(opened));
    return opened;
  } catch (error) {
    throw postgresFault(error, where);
  }
}

/** A reader: whoever asks for more than one statement opens a transaction. */
export async function readPostgresql(address: string): Promise<Opened> {
  nameOf(address);
  return poolOf(address, 1, MIGRATION_MS);
}

/** On a connection of its own, because waiting for another process's migration counts as a statement. */
async function migrateOnce(address: string, where: string): Promise<void> {
  const one = poolOf(address, 1, MIGRATION_MS);
  const work = async () => {
    await appliedMigrations(one.db, where);
    await migrate(one.db, "postgresql");
  };
  await work().catch(closing(one));
  await one.close();
}

const closing = (opened: Opened) => async (error: unknown) => {
  await opened.close();
  throw error;
};

function poolOf(address: string, max: number, statementMs: number): Opened {
  const pool = new pg.Pool({
    connectionString: address,
    application_name: "ackademy",
    connectionTimeoutMillis: CONNECT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: { getTypeParser },
    max,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
  });
  // A resting connection that the server ends is replaced at the next query; unheard, it would end the process.
  pool.on("error", () => {});
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: patient(pool) }) });
  return {
    ...{ db, engine: "postgresql" },
    fault: (error) => postgresFault(error, nameOf(address)),
    close: () => db.destroy(),
  };
}

const { INT8, NUMERIC } = pg.types.builtins;

/** pg gives `bigint` and sums of it as strings. Nothing of ours leaves 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (id: number, format?: unknown) =>
  (id === INT8 || id === NUMERIC) && format !== "binary"
    ? Number
    : pg.types.getTypeParser(id, format as "text");
