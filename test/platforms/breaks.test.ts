import { afterAll, describe, expect, it } from "vitest";
import { breaksInMemory } from "../../src/chat/breaks.ts";
import { breaksOf } from "../../src/services.ts";
import { openStore } from "../../src/store/index.ts";
import { folder } from "../store/processes.ts";

const opened = await openStore({ data: folder() });
if (!opened.ok) throw new Error(opened.problem);
const { store } = opened;
afterAll(() => store.close());
const LOCKED = "discord:1/2";
const QUIET = { info() {}, warn() {}, error() {} };

describe.each([
  ["in memory", breaksInMemory()],
  ["in the store", breaksOf(store, () => 7, QUIET)],
])("breaks that are remembered %s", (_, breaks) => {
  it("are told of by exactly one of many", async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => breaks.first(LOCKED, "locked")));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await breaks.first("slack:T1/C1", "archived")).toBe(true);
  });

  it("are told of again once they were over", async () => {
    await breaks.over(LOCKED);
    await breaks.over(LOCKED);
    expect(await breaks.first(LOCKED, "locked")).toBe(true);
    expect(await breaks.first(LOCKED, "locked")).toBe(false);
  });
});

describe("breaks in the store", () => {
  it("are the same for whoever else opens it", async () => {
    expect(await breaksOf(store, () => 8, QUIET).first(LOCKED, "locked")).toBe(false);
    expect(await store.brokenPlaces.find(LOCKED)).toEqual({ place: LOCKED, reason: "locked", since: 7 });
  });
});

describe("breaks while the database is away", () => {
  const never = () => new Promise<never>(() => {});
  const refused = () => Promise.reject(new Error("away"));

  it.each([
    ["refuses", refused],
    ["is silent", never],
  ])("are remembered by this process, and keep nobody from an answer (it %s)", async (_, work) => {
    const logged: string[] = [];
    const log = { ...QUIET, error: (_fields: object, message: string) => void logged.push(message) };
    const brokenPlaces = { mark: work, find: work, claimTelling: work, mend: work };
    const breaks = breaksOf({ brokenPlaces }, () => 7, log);
    expect(await breaks.first(LOCKED, "locked")).toBe(true);
    expect(await breaks.first(LOCKED, "locked")).toBe(false);
    await breaks.over(LOCKED);
    expect(await breaks.first(LOCKED, "locked")).toBe(true);
    expect(new Set(logged)).toEqual(new Set(["the database does not take what was told of a channel"]));
  });
});
