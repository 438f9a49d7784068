/** Everything that is stored about one person: to hand over, and to delete. */
import { sql } from "kysely";
import type { Opened } from "./opened.ts";

/** Stands where a deleted person stood on boards that are over. */
const GONE = "gone";

export interface People {
  /** Rows by table, as they are stored. */
  everythingOf(person: string): Promise<Readonly<Record<string, readonly object[]>>>;
  /**
   * All or nothing: answers, what was asked, review cards, reports and settings go; frozen boards lose the person. What
   * they did in connections stays with whoever played along, as done by somebody: only one row ever knew who.
   */
  forget(person: string): Promise<void>;
  /** Names of those who agreed to be shown. */
  namesOf(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export const peopleIn = ({ db }: Opened): People => ({
  async everythingOf(person) {
    const own = (
      table: "answers" | "asked" | "review_cards" | "reports" | "connection_people" | "page_messages",
    ) => db.selectFrom(table).selectAll().where("person", "=", person).execute();
    return {
      people: await db.selectFrom("people").selectAll().where("id", "=", person).execute(),
      answers: await own("answers"),
      asked: await own("asked"),
      review_cards: await own("review_cards"),
      reports: await own("reports"),
      connection_people: await own("connection_people"),
      connection_moves: await movesOf(db, person),
      page_messages: await own("page_messages"),
      seasons: await seasonsWith(db, person),
    };
  },
  async forget(person) {
    await db.transaction().execute(async (transaction) => {
      for (const table of ["answers", "asked", "review_cards", "reports", "page_messages"] as const)
        await transaction.deleteFrom(table).where("person", "=", person).execute();
      await transaction
        .updateTable("connection_people")
        .set({ person: null, name: null })
        .where("person", "=", person)
        .execute();
      // In the statement, which PostgreSQL computes anew where somebody else is being forgotten: a text read before it
      // would bring that person back.
      const without = sql<string>`replace(standings, ${JSON.stringify(person)}, ${JSON.stringify(GONE)})`;
      await transaction
        .updateTable("seasons")
        .set({ standings: without })
        .where("standings", "<>", without)
        .execute();
      await transaction.deleteFrom("people").where("id", "=", person).execute();
    });
  },
  async namesOf(people) {
    if (people.length === 0) return new Map();
    const rows = await db
      .selectFrom("people")
      .select(["id", "name"])
      .where("id", "in", people)
      .where("visibility", "=", "named")
      .execute();
    return new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
  },
});

const movesOf = (db: Opened["db"], person: string) =>
  db
    .selectFrom("connection_moves as moves")
    .innerJoin("connection_people as people", (join) =>
      join.onRef("people.connection", "=", "moves.connection").onRef("people.number", "=", "moves.person"),
    )
    .selectAll("moves")
    .where("people.person", "=", person)
    .orderBy("moves.connection")
    .orderBy("moves.number")
    .execute();

/** Few rows: one a month and server. */
async function seasonsWith(db: Opened["db"], person: string) {
  const rows = await db.selectFrom("seasons").selectAll().execute();
  return rows.filter(({ standings }) => standings.includes(JSON.stringify(person)));
}
