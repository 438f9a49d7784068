/**
 * SQLite: one file in the data folder, for one bot.
 *
 * Who owns the file is settled by a lock on a second, empty file and not by `locking_mode=EXCLUSIVE`: that would shut
 * out the backup of a running bot as well. The lock is the kernel's, so it frees itself however the process ends. In
 * WAL mode a reader never holds the bot up, and a durable insert costs the same in both modes (0.23 ms beside 0.24).
 */
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { LRUCache } from "lru-cache";
import { SQLite, type Statement } from "./better-sqlite3.ts";
import { StoreFault, StoreInUse, sqliteFault } from "./fault.ts";
import { SQLITE_BUSY_MS, STATEMENTS_MAX } from "./limits.ts";
import { appliedMigrations, migrate, tryToWrite } from "./migrate.ts";
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

const FILE = "ackademy.db";
const LOCK_FILE = "ackademy.lock";

export const sqliteFileIn = (data: string): string => join(data, FILE);

/** Throws a `StoreFault` where the file cannot be used; a file of a newer Ackademy is not touched. */
export async function openSqlite(data: string): Promise<Opened> {
  const file = sqliteFileIn(data);
  const open: { close(): unknown }[] = [];
  const closeAll = async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  };
  try {
    mkdirSync(data, { recursive: true });
    open.push(lock(data));
    makeFile(file);
    const connection = new SQLite(file, { timeout: SQLITE_BUSY_MS });
    open.push(connection);
    const { dialect, forget } = dialectOf(connection);
    const db = new Kysely<Database>({ dialect });
    await appliedMigrations(db, file);
    connection.pragma("journal_mode = WAL");
    connection.pragma("synchronous = FULL");
    connection.pragma("foreign_keys = ON");
    await migrate(db, "sqlite");
    await tryToWrite(db);
    forget();
    return { db, engine: "sqlite", fault: faultOf(file), close: closeAll };
  } catch (error) {
    await closeAll();
    throw sqliteFault(error, file);
  }
}

/** A reader beside the bot that runs, or without one; writes nothing. */
export async function readSqlite(data: string): Promise<Opened & { readonly connection: SQLite }> {
  const file = sqliteFileIn(data);
  if (!existsSync(file)) throw new StoreFault(`There is no ${file} yet: start the bot once, which makes it.`);
  try {
    const connection = new SQLite(file, { timeout: SQLITE_BUSY_MS, readonly: true, fileMustExist: true });
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: connection }) });
    const close = async () => void connection.close();
    return { db, connection, engine: "sqlite", fault: faultOf(file), close };
  } catch (error) {
    throw sqliteFault(error, file);
  }
}

const faultOf = (file: string) => (error: unknown) => sqliteFault(error, file);

function lock(data: string): SQLite {
  const file = join(data, LOCK_FILE);
  makeFile(file);
  const held = new SQLite(file, { timeout: 0 });
  try {
    held.exec("begin exclusive");
    return held;
  } catch (error) {
    held.close();
    if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
    throw new StoreInUse(
      `The data folder ${data} is in use by another Ackademy: stop that one, or set ACKADEMY_DATA to another folder.`,
      { cause: error },
    );
  }
}

/** Workspaces' tokens lie in it: readable by its owner alone. SQLite gives its other files the same rights. */
const makeFile = (file: string): void => closeSync(openSync(file, "a", 0o600));

/** `forget`: prepare everything again, since the tables have changed. */
function dialectOf(connection: SQLite): { readonly dialect: Dialect; forget(): void } {
  const { database, forget } = preparing(connection);
  const dialect: Dialect = {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver(connection, database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return { dialect, forget };
}

/** Preparing a statement takes longer than running it; the same ones are asked again and again. */
function preparing(connection: SQLite) {
  const prepared = new LRUCache<string, Statement>({ max: STATEMENTS_MAX });
  const prepare = (text: string): Statement => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const statement = connection.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  const database: SqliteDatabase = { prepare, close: () => void connection.close() };
  return { database, forget: () => prepared.clear() };
}

/** Kysely is careful for other drivers' sake; with it, a migration that is killed halfway leaves half its tables. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: SQLite;

  constructor(connection: SQLite, database: SqliteDatabase) {
    super({ database });
    this.#database = connection;
  }

  /** A transaction that reads first and writes later would fail if another program had written in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** Where the disk is full SQLite has rolled back by itself; rolling back again would hide what was wrong. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
