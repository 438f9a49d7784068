/**
 * A connection that a thread plays: its scenario, seed and engine version, its moves, and who made them. The rest is
 * replayed. Moves and options name people by their place in `people`, so that somebody can be forgotten.
 */
import { type CompiledQuery, type QueryResult, sql } from "kysely";
import type { Opened } from "./opened.ts";
import type { Database } from "./schema.ts";

export interface NewConnection {
  readonly id: string;
  readonly place: string;
  readonly scenario: string;
  readonly seed: number;
  readonly engineVersion: string;
  /** Any JSON: how it is played. */
  readonly options: unknown;
  readonly status: string;
}

export interface Player {
  readonly id: string;
  readonly name: string;
}

export interface StoredConnection extends NewConnection {
  readonly createdAt: number;
  /** When the status last changed. */
  readonly changedAt: number;
}

export interface StoredMove {
  /** Index in `people`. */
  readonly person: number;
  /** Any JSON without ids or names of people; what undoes a move is one as well. */
  readonly move: unknown;
  readonly at: number;
}

export interface Loaded extends StoredConnection {
  /** How many moves there are. */
  readonly version: number;
  /** Those that were asked for. */
  readonly moves: readonly StoredMove[];
  /** null: somebody who asked to be forgotten. */
  readonly people: readonly (Player | null)[];
}

/** What is stored together, or not at all. */
export interface Appending extends Omit<StoredMove, "at"> {
  /** Who is new, or has another name than before. */
  readonly people?: readonly (Player & { readonly number: number })[];
  /** What the move brings the connection to. */
  readonly status?: string;
}

/** `version` is what it is now; none where there is no such connection. */
export type Append = { readonly kind: "appended" } | { readonly kind: "conflict"; readonly version?: number };

export interface Connections {
  /** @param people whom the options name, by their place here. */
  create(connection: NewConnection, people: readonly Player[], now: number): Promise<void>;
  /** @param from the first move that is wanted, counted from 1; `version` is 0 where there are fewer. */
  load(id: string, from?: number): Promise<Loaded | undefined>;
  /** Appends where nobody was first: `version` is how many moves the person saw. */
  append(id: string, version: number, what: Appending, now: number): Promise<Append>;
  /** It goes on in another place: the thread that was opened for it. */
  moveTo(id: string, place: string): Promise<void>;
  /** Newest first; of a place that ends in `/` also what lies below it. */
  listByPlace(place: string, limit: number): Promise<readonly StoredConnection[]>;
}

type Row = Database["connections"];

const stored = ({ engine_version, created_at, changed_at, options, ...rest }: Row): StoredConnection => ({
  ...rest,
  engineVersion: engine_version,
  options: JSON.parse(options),
  createdAt: created_at,
  changedAt: changed_at,
});

export const connectionsIn = (opened: Opened): Connections => {
  const statements = statementsOf(opened.db);
  return { ...created(opened), ...played(opened, statements), ...managed(opened) };
};

type Db = Opened["db"];
type Statements = ReturnType<typeof statementsOf>;

/** What every press asks for, built once: Kysely takes longer to build a statement than SQLite to carry it out. */
function statementsOf(db: Db) {
  return {
    connection: asked(db.selectFrom("connections").selectAll().where("id", "=", "").compile()),
    moves: asked(
      db
        .selectFrom("connection_moves")
        .select(["number", "person", "move", "made_at"])
        .where("connection", "=", "")
        .where("number", ">=", 0)
        .orderBy("number")
        .compile(),
    ),
    people: asked(
      db
        .selectFrom("connection_people")
        .select(["person", "name"])
        .where("connection", "=", "")
        .orderBy("number")
        .compile(),
    ),
    /** One statement on both engines: the primary key lets one of two simultaneous moves in. */
    insertMove: asked(
      sql<{ number: number }>`
        insert into connection_moves (connection, number, person, move, made_at)
        select id, cast(${0} as integer), cast(${0} as integer), ${""}, cast(${0} as bigint)
        from connections
        where id = ${""} and cast(${0} as integer) =
          (select coalesce(max(number), 0) from connection_moves where connection = ${""})
        on conflict do nothing
        returning number`.compile(db),
    ),
  };
}

