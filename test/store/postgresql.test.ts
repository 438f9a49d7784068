import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/index.ts";
import { MIGRATIONS } from "../../src/store/migrations/index.ts";
import { openPostgresql } from "../../src/store/postgresql.ts";
import { TABLE_NAMES } from "../../src/store/schema.ts";
import type { Slot } from "../../src/store/slots.ts";
import { storeContract } from "./contract.ts";
import { MINUTE, NOW } from "./given.ts";
import { type Postgres, startPostgres, whyNoPostgres } from "./postgres.ts";
import { type Running, worker } from "./processes.ts";
import { silencing } from "./silencing.ts";

const missing = whyNoPostgres();

describe("PostgreSQL", () => {
  let server: Postgres;
  const open: Store[] = [];
  beforeAll(async () => {
    if (missing === undefined) server = await startPostgres();
  }, 60_000);
  beforeEach(({ skip }) => skip(missing !== undefined, missing));
  let emptied: Promise<Store> | undefined;
  afterAll(async () => {
    await (await emptied)?.close();
    await server?.stop();
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close();
  });

  async function openAlone(database: string): Promise<Store> {
    const opened = await openStore({ data: "", database });
    if (!opened.ok) throw new Error(opened.problem);
    return opened.store;
  }

  /** Closed after the test. */
  async function openAt(database: string): Promise<Store> {
    const store = await openAlone(database);
    open.push(store);
    return store;
  }

  async function problemAt(database: string): Promise<string> {
    const opened = await openStore({ data: "", database });
    if (opened.ok) await opened.store.close();
    return opened.ok ? "none" : opened.problem;
  }

  const renamed = (address: string, name: string) =>
    Object.assign(new URL(address), { pathname: `/${name}` }).href;
  const nameIn = (address: string) => new URL(address).pathname.slice(1);

  // Cloning a database costs ten times what emptying one does, and opening one looks for migrations each time.
  storeContract("PostgreSQL", async () => {
    emptied ??= server.database().then(openAlone);
    const store = await emptied;
    await sql`truncate ${sql.join(TABLE_NAMES.map((name) => sql.table(name)))}`.execute(store.db);
    return store;
  });

  describe("several processes", () => {
    const CREW = 3;
    const setting = { server: "s", place: "p", setting: {}, bag: [], nextDue: null };
    const dayOf = (n: number) => new Date(NOW + n * 1_440 * MINUTE).toISOString().slice(0, 10);
    const ends: (() => void)[] = [];
    let children: Running[];
    let lost: readonly Slot[];
    let store: Store;
    /** What they have done of one work: its lines behind its name. */
    const done = (work: string) =>
      children.flatMap(({ lines }) =>
        lines().flatMap((line) => (line.startsWith(`${work} `) ? [line.slice(work.length + 1)] : [])),
      );

    beforeAll(async () => {
      if (missing !== undefined) return;
      const database = await server.database("empty");
      const whenDone = (end: () => void) => ends.push(end);
      children = Array.from({ length: CREW }, () => worker("together", { database, whenDone }, CREW + 1));
      store = await openAlone(database);
      const { schedules, slots, connections } = store;
      await schedules.create({ id: "d", ...setting }, NOW);
      for (let n = 0; n < 60; n++)
        await slots.reserve({ schedule: "d", day: dayOf(n), post: n, dueAt: NOW - 60 + n });
      expect(await slots.claim(NOW - MINUTE, { leaseMs: MINUTE, limit: 60 })).toEqual([]);
      lost = await slots.claim(NOW - 50, { leaseMs: 50, limit: 5 });
      const c1 = { id: "c1", place: "p", scenario: "three-way", seed: 1, engineVersion: "1" };
      const ada = [{ id: "web:1", name: "Ada" }];
      await connections.create({ ...c1, options: {}, status: "playing" }, ada, NOW);
      // They have waited for this one.
      await store.seen.claim("here test", NOW);
      await Promise.all(children.map(({ ended }) => ended));
    }, 60_000);
    afterAll(() => {
      for (const end of ends) end();
      return store?.close();
    });

    it("start together on an empty database", async () => {
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0, 0]);
      expect(children.map(({ err }) => err()).join("")).toBe("");
    });

    it("claim each event once between them", () => {
      const claimed = done("claim").map(Number);
      expect(claimed.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, n) => n));
    });

    it("share the slots, and what a killed one held is taken over", async () => {
      expect(lost).toHaveLength(5);
      expect(done("slots").sort()).toEqual(Array.from({ length: 60 }, (_, n) => dayOf(n)).sort());
      for (const slot of lost)
        expect(await store.slots.markSent(slot, { message: "late", revealAt: null })).toBe(false);
    });

    it("append to one connection without losing or doubling a move", async () => {
      const versions = done("moves").map(Number);
      expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 150 }, (_, n) => n));
      expect((await store.connections.load("c1"))?.moves).toHaveLength(150);
    });
  });

  describe("what is wrong is told in one sentence, without the password", () => {
    it("a server that is not there", async () => {
      expect(await problemAt("postgres://ada:secret@127.0.0.1:1/ackademy")).toBe(
        "PostgreSQL (database ackademy at 127.0.0.1:1) cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL.",
      );
    });

    it("a database that does not exist", async () => {
      const database = renamed(await server.database(), "nowhere");
      expect(await problemAt(database)).toMatch(
        /^PostgreSQL \(database nowhere at \S+\) does not exist: create/u,
      );
    });

    it("an address that is none", async () => {
      expect(await problemAt("postgres://[secret")).toMatch(/^DATABASE_URL is not an address such as/u);
    });

    it("a newer schema, which stays as it is", async () => {
      const database = await server.database();
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      const made = await client.query("insert into kysely_migration values ('0999-future', '') returning *");
      expect(made.rowCount).toBe(1);
      expect(await problemAt(database)).toContain('newer Ackademy (its schema has "0999-future")');
      const { rows } = await client.query<{ name: string }>(
        "select name from kysely_migration order by name",
      );
      await client.end();
      expect(rows.map(({ name }) => name)).toEqual([...Object.keys(MIGRATIONS), "0999-future"]);
    });

    it("a server that is read-only", async () => {
      const database = await server.database();
      await server.query(`alter database ${nameIn(database)} set default_transaction_read_only = on`);
      expect(await problemAt(database)).toContain("is read-only: point DATABASE_URL at the server");
    });

    it("a database that another program has locked, untouched", async () => {
      const database = await server.database();
      // As a statement that waits for its whole time, without the waiting.
      await server.query(`alter database ${nameIn(database)} set lock_timeout = '200ms'`);
      const other = new pg.Client({ connectionString: database });
      await other.connect();
      await other.query("begin; lock table kysely_migration_lock in access exclusive mode");
      expect(await problemAt(database)).toContain("is locked by another program");
      await other.query("rollback");
      await other.end();
      expect(await problemAt(database)).toBe("none");
    });

    it("a user who may not make tables", async () => {
      const database = await server.database("empty");
      await server.query("drop role if exists ackademy_guest");
      await server.query("create role ackademy_guest login password 'secret'");
      const as = Object.assign(new URL(database), { username: "ackademy_guest", password: "secret" }).href;
      expect(await problemAt(as)).toContain("does not let this user create tables");
      await server.query("drop role ackademy_guest");
    });
  });

  it("gives a connection up on which the server has fallen silent, and asks on another", async () => {
    const database = new URL(await server.database());
    const between = await silencing(Number(database.port));
    const opened = await openPostgresql(Object.assign(database, { port: between.port }).href, 100);
    const asked = () => sql`select 1 as one`.execute(opened.db).then(({ rows }) => rows);
    const both = () => Promise.all([asked(), asked()]);
    expect(await both()).toEqual([[{ one: 1 }], [{ one: 1 }]]);
    between.fallSilent();
    const inTransaction = opened.db.transaction().execute(() => asked());
    const faults = await Promise.allSettled([asked(), inTransaction]);
    expect(faults.map((one) => one.status === "rejected" && String(opened.fault(one.reason)))).toEqual(
      Array(2).fill(expect.stringMatching(/does not answer: start it, or correct DATABASE_URL\./u)),
    );
    // What the silent connections held would never answer: it is asked on new ones.
    between.speak();
    expect(await both()).toEqual([[{ one: 1 }], [{ one: 1 }]]);
    await opened.close();
    await between.close();
  });

  it("lives on when the server ends its connections", async () => {
    const database = await server.database();
    const { seen } = await openAt(database);
    expect(await seen.claim("a", NOW)).toBe(true);
    await server.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameIn(database)}'`,
    );
    await expect.poll(() => seen.claim("b", NOW).catch(() => "not yet"), { timeout: 10_000 }).toBe(true);
    expect(await seen.claim("a", NOW)).toBe(false);
  });
});
