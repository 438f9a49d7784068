/** Reads an export into an empty database: all of it, or nothing. */
import { createReadStream } from "node:fs";
import { type Kysely, sql } from "kysely";
import * as z from "zod";
import { newerFault, StoreFault } from "./fault.ts";
import { IMPORT_FAULTS, IMPORT_LINE, ROWS_PER_BATCH } from "./limits.ts";
import { MIGRATION_NAMES } from "./migrate.ts";
import type { Opened } from "./opened.ts";
import { type Database, TABLE_NAMES, TABLES, type TableName } from "./schema.ts";

/** `faults` name the line, counted from 1, and what is wrong there. */
export type Imported =
  | { readonly ok: true; readonly rows: number }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Throws a `StoreFault` where the file cannot be read, is newer than this code, or the database is not empty. */
export async function importFrom({ db }: Opened, file: string): Promise<Imported> {
  const faults: string[] = [];
  try {
    const rows = await db.transaction().execute(async (transaction) => {
      await refuseFilled(transaction);
      const count = await readLines(transaction, file, faults);
      if (faults.length > 0) throw new Undone();
      return count;
    });
    return { ok: true, rows };
  } catch (error) {
    if (error instanceof Undone) return { ok: false, faults: faults.slice(0, IMPORT_FAULTS) };
    throw readFault(error, file);
  }
}

/** Takes the transaction back. */
class Undone extends Error {}

const header = z.strictObject({ ackademy: z.literal("export"), schema: z.string() });
const rowLine = z.strictObject({ table: z.enum(TABLE_NAMES), row: z.looseObject({}) });
const end = z.strictObject({ end: z.literal(true), rows: z.int() });

interface Numbered {
  readonly line: number;
  readonly row: Readonly<Record<string, unknown>>;
}

async function refuseFilled(db: Kysely<Database>): Promise<void> {
  for (const table of TABLE_NAMES) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0)
      throw new StoreFault(`The database is not empty ("${table}" has rows): import into a new one.`);
  }
}

async function readLines(db: Kysely<Database>, file: string, faults: string[]): Promise<number> {
  const insert = inserter(db, faults);
  let line = 0;
  let ended = false;
  for await (const text of linesOf(file)) {
    line++;
    const fault = (what: string) => faults.push(`line ${line}: ${what}`);
    if (faults.length >= IMPORT_FAULTS) break;
    const value = text.length > IMPORT_LINE ? undefined : parsed(text);
    if (line === 1) checkHeader(value, file);
    else if (value === undefined) fault(`is not JSON, or longer than ${IMPORT_LINE} characters`);
    else if (ended) fault("stands behind the end of the export");
    else if (end.safeParse(value).success) {
      ended = true;
      const { rows } = value as z.output<typeof end>;
      if (rows !== line - 2) fault(`counts ${rows} rows, and there are ${line - 2}`);
    } else await readRow(value, line, insert, fault);
  }
  if (line === 0) checkHeader(undefined, file);
  await insert.rest();
  if (!ended && faults.length === 0) faults.push(`line ${line + 1}: the end of the export is missing`);
  return line - 2;
}

/** JSON may hold U+2028, at which readline ends a line since Node 24. What is too long is cut where it shows that. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = (lines.pop() ?? "").slice(0, IMPORT_LINE + 1);
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function checkHeader(value: unknown, file: string): void {
  const read = header.safeParse(value);
  if (!read.success) throw new StoreFault(`${file} is not an export of Ackademy: its first line is another.`);
  if (!MIGRATION_NAMES.includes(read.data.schema)) throw newerFault(file, read.data.schema);
}

async function readRow(
  value: unknown,
  line: number,
  insert: ReturnType<typeof inserter>,
  fault: (what: string) => void,
): Promise<void> {
  const outer = rowLine.safeParse(value);
  if (!outer.success) return void fault(told(outer.error));
  const { table, row } = outer.data;
  const inner = TABLES[table].row.safeParse(row);
  if (!inner.success) return void fault(`${table}: ${told(inner.error)}`);
  await insert.add(table, { line, row: inner.data });
}

const told = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ");

/** Gathers neighbouring rows of one table; when a batch is refused, its rows go in one by one to find the line. */
function inserter(db: Kysely<Database>, faults: string[]) {
  let table: TableName | undefined;
  let batch: Numbered[] = [];
  const rest = async () => {
    const rows = batch;
    batch = [];
    if (table === undefined || rows.length === 0) return;
    if ((await attempt(db, table, rows)) === undefined) return;
    for (const row of rows) {
      const refused = await attempt(db, table, [row]);
      if (refused !== undefined) faults.push(`line ${row.line}: ${table}: ${refused}`);
    }
  };
  return {
    rest,
    async add(to: TableName, row: Numbered) {
      if (to !== table || batch.length >= ROWS_PER_BATCH) await rest();
      table = to;
      batch.push(row);
    },
  };
}

/** What the database says where it refuses; then it is as it was before. */
async function attempt(
  db: Kysely<Database>,
  table: TableName,
  rows: readonly Numbered[],
): Promise<string | undefined> {
  await sql`savepoint attempt`.execute(db);
  try {
    await db
      .insertInto(table)
      .values(rows.map(({ row }) => row) as never)
      .execute();
    await sql`release savepoint attempt`.execute(db);
    return undefined;
  } catch (error) {
    if (!/^(23|22|SQLITE_CONSTRAINT)/u.test(String((error as { code?: unknown }).code))) throw error;
    await sql`rollback to savepoint attempt`.execute(db);
    return (error as Error).message;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readFault(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const unreadable = code === "ENOENT" || code === "EISDIR" || code === "EACCES" || code === "EPERM";
  return unreadable ? new StoreFault(`${file} cannot be read (${code}).`, { cause: error }) : error;
}
