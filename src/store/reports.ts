/** What learners find wrong in a question. */
import type { Opened } from "./opened.ts";

export interface Report {
  /** The same for the same report, so that a delivery that comes twice counts once. */
  readonly id: string;
  readonly server: string | null;
  readonly person: string;
  readonly question: string;
  readonly questionVersion: number;
  readonly reason: string;
  readonly at: number;
}

export interface Reports {
  /** False where this id is recorded already. */
  add(report: Report): Promise<boolean>;
  /** Newest first. */
  listOpen(server: string, limit: number): Promise<readonly Report[]>;
  /** False where it was settled already, or is another server's. */
  settle(server: string, id: string, now: number): Promise<boolean>;
}

export const reportsIn = ({ db }: Opened): Reports => ({
  async add({ questionVersion, at, reason, ...rest }) {
    const row = await db
      .insertInto("reports")
      .values({
        ...rest,
        // PostgreSQL keeps no NUL in text, and people can type one.
        reason: reason.replaceAll("\0", ""),
        ...{ question_version: questionVersion, reported_at: at, settled_at: null },
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
  async listOpen(server, limit) {
    const rows = await db
      .selectFrom("reports")
      .selectAll()
      .where("server", "=", server)
      .where("settled_at", "is", null)
      .orderBy("reported_at", "desc")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(({ question_version, reported_at, settled_at: _, ...rest }) => ({
      ...rest,
      questionVersion: question_version,
      at: reported_at,
    }));
  },
  async settle(server, id, now) {
    const row = await db
      .updateTable("reports")
      .set({ settled_at: now })
      .where("id", "=", id)
      .where("server", "=", server)
      .where("settled_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
});
