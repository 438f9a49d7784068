import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import type { Mode } from "../../src/shared-connection/act.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { type Recent, recentTables } from "../../src/shared-connection/recent.ts";
import type { State } from "../../src/shared-connection/replay.ts";
import { act, open, read, type Table } from "../../src/shared-connection/table.ts";
import { advance } from "../../src/simulator/network/play.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { type Postgres, startPostgres, whyNoPostgres } from "../store/postgres.ts";
import { folder } from "../store/processes.ts";
import { AT, beginning } from "./playing.ts";

const ADA = { id: "test:ada", name: "Ada" };
const BO = { id: "test:bo", name: "Bo" };
const HERE = "test//general/";
const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

async function storeAt(place: { readonly data: string; readonly database?: string }): Promise<Store> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  stores.push(opened.store);
  return opened.store;
}

/** What it replays is counted: `from` of each reading. */
function counting({ connections }: Store, recent: Recent = recentTables()) {
  const from: (number | undefined)[] = [];
  const table: Table = {
    keep: {
      ...connections,
      recent,
      load: (id, first) => {
        from.push(first);
        return connections.load(id, first);
      },
    },
    scenarioOf,
  };
  return { table, from };
}

const begin = (table: Table, mode: Mode = "free", id = "c1") =>
  open(table, { ...beginning("three-way", { mode }), id, place: HERE, run: { seed: 1 } }, AT);
const join = (table: Table, by = ADA, seat = "server", id = "c1") =>
  act(table, id, by, (state) => mayJoin(state, by.id, seat, AT), AT);
const press = (table: Table, by = ADA, index = 0) =>
  act(table, "c1", by, (state) => mayMove(state, by.id, state.step, index, AT), AT);
async function stateOf(table: Table): Promise<State> {
  const found = await read(table, "c1");
  if (!found.ok) throw new Error(found.why);
  return found.state;
}
/** As somebody sees it who remembers nothing. */
const NOTHING: Recent = { get: () => undefined, set() {} };
const anew = (store: Store) => stateOf(counting(store, NOTHING).table);
const same = (one: State, other: State) => expect(JSON.stringify(one)).toBe(JSON.stringify(other));

