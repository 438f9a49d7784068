/** How often something was done of late, counted together by all processes of one PostgreSQL. */
import { CompiledQuery } from "kysely";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from "rate-limiter-flexible";
import type { Opened } from "./opened.ts";

export interface Limits {
  /** What is counted; one table holds all of them. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

const TABLE = "rates";

/** SQLite serves one process, which counts in its own memory. So does one whose PostgreSQL does not answer. */
export async function limiterIn({ db, engine }: Opened, limits: Limits): Promise<RateLimiterAbstract> {
  const { name, points, seconds } = limits;
  const own = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  if (engine === "sqlite") return own;
  const client = {
    query: ({ text, values = [] }: { text: string; values?: unknown[] }) =>
      db.executeQuery(CompiledQuery.raw(text, values)),
  };
  return new Promise((resolve, reject) => {
    const shared: RateLimiterAbstract = new RateLimiterPostgres(
      {
        ...{ storeClient: client, storeType: "client", tableName: TABLE, keyPrefix: name },
        ...{ points, duration: seconds, insuranceLimiter: own },
      },
      (error) => (error === undefined || error === null ? resolve(shared) : reject(error)),
    );
  });
}
