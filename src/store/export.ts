/** Every row as a line of JSON, the same from both engines. */
import { type Kysely, sql } from "kysely";
import type { StorePlace } from "./index.ts";
import { ROWS_PER_BATCH } from "./limits.ts";
import { MIGRATION_NAMES } from "./migrate.ts";
import { type Database, TABLE_NAMES, TABLES, type TableName } from "./schema.ts";
import { readSnapshot } from "./snapshot.ts";

/** Hands over whole lines, many at a time. The last one says how many rows there were: without it, some are missing. */
export function exportRows(from: StorePlace, write: (lines: string) => void): Promise<number> {
  return readSnapshot(from, async (db) => {
    write(line({ ackademy: "export", schema: MIGRATION_NAMES.at(-1) }));
    let count = 0;
    for (const table of TABLE_NAMES) {
      for await (const rows of batchesOf(db, table)) {
        write(rows.map((row) => line({ table, row })).join(""));
        count += rows.length;
      }
    }
    write(line({ end: true, rows: count }));
    return count;
  });
}

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

type Row = Readonly<Record<string, unknown>>;

async function* batchesOf(db: Kysely<Database>, table: TableName): AsyncGenerator<readonly Row[]> {
  const key: readonly string[] = TABLES[table].key;
  const columns = sql.join(key.map((name) => sql.ref(name)));
  let last: Row | undefined;
  do {
    const after =
      last === undefined ? sql`` : sql`where (${columns}) > (${sql.join(key.map((name) => last?.[name]))})`;
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${ROWS_PER_BATCH}`.execute(db);
    if (rows.length > 0) yield rows;
    last = rows.length < ROWS_PER_BATCH ? undefined : rows.at(-1);
  } while (last !== undefined);
}