/** The same statement with other values, in their order. */
const asked =
  <Row>(query: CompiledQuery<Row>) =>
  async (db: Db, ...parameters: readonly (string | number)[]): Promise<QueryResult<Row>["rows"]> =>
    (await db.executeQuery<Row>({ ...query, parameters })).rows;

const created = ({ db }: Opened): Pick<Connections, "create"> => ({
  create: ({ engineVersion, options, ...rest }, people, now) =>
    db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto("connections")
        .values({
          ...rest,
          engine_version: engineVersion,
          options: JSON.stringify(options),
          created_at: now,
          changed_at: now,
        })
        .execute();
      const named = people.map((one, number) => ({ ...one, number }));
      if (named.length > 0) await introduce(transaction, rest.id, named);
    }),
});

const played = ({ db }: Opened, statements: Statements): Pick<Connections, "load" | "append"> => ({
  async load(id, from = 1) {
    // Moves are only ever added, and after whoever makes them: read in this order, what comes out once was.
    const [row] = await statements.connection(db, id);
    if (row === undefined) return undefined;
    const moves = await statements.moves(db, id, from);
    const people = await statements.people(db, id);
    return {
      ...stored(row),
      version: moves.at(-1)?.number ?? 0,
      moves: moves.map(({ person, move, made_at }) => ({ person, move: JSON.parse(move), at: made_at })),
      people: people.map(({ person, name }) =>
        person === null ? null : { id: person, name: name ?? person },
      ),
    };
  },
  async append(id, version, { people = [], status, ...move }, now) {
    const insertMove = async (into: Db): Promise<boolean> => {
      const { person, move: what } = move;
      const values = [version + 1, person, JSON.stringify(what), now, id, version, id];
      return (await statements.insertMove(into, ...values)).length > 0;
    };
    const appended =
      people.length === 0 && status === undefined
        ? await insertMove(db)
        : await insertAll(db, id, insertMove, { people, status }, now);
    return appended ? { kind: "appended" } : { kind: "conflict", ...(await versionOf(db, id)) };
  },
});

type Introduced = NonNullable<Appending["people"]>;

/** Whoever was forgotten meanwhile stays so. */
const introduce = (db: Db, connection: string, people: Introduced) =>
  db
    .insertInto("connection_people")
    .values(people.map(({ id, name, number }) => ({ connection, number, person: id, name })))
    .onConflict((conflict) =>
      conflict
        .columns(["connection", "number"])
        .doUpdateSet(({ ref }) => ({ name: ref("excluded.name") }))
        .whereRef("connection_people.person", "=", "excluded.person"),
    )
    .execute();

/** Takes the transaction back. */
class Conflict extends Error {}

async function insertAll(
  db: Db,
  id: string,
  insertMove: (into: Db) => Promise<boolean>,
  { people, status }: { readonly people: Introduced; readonly status: string | undefined },
  now: number,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      if (people.length > 0 && (await versionOf(transaction, id)) !== undefined)
        await introduce(transaction, id, people);
      if (!(await insertMove(transaction))) throw new Conflict();
      if (status === undefined) return;
      await transaction
        .updateTable("connections")
        .set({ status, changed_at: now })
        .where("id", "=", id)
        .execute();
    });
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

const versionOf = (db: Db, id: string): Promise<{ readonly version: number } | undefined> =>
  db
    .selectFrom("connections")
    .leftJoin("connection_moves", "connection", "id")
    .select(({ fn }) => fn.count<number>("number").as("version"))
    .where("id", "=", id)
    .groupBy("id")
    .executeTakeFirst();

/** No letter comes after it, on either engine: both compare octet by octet. */
const LAST = "\u{10ffff}";

const managed = ({ db }: Opened): Omit<Connections, "create" | "load" | "append"> => ({
  async moveTo(id, place) {
    await db
      .updateTable("connections")
      .set({ place })
      .where("id", "=", id)
      .where("place", "!=", place)
      .execute();
  },
  async listByPlace(place, limit) {
    const rows = await db
      .selectFrom("connections")
      .selectAll()
      .where("place", ">=", place)
      .where("place", "<=", place.endsWith("/") ? place + LAST : place)
      .orderBy("created_at", "desc")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(stored);
  },
});
