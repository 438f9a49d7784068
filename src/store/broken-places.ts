/**
 * Channels where nothing can be posted any more, until a manager mends them: those of daily questions by their id, and
 * those where answers are said by a path of their own (`slack:T1/C1`), so that the one's mending is not the other's.
 */
import type { Opened } from "./opened.ts";

export interface BrokenPlace {
  /** A channel's id, with the platform in front. */
  readonly place: string;
  /** A word for the program, e.g. `gone`, `forbidden`. */
  readonly reason: string;
  readonly since: number;
}

export interface BrokenPlaces {
  /** True where it was whole until now. One that is marked already keeps its `since`, and takes the newer reason. */
  mark(place: string, reason: string, now: number): Promise<boolean>;
  find(place: string): Promise<BrokenPlace | undefined>;
  /** True for exactly one caller per break, in however many processes: that one tells the managers. */
  claimTelling(place: string, now: number): Promise<boolean>;
  mend(place: string): Promise<void>;
}

export const brokenPlacesIn = ({ db }: Opened): BrokenPlaces => ({
  async mark(place, reason, now) {
    const row = await db
      .insertInto("broken_places")
      .values({ place, reason, since: now, told_at: null })
      .onConflict((conflict) => conflict.column("place").doNothing())
      .returning("place")
      .executeTakeFirst();
    if (row !== undefined) return true;
    await db.updateTable("broken_places").set({ reason }).where("place", "=", place).execute();
    return false;
  },
  find: (place) =>
    db
      .selectFrom("broken_places")
      .select(["place", "reason", "since"])
      .where("place", "=", place)
      .executeTakeFirst(),
  async claimTelling(place, now) {
    const row = await db
      .updateTable("broken_places")
      .set({ told_at: now })
      .where("place", "=", place)
      .where("told_at", "is", null)
      .returning("place")
      .executeTakeFirst();
    return row !== undefined;
  },
  async mend(place) {
    await db.deleteFrom("broken_places").where("place", "=", place).execute();
  },
});
