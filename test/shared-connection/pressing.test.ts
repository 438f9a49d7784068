import { afterEach, describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import type { State } from "../../src/shared-connection/replay.ts";
import { act, open, read, type Table } from "../../src/shared-connection/table.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { folder } from "../store/processes.ts";
import { AT, beginning } from "./playing.ts";

const PEOPLE = 8;
const ROUNDS = 25;
const stores: Store[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

describe("eight people pressing at once", () => {
  it("lose no acknowledged move, apply none twice, and all are answered", async () => {
    const opened = await openStore({ data: folder() });
    if (!opened.ok) throw new Error(opened.problem);
    stores.push(opened.store);
    const table: Table = {
      keep: opened.store.connections,
      scenarioOf: (id) => scenarioOf(id) ?? undefined,
    };
    const { setting } = beginning("four-way", { mode: "free" });
    const scenario = scenarioOf("four-way") as Scenario;
    await open(table, { id: "c1", place: "test//x/", scenario, setting, run: { seed: 7 } }, AT);
    const seats = ["client", "server", "network"];
    const people = Array.from({ length: PEOPLE }, (_, n) => ({ id: `test:${n}`, name: `P${n}` }));
    for (const [n, seat] of seats.entries()) {
      const by = people[n] ?? { id: "", name: "" };
      await act(table, "c1", by, (state) => mayJoin(state, by.id, seat, AT), AT);
    }
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const before = await read(table, "c1");
      if (!before.ok) throw new Error(before.why);
      const { step, sim } = before.state;
      const count = Math.max(1, legal(sim).length);
      const answers = await Promise.all(
        people.map((by, n) => {
          const index = (round * PEOPLE + n) % count;
          const may = (state: State) => mayMove(state, by.id, step, index, AT);
          return act(table, "c1", by, may, AT);
        }),
      );
      const done = answers.filter(({ ok }) => ok).length;
      expect(done).toBeLessThanOrEqual(1);
      expect(answers.every((one) => one.ok || one.why !== "busy")).toBe(true);
      acknowledged += done;
    }
    const after = await read(table, "c1");
    expect(after.ok && after.state.path.length).toBe(acknowledged);
    expect(acknowledged).toBeGreaterThan(5);
  });
});
