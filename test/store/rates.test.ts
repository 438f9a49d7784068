// Who shares a PostgreSQL counts together; a SQLite file serves one process, which counts alone.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RateLimiterAbstract } from "rate-limiter-flexible";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store, type StorePlace } from "../../src/store/index.ts";
import { limiterIn } from "../../src/store/rates.ts";
import { type Postgres, startPostgres, whyNoPostgres } from "./postgres.ts";

/** Long enough that no window ends meanwhile. */
const LIMITS = { name: "posts", points: 10, seconds: 600 };

async function open(place: StorePlace): Promise<Store> {
  const opened = await openStore(place);
  if (!opened.ok) throw new Error(opened.problem);
  return opened.store;
}

/** How many of so many at once were let through. */
async function through(limiters: readonly RateLimiterAbstract[], each: number, key: string): Promise<number> {
  const all = limiters.flatMap((one) => Array.from({ length: each }, () => one.consume(key)));
  return (await Promise.allSettled(all)).filter(({ status }) => status === "fulfilled").length;
}

const why = whyNoPostgres();
describe.skipIf(why)(`processes of one PostgreSQL${why === undefined ? "" : ` (${why})`}`, () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  it("count together, each key and each name for itself", async () => {
    const database = await postgres.database();
    const stores = [await open({ data: "", database }), await open({ data: "", database })];
    const limiters = await Promise.all(stores.map((store) => limiterIn(store, LIMITS)));
    expect(await through(limiters, 12, "C1")).toBe(10);
    expect(await through(limiters, 4, "C2")).toBe(8);
    const others = await Promise.all(stores.map((store) => limiterIn(store, { ...LIMITS, name: "edits" })));
    expect(await through(others, 4, "C1")).toBe(8);
    for (const store of stores) await store.close();
  });

  it("count each for itself while it does not answer", async () => {
    const store = await open({ data: "", database: await postgres.database() });
    const limiter = await limiterIn(store, LIMITS);
    await store.close();
    expect(await through([limiter], 12, "C1")).toBe(10);
  });
});

it("counts alone over SQLite", async () => {
  const data = mkdtempSync(join(tmpdir(), "ackademy-"));
  const store = await open({ data });
  expect(await through([await limiterIn(store, LIMITS)], 12, "C1")).toBe(10);
  await store.close();
  rmSync(data, { recursive: true });
});
