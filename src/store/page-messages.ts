/** What was said on a local page, as the page keeps it. */
import type { Opened } from "./opened.ts";

export interface PageMessage {
  /** Grows with every message of the page. */
  readonly id: number;
  /** Who said it, asked for it or alone may see it. */
  readonly person: string | null;
  /** Any JSON. */
  readonly kept: unknown;
}

export interface PageMessages {
  /** In the order of their ids. */
  of(page: string): Promise<readonly PageMessage[]>;
  /** All or nothing: these stand as they are now, those are gone. */
  save(page: string, changed: readonly PageMessage[], gone: readonly number[]): Promise<void>;
}

export const pageMessagesIn = ({ db }: Opened): PageMessages => ({
  async of(page) {
    const rows = await db
      .selectFrom("page_messages")
      .select(["id", "person", "kept"])
      .where("page", "=", page)
      .orderBy("id")
      .execute();
    return rows.map((row) => ({ ...row, kept: JSON.parse(row.kept) as unknown }));
  },
  async save(page, changed, gone) {
    await db.transaction().execute(async (transaction) => {
      for (const { id, person, kept } of changed) {
        const row = { person, kept: JSON.stringify(kept) };
        await transaction
          .insertInto("page_messages")
          .values({ page, id, ...row })
          .onConflict((conflict) => conflict.columns(["page", "id"]).doUpdateSet(row))
          .execute();
      }
      if (gone.length > 0)
        await transaction
          .deleteFrom("page_messages")
          .where("page", "=", page)
          .where("id", "in", gone)
          .execute();
    });
  },
});
