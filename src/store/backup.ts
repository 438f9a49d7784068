/** A copy of everything, made while the bot runs: an SQLite file of an SQLite file, an export of PostgreSQL. */
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { SQLite } from "./better-sqlite3.ts";
import { exportRows } from "./export.ts";
import { StoreFault, sqliteFault } from "./fault.ts";
import type { StorePlace } from "./index.ts";
import { checkSchema } from "./snapshot.ts";
import { readSqlite, sqliteFileIn } from "./sqlite.ts";

export interface Written {
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
}

/** Takes the place of a file of that name, once it is whole. Throws a `StoreFault` where it cannot be made. */
export async function backup(from: StorePlace, file: string): Promise<Written> {
  if (from.database !== undefined) return exportTo(from, file);
  return writeWhole(from, file, async (part) => {
    const { db, connection, close } = await readSqlite(from.data);
    try {
      await checkSchema(db, sqliteFileIn(from.data));
      // One reading transaction, which in WAL mode holds up no writer. SQLite's page-by-page backup starts anew
      // whenever another process writes, and might never end beside a busy bot.
      connection.prepare("vacuum into ?").run(part);
    } catch (error) {
      throw sqliteFault(error, sqliteFileIn(from.data));
    } finally {
      await close();
    }
    checkWhole(part);
  });
}

/** As JSON lines, which `importFrom` reads on either engine. */
export function exportTo(from: StorePlace, file: string): Promise<Written> {
  return writeWhole(from, file, async (part) => {
    const descriptor = openSync(part, "w", 0o600);
    try {
      await exportRows(from, (lines) => writeFileSync(descriptor, lines));
    } finally {
      closeSync(descriptor);
    }
  });
}

function checkWhole(part: string): void {
  const copy = new SQLite(part, { readonly: true });
  try {
    const found = copy.pragma("integrity_check", { simple: true });
    if (found !== "ok") throw new StoreFault(`The copy is not sound (${found}): the database is damaged.`);
  } finally {
    copy.close();
  }
}

async function writeWhole(
  { data }: StorePlace,
  file: string,
  write: (part: string) => Promise<void>,
): Promise<Written> {
  const whole = resolve(file);
  const part = `${whole}.${process.pid}.part`;
  refuseOwnFile(whole, data);
  try {
    // Made empty first: its owner alone may read the tokens in it.
    closeSync(openSync(part, "w", 0o600));
    await write(part);
    chmodSync(part, 0o600);
    sync(part);
    renameSync(part, whole);
    sync(dirname(whole));
    return { file: whole, bytes: statSync(whole).size };
  } catch (error) {
    rmSync(part, { force: true });
    throw writeFault(error, whole);
  }
}

function refuseOwnFile(whole: string, data: string): void {
  const own = sqliteFileIn(resolve(data));
  const names = [own, `${own}-wal`, `${own}-shm`].flatMap((name) => [name, realNameOf(name)]);
  if (names.includes(whole) || names.includes(realNameOf(whole)))
    throw new StoreFault(`${whole} is the database itself: name another file.`);
}

function realNameOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Until this a power cut could leave a name with nothing behind it. Windows opens no folders, and needs it less. */
function sync(path: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeFault(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT")
    return new StoreFault(`There is no room left for ${file}.`, { cause: error });
  if (code === "ENOENT" || code === "ENOTDIR")
    return new StoreFault(`The folder of ${file} does not exist.`, { cause: error });
  if (code === "EISDIR") return new StoreFault(`${file} is a folder: name a file.`, { cause: error });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new StoreFault(`${file} cannot be written: this user has no right to.`, { cause: error });
  return error;
}
