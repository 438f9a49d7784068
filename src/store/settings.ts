/** What people chose for themselves, and managers for their channels and servers. What was not chosen is absent. */
import * as z from "zod";
import type { Opened } from "./opened.ts";

const language = z.enum(["en", "ko"]).optional().catch(undefined);

/** A value that this code does not know counts as not chosen. */
const personSettings = z.object({
  language,
  /** IANA, e.g. `Asia/Seoul`. */
  timezone: z.string().optional().catch(undefined),
  /** Whether boards show the name. */
  visibility: z.enum(["named", "hidden"]).optional().catch(undefined),
  /** The name that they agreed to show. */
  name: z.string().optional().catch(undefined),
});
const placeSettings = z.object({ language });

export type PersonSettings = z.output<typeof personSettings>;
export type PlaceSettings = z.output<typeof placeSettings>;
/** `null` takes a choice back; what is absent stays. */
export type Change<T> = { readonly [K in keyof T]?: T[K] | null };

export interface Settings {
  /** @param id the person's, with the platform in front. */
  ofPerson(id: string): Promise<PersonSettings>;
  changePerson(id: string, change: Change<PersonSettings>, now: number): Promise<void>;
  /** @param id a channel's or server's, with the platform in front. */
  ofPlace(id: string): Promise<PlaceSettings>;
  changePlace(id: string, change: Change<PlaceSettings>, now: number): Promise<void>;
}

export const settingsIn = ({ db }: Opened): Settings => ({
  async ofPerson(id) {
    const row = await db.selectFrom("people").selectAll().where("id", "=", id).executeTakeFirst();
    return personSettings.parse(chosen(row));
  },
  async changePerson(id, change, now) {
    const given = { ...defined(change), changed_at: now };
    await db
      .insertInto("people")
      .values({ id, language: null, timezone: null, visibility: null, name: null, ...given })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(given))
      .execute();
  },
  async ofPlace(id) {
    const row = await db.selectFrom("places").selectAll().where("id", "=", id).executeTakeFirst();
    return placeSettings.parse(chosen(row));
  },
  async changePlace(id, change, now) {
    const given = { ...defined(change), changed_at: now };
    await db
      .insertInto("places")
      .values({ id, language: null, ...given })
      .onConflict((conflict) => conflict.column("id").doUpdateSet(given))
      .execute();
  },
});

const chosen = (row: object = {}): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

function defined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
