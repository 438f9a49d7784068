/**
 * better-sqlite3, such that it is safe on every Node. Since Node 24.19 a `node::ObjectWrap` that is collected while no
 * JavaScript runs ends the process (an assertion in `RemoveEnvironmentCleanupHook`, src/api/hooks.cc). Version 12, the
 * last for Node 20, makes databases and statements of it; version 13 no longer does. So none of ours is ever collected.
 * That costs little: a process opens one database, and `sqlite.ts` prepares each text once.
 */
import BetterSQLite from "better-sqlite3";

const held: object[] = [];

function hold<T extends object>(made: T): T {
  held.push(made);
  return made;
}

export class SQLite extends BetterSQLite {
  constructor(file: string, options?: BetterSQLite.Options) {
    super(file, options);
    hold(this);
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a statement takes and gives stands in its text, as in the original.
  override prepare(text: string): any {
    return hold(super.prepare(text));
  }

  override pragma(text: string, { simple = false }: BetterSQLite.PragmaOptions = {}): unknown {
    const statement: BetterSQLite.Statement = this.prepare(`PRAGMA ${text}`);
    if (!statement.reader) return statement.run();
    return simple ? statement.pluck().get() : statement.all();
  }
}

export type Statement = BetterSQLite.Statement;
