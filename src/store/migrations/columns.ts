/** Where the engines' columns differ. */
import { type Migration, type RawBuilder, sql } from "kysely";

export type Engine = "sqlite" | "postgresql";

export interface Columns {
  /** Compared octet by octet on both engines, whatever the server's locale is. */
  readonly text: "text" | RawBuilder<unknown>;
}

export type MigrationOf = (columns: Columns) => Migration;

export const columnsOf = (engine: Engine): Columns => ({
  text: engine === "sqlite" ? "text" : sql`text collate "C"`,
});
