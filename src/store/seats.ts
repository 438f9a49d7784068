/** Who sits where in a connection. */
import type { Opened } from "./opened.ts";

export interface Seat {
  readonly seat: string;
  /** `null`: empty. */
  readonly person: string | null;
  readonly name: string | null;
  /** When it was last taken or left. */
  readonly since: number;
}

export interface Seats {
  /** Empty ones. */
  add(connection: string, seats: readonly string[], now: number): Promise<void>;
  /** In the order of their names. */
  of(connection: string): Promise<readonly Seat[]>;
  /** Takes, leaves or hands over: true where `holder` held it until now (`null`: it was empty). */
  change(
    connection: string,
    seat: string,
    holder: string | null,
    next: { readonly person: string; readonly name: string } | null,
    now: number,
  ): Promise<boolean>;
  /** The connections in which the person sits. */
  heldBy(person: string): Promise<readonly { readonly connection: string; readonly seat: string }[]>;
}

export const seatsIn = ({ db }: Opened): Seats => ({
  async add(connection, seats, now) {
    const rows = seats.map((seat) => ({ connection, seat, person: null, name: null, since: now }));
    if (rows.length > 0) await db.insertInto("connection_seats").values(rows).execute();
  },
  of: (connection) =>
    db
      .selectFrom("connection_seats")
      .select(["seat", "person", "name", "since"])
      .where("connection", "=", connection)
      .orderBy("seat")
      .execute(),
  async change(connection, seat, holder, next, now) {
    const row = await db
      .updateTable("connection_seats")
      .set({ person: next?.person ?? null, name: next?.name ?? null, since: now })
      .where("connection", "=", connection)
      .where("seat", "=", seat)
      .where("person", holder === null ? "is" : "=", holder)
      .returning("seat")
      .executeTakeFirst();
    return row !== undefined;
  },
  heldBy: (person) =>
    db
      .selectFrom("connection_seats")
      .select(["connection", "seat"])
      .where("person", "=", person)
      .orderBy("connection")
      .orderBy("seat")
      .execute(),
});
