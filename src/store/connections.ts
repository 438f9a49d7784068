/**
 * A connection that a thread plays: its scenario, seed and engine version, its moves, and who made them. The rest is
 * replayed. Moves and options name people by their place in `people`, so that somebody can be forgotten.
 */
import { sql } from "kysely";
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
  /** Newest first. */
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

export const connectionsIn = (opened: Opened): Connections => ({ ...played(opened), ...managed(opened) });

const played = ({ db }: Opened): Pick<Connections, "create" | "load" | "append"> => ({
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
  async load(id, from = 1) {
    // Moves are only ever added, and after whoever makes them: read in this order, what comes out once was.
    const row = await db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined) return undefined;
    const moves = await db
      .selectFrom("connection_moves")
      .select(["number", "person", "move", "made_at"])
      .where("connection", "=", id)
      .where("number", ">=", from)
      .orderBy("number")
      .execute();
    return {
      ...stored(row),
      version: moves.at(-1)?.number ?? 0,
      moves: moves.map(({ person, move, made_at }) => ({ person, move: JSON.parse(move), at: made_at })),
      people: await peopleOf(db, id),
    };
  },
  async append(id, version, { people = [], status, ...move }, now) {
    const appended =
      people.length === 0 && status === undefined
        ? await insertMove(db, id, version, move, now)
        : await insertAll(db, id, version, { people, status, ...move }, now);
    return appended ? { kind: "appended" } : { kind: "conflict", ...(await versionOf(db, id)) };
  },
});

type Db = Opened["db"];

async function peopleOf(db: Db, id: string): Promise<Loaded["people"]> {
  const rows = await db
    .selectFrom("connection_people")
    .select(["person", "name"])
    .where("connection", "=", id)
    .orderBy("number")
    .execute();
  return rows.map(({ person, name }) => (person === null ? null : { id: person, name: name ?? person }));
}

/** Whoever was forgotten meanwhile stays so. */
const introduce = (db: Db, connection: string, people: NonNullable<Appending["people"]>) =>
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

/** One statement on both engines: the primary key lets one of two simultaneous moves in. */
async function insertMove(
  db: Db,
  id: string,
  version: number,
  { person, move }: Omit<StoredMove, "at">,
  now: number,
): Promise<boolean> {
  const { rows } = await sql<{ number: number }>`
    insert into connection_moves (connection, number, person, move, made_at)
    select id, cast(${version + 1} as integer), cast(${person} as integer), ${JSON.stringify(move)},
      cast(${now} as bigint)
    from connections
    where id = ${id} and cast(${version} as integer) =
      (select coalesce(max(number), 0) from connection_moves where connection = ${id})
    on conflict do nothing
    returning number`.execute(db);
  return rows.length > 0;
}

/** Takes the transaction back. */
class Conflict extends Error {}

async function insertAll(
  db: Db,
  id: string,
  version: number,
  { people = [], status, ...move }: Omit<Appending, "status"> & { readonly status: string | undefined },
  now: number,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      if (people.length > 0 && (await versionOf(transaction, id)) !== undefined)
        await introduce(transaction, id, people);
      if (!(await insertMove(transaction, id, version, move, now))) throw new Conflict();
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
      .where("place", "=", place)
      .orderBy("created_at", "desc")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(stored);
  },
});
