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

describe.each([
  ["in memory", breaksInMemory()],
  ["in the store", breaksOf(store, () => 7)],
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
    expect(await breaksOf(store, () => 8).first(LOCKED, "locked")).toBe(false);
    expect(await store.brokenPlaces.find(LOCKED)).toEqual({ place: LOCKED, reason: "locked", since: 7 });
  });
});
