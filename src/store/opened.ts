import type { Kysely } from "kysely";
import type { Engine } from "./migrations/columns.ts";
import type { Database } from "./schema.ts";

/** A database whose schema is this code's. */
export interface Opened {
  readonly db: Kysely<Database>;
  readonly engine: Engine;
  /** A fault of the database's surroundings as a `StoreFault`; anything else as it is. */
  fault(error: unknown): unknown;
  close(): Promise<void>;
}
