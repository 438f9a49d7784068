/** A connection that a thread plays: its scenario, seed and engine version, and its moves. The rest is replayed. */
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

export interface StoredConnection extends NewConnection {
  /** The newest card's message. */
  readonly card: string | null;
  readonly createdAt: number;
  /** When the status last changed. */
  readonly changedAt: number;
}

export interface StoredMove {
  readonly person: string;
  /** Any JSON; what undoes a move is one as well. */
  readonly move: unknown;
  readonly at: number;
}

export interface Loaded extends StoredConnection {
  /** How many moves there are. */
  readonly version: number;
  readonly moves: readonly StoredMove[];
}

/** `version` is what it is now; none where there is no such connection. */
export type Append = { readonly kind: "appended" } | { readonly kind: "conflict"; readonly version?: number };

export interface Connections {
  create(connection: NewConnection, now: number): Promise<void>;
  load(id: string): Promise<Loaded | undefined>;
  /** Appends where nobody was first: `version` is how many moves the person saw. */
  append(id: string, version: number, move: Omit<StoredMove, "at">, now: number): Promise<Append>;
  /** True for the one that changes it from `from`. */
  changeStatus(id: string, from: string, to: string, now: number): Promise<boolean>;
  setCard(id: string, card: string): Promise<void>;
  /** It goes on in another place: the thread that was opened for it. */
  moveTo(id: string, place: string): Promise<void>;
  /** Newest first. */
  listByPlace(place: string, limit: number): Promise<readonly StoredConnection[]>;
  /** Of this status, and since `before` nobody moved and the status did not change; the oldest first. */
  listQuiet(status: string, before: number, limit: number): Promise<readonly StoredConnection[]>;
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
  async create({ engineVersion, options, ...rest }, now) {
    await db
      .insertInto("connections")
      .values({
        ...rest,
        engine_version: engineVersion,
        options: JSON.stringify(options),
        card: null,
        created_at: now,
        changed_at: now,
      })
      .execute();
  },
  async load(id) {
    // Moves are only ever added, so reading them second cannot give a state that never was.
    const row = await db.selectFrom("connections").selectAll().where("id", "=", id).executeTakeFirst();
    if (row === undefined) return undefined;
    const moves = await db
      .selectFrom("connection_moves")
      .select(["person", "move", "made_at as at"])
      .where("connection", "=", id)
      .orderBy("number")
      .execute();
    return {
      ...stored(row),
      version: moves.length,
      moves: moves.map((move) => ({ ...move, move: JSON.parse(move.move) })),
    };
  },
  async append(id, version, { person, move }, now) {
    // One statement on both engines: the primary key lets one of two simultaneous moves in.
    const { rows } = await sql<{ number: number }>`
      insert into connection_moves (connection, number, person, move, made_at)
      select id, cast(${version + 1} as integer), ${person}, ${JSON.stringify(move)}, cast(${now} as bigint)
      from connections
      where id = ${id} and cast(${version} as integer) =
        (select coalesce(max(number), 0) from connection_moves where connection = ${id})
      on conflict do nothing
      returning number`.execute(db);
    if (rows.length > 0) return { kind: "appended" };
    const is = await db
      .selectFrom("connections")
      .leftJoin("connection_moves", "connection", "id")
      .select(({ fn }) => fn.count<number>("number").as("version"))
      .where("id", "=", id)
      .groupBy("id")
      .executeTakeFirst();
    return { kind: "conflict", ...is };
  },
});

const managed = ({ db }: Opened): Omit<Connections, "create" | "load" | "append"> => ({
  async changeStatus(id, from, to, now) {
    const row = await db
      .updateTable("connections")
      .set({ status: to, changed_at: now })
      .where("id", "=", id)
      .where("status", "=", from)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  },
  async setCard(id, card) {
    await db.updateTable("connections").set({ card }).where("id", "=", id).execute();
  },
  async moveTo(id, place) {
    await db.updateTable("connections").set({ place }).where("id", "=", id).execute();
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
  async listQuiet(status, before, limit) {
    const rows = await db
      .selectFrom("connections")
      .selectAll()
      .where("status", "=", status)
      .where("changed_at", "<", before)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("connection_moves")
              .select("number")
              .whereRef("connection", "=", "connections.id")
              .where("made_at", ">=", before),
          ),
        ),
      )
      .orderBy("changed_at")
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(stored);
  },
});