const engines: readonly ("SQLite" | "PostgreSQL")[] = ["SQLite", "PostgreSQL"];
describe.each(engines)("what is remembered of connections, on %s", (engine) => {
  let server: Postgres | undefined;
  const why = engine === "PostgreSQL" ? whyNoPostgres() : undefined;
  beforeAll(async () => {
    if (engine === "SQLite" || why !== undefined) return;
    server = await startPostgres();
    return () => server?.stop();
  }, 60_000);
  const storeHere = async () =>
    server === undefined
      ? storeAt({ data: folder() })
      : storeAt({ data: "", database: await server.database() });

  it("is read on from, and is what a replay of everything gives", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table, from } = counting(store);
    await begin(table);
    await join(table);
    for (let move = 0; move < 5; move++) expect((await press(table)).ok).toBe(true);
    expect(from).toEqual([undefined, 1, 2, 3, 4, 5]);
    same(await stateOf(table), await anew(store));
  });

  it("is what another process has done since", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const [one, other] = [counting(store).table, counting(store).table];
    await begin(one);
    await join(one);
    for (let move = 0; move < 6; move++) await press(move % 2 ? one : other);
    same(await stateOf(one), await anew(store));
    same(await stateOf(other), await anew(store));
  });

  it("lets one of two simultaneous presses in and tells the other what happened", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const tables = [counting(store).table, counting(store).table];
    await begin(tables[0] as Table);
    for (const [at, by] of [ADA, BO].entries()) await join(tables[0] as Table, by, at ? "client" : "server");
    const { step } = await stateOf(tables[1] as Table);
    const done = await Promise.all(
      [ADA, BO].map((by, at) =>
        act(tables[at] as Table, "c1", by, (state) => mayMove(state, by.id, step, at, AT), AT),
      ),
    );
    expect(done.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const late = done.find(({ ok }) => !ok);
    expect(late).toMatchObject({ why: "moved on", state: { step: step + 1 } });
  });

  it("forgets whom the store forgot, and plays on", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    await join(table, ADA, "server");
    await join(table, BO, "client");
    for (const by of [ADA, BO]) await press(table, by);
    await act(table, "c1", BO, () => ({ ok: true, act: { type: "hand over", seat: "client", to: ADA } }), AT);
    await join(table, BO, "network");
    const held = await store.people.everythingOf(BO.id);
    expect([held.connection_people?.length, held.connection_moves?.length]).toEqual([1, 4]);
    await store.people.forget(BO.id);
    const state = await stateOf(table);
    same(state, await anew(store));
    expect(JSON.stringify(state)).not.toMatch(/test:bo|"Bo"/u);
    expect(state.path.map(({ by }) => by?.name)).toEqual(["Ada", null]);
    expect(Object.entries(state.seats).map(([seat, one]) => [seat, one?.name])).toEqual([
      ["client", "Ada"],
      ["server", "Ada"],
      ["network", undefined],
    ]);
    const rows = await store.db.selectFrom("connection_moves").selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/test:bo|"Bo"/u);
    expect((await press(table, ADA)).ok).toBe(true);
    // Who comes back is somebody new.
    expect((await join(table, BO, "network")).ok).toBe(true);
    same(await stateOf(table), await anew(store));
  });

  it("calls people as they are called now", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    await join(table);
    const done = await press(table, { ...ADA, name: "Ada L." });
    expect(done.ok && [done.state.seats.server?.name, done.state.setting.starter.name]).toEqual([
      "Ada L.",
      "Ada L.",
    ]);
    same(await stateOf(table), await anew(store));
  });

  it("calls whoever a seat is handed to as they are known here, not by what was typed", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    await join(table, BO, "client");
    const to = { id: ADA.id, name: "ada" };
    const done = await act(
      table,
      "c1",
      BO,
      () => ({ ok: true, act: { type: "hand over", seat: "client", to } }),
      AT,
    );
    expect(done.ok && done.state.seats.client?.name).toBe("Ada");
    same(await stateOf(table), await anew(store));
  });

  it("is dropped where something else is stored than what was seen", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    await join(table);
    await press(table);
    const other = JSON.stringify({ type: "leave", seat: "server" });
    await store.db.updateTable("connection_moves").set({ move: other }).where("number", "=", 2).execute();
    same(await stateOf(table), await anew(store));
    await store.db.deleteFrom("connection_moves").where("number", "=", 2).execute();
    same(await stateOf(table), await anew(store));
  });

  it("is not asked for what is of another channel, another engine, or nobody's", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    expect(await read(table, "c1", "test//general/thread 7")).toMatchObject({ ok: true });
    for (const place of ["test//study/", "test/other/general/", "discord//general/"])
      expect(await read(table, "c1", place)).toEqual({ ok: false, why: "elsewhere" });
    expect(await read(table, "c2", HERE)).toEqual({ ok: false, why: "unknown" });
    await store.db.updateTable("connections").set({ engine_version: "1" }).execute();
    expect(await act(table, "c1", ADA, () => ({ ok: false, why: "ended" }), AT)).toEqual({
      ...{ ok: false, why: "engine" },
    });
  });

  it("ends in the same breath as its last move", async ({ skip }) => {
    skip(why !== undefined, why);
    const store = await storeHere();
    const { table } = counting(store);
    await begin(table);
    await act(table, "c1", ADA, () => ({ ok: true, act: { type: "end" } }), AT + 5);
    expect(await store.connections.load("c1")).toMatchObject({ status: "ended", changedAt: AT + 5 });
  });
});

describe("the memory of connections", () => {
  it("cannot be written on", async () => {
    const { table } = counting(await storeAt({ data: folder() }));
    await begin(table);
    await join(table);
    await press(table);
    const state = await stateOf(table);
    const move = legal(state.sim)[0]?.move;
    // @ts-expect-error: the compiler does not let it through in the first place.
    expect(() => move && advance(state.sim, move)).toThrow(TypeError);
    expect(() => Object.assign(state, { step: 7 })).toThrow(TypeError);
    expect(() => Object.assign(state.seats, { server: null })).toThrow(TypeError);
    expect(() => Object.assign(state.sim.trace[0] ?? {}, { at: 7 })).toThrow(TypeError);
    expect((await press(table)).ok).toBe(true);
  });

  it("has a limit: the least recently used goes, and is replayed", async () => {
    const recent = recentTables(30);
    const { table } = counting(await storeAt({ data: folder() }), recent);
    const ids = ["c1", "c2", "c3", "c4"];
    for (const id of ids) {
      await begin(table, "free", id);
      await join(table, ADA, "server", id);
      // Used again and again: never the least recently used.
      await stateOf(table);
    }
    expect(ids.filter((id) => recent.get(id) !== undefined)).toEqual(["c1", "c3", "c4"]);
    expect((await join(table, BO, "client", "c2")).ok).toBe(true);
  });
});
