/**
 * PostgreSQL's connections where the way to the server falls silent (a proxy, a firewall that forgot): the server's own
 * limit to a statement does not help there, and pg hands a connection back whose answer is still to come.
 */
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** What pg calls an answer that took longer than `query_timeout`: https://node-postgres.com/apis/client */
const SILENT = "Query read timeout";

/** A connection whose answer did not come in time asks nothing more, and is closed instead of used again. */
export const patient = (pool: pg.Pool): PostgresPool => ({
  connect: async () => patientClient(await pool.connect()),
  end: () => pool.end(),
});

function patientClient(client: pg.PoolClient): PostgresPoolClient {
  let silent: Error | undefined;
  async function query<R>(statement: string, parameters: readonly unknown[]) {
    // The ROLLBACK of a transaction whose statement was not answered would wait as long again.
    if (silent) throw silent;
    try {
      return (await client.query(statement, [...parameters])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      if (error instanceof Error && error.message === SILENT) silent = error;
      throw error;
    }
  }
  // Nothing here reads by a cursor.
  return { query: query as PostgresPoolClient["query"], release: () => client.release(silent) };
}
