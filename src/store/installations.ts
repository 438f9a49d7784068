/** Workspaces that have installed the Slack app, with their tokens, as Slack gave them. */
import type { Opened } from "./opened.ts";

export interface Installations {
  /** @param id team or enterprise; one that is known already is replaced. @param installation any JSON. */
  save(id: string, installation: unknown, now: number): Promise<void>;
  /** `undefined` where there is none. */
  find(id: string): Promise<unknown>;
  forget(id: string): Promise<void>;
  /** In the order of their ids. */
  list(): Promise<readonly { readonly id: string; readonly installedAt: number }[]>;
}

export const installationsIn = ({ db }: Opened): Installations => ({
  async save(id, installation, now) {
    const row = { value: JSON.stringify(installation), installed_at: now };
    await db
      .insertInto("installations")
      .values({ id, ...row })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
      .execute();
  },
  async find(id) {
    const found = await db
      .selectFrom("installations")
      .select("value")
      .where("id", "=", id)
      .executeTakeFirst();
    return found && JSON.parse(found.value);
  },
  async forget(id) {
    await db.deleteFrom("installations").where("id", "=", id).execute();
  },
  list: () =>
    db.selectFrom("installations").select(["id", "installed_at as installedAt"]).orderBy("id").execute(),
});
