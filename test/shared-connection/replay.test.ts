import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { MODES } from "../../src/shared-connection/act.ts";
import { legal, turnOf } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove, mayUndo } from "../../src/shared-connection/may.ts";
import { recentTables } from "../../src/shared-connection/recent.ts";
import { after, type Beginning, replay, type State } from "../../src/shared-connection/replay.ts";
import { AT, beginning, type Live, live } from "./playing.ts";
import { decide, WHATS, type What } from "./presses.ts";

const PEOPLE = ["ada", "bo", "cy"];
const pressing = fc.record({
  person: fc.constantFrom(...PEOPLE),
  heir: fc.constantFrom(...PEOPLE),
  // Mostly moves: a list of the rest ends before it has begun.
  what: fc.oneof(
    { weight: 4, arbitrary: fc.constant<What>("move") },
    { weight: 2, arbitrary: fc.constant<What>("join") },
    { weight: 4, arbitrary: fc.constantFrom(...WHATS.filter((what) => what !== "end")) },
  ),
  pick: fc.nat(1_000),
  /** Milliseconds that pass before it. */
  wait: fc.constantFrom(0, 1_000, 30_000, 120_000),
});
const lists = [
  fc.constantFrom(...scenarios.map(({ id }) => id)),
  fc.constantFrom(...MODES),
  fc.nat(1_000),
  fc.array(pressing, { minLength: 10, maxLength: 60 }),
] as const;
type Pressing = typeof pressing extends fc.Arbitrary<infer T> ? T : never;

/** Three sit already, so that there is something to agree about. */
function playedThrough(begun: Beginning, presses: readonly Pressing[]): Live {
  const one = live(begun);
  for (const [at, person] of PEOPLE.entries())
    one.press(person, (state) => mayJoin(state, `test:${person}`, Object.keys(state.seats)[at] ?? "", AT));
  let now = AT;
  for (const { person, heir, wait, ...press } of presses) {
    now += wait;
    const asked = { ...press, person: `test:${person}`, heir: `test:${heir}` };
    one.press(person, (state) => decide(state, asked, now), now);
  }
  return one;
}
const MINUTE = { turnLimitMs: 60_000 };
const PATIENT = { timeout: 60_000 };

describe("replaying what is stored", () => {
  it("gives the same bytes as playing live, whatever people do", PATIENT, () => {
    fc.assert(
      fc.property(...lists, (scenario, mode, seed, presses) => {
        const begun = beginning(scenario, { mode, ...MINUTE }, seed);
        const played = playedThrough(begun, presses);
        const stored = JSON.parse(JSON.stringify(played.deeds));
        expect(JSON.stringify(replay(begun, stored))).toBe(JSON.stringify(played.state));
      }),
      { numRuns: 80 },
    );
  });

  it("has had every kind of act among them", PATIENT, () => {
    const acts = fc
      .sample(fc.tuple(...lists), { seed: 1, numRuns: 200 })
      .flatMap(([, mode, seed, presses]) => {
        const { deeds } = playedThrough(beginning("three-way", { mode, ...MINUTE }, seed), presses);
        return deeds.map(({ act }) => act.type);
      });
    const kinds = [...WHATS.filter((what) => what !== "end" && what !== "leave one"), "undo", "remind"];
    expect([...new Set(acts)].sort()).toEqual(kinds.sort());
  });

  it("is the same from any point on, and never writes on what it was given", PATIENT, () => {
    fc.assert(
      fc.property(...lists, fc.nat(59), (scenario, mode, seed, presses, cut) => {
        const begun = beginning(scenario, { mode, ...MINUTE }, seed);
        const played = playedThrough(begun, presses);
        const middle = replay(begun, played.deeds.slice(0, cut));
        const kept = recentTables();
        const seen = { version: cut, last: "", origin: "", roster: [], state: middle };
        kept.set("c1", seen);
        const before = JSON.stringify(middle);
        const end = played.deeds.slice(cut).reduce(after, kept.get("c1")?.state as State);
        expect(JSON.stringify(end)).toBe(JSON.stringify(played.state));
        expect(JSON.stringify(middle)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });
});

const first =
  (person: string, now = AT) =>
  (state: Parameters<typeof mayMove>[0]) => {
    const turn = turnOf(state.sim);
    const index = legal(state.sim, state.goal).findIndex(({ seat }) => seat === turn);
    return mayMove(state, `test:${person}`, state.step, index, now);
  };
const join = (person: string, seat: string) => (state: Parameters<typeof mayJoin>[0]) =>
  mayJoin(state, `test:${person}`, seat, AT);

describe("seats and turns", () => {
  it("let only whoever sits there choose, and say to everybody else why not", () => {
    const one = live(beginning("three-way"));
    expect(one.press("ada", first("ada"))).toBe("spectator");
    expect(one.press("ada", join("ada", "server"))).toBe("join");
    expect(one.press("bo", join("bo", "server"))).toBe("taken");
    expect(one.press("bo", join("bo", "client"))).toBe("join");
    expect(turnOf(one.state.sim)).toBe("server");
    expect(one.press("bo", first("bo"))).toBe("not your turn");
    expect(one.press("ada", (now) => mayMove(now, "test:ada", 7, 0, AT))).toBe("moved on");
    expect(one.press("ada", (now) => mayMove(now, "test:ada", 0, 99, AT))).toBe("not legal");
    expect(one.press("ada", first("ada"))).toBe("move");
    expect(one.press("bo", first("bo"))).toBe("move");
    expect(turnOf(one.state.sim)).toBe("network");
    expect(one.press("cy", first("cy"))).toBe("spectator");
    expect(one.press("bo", first("bo"))).toBe("move");
    expect(one.state.path.map(({ by }) => by?.name ?? null)).toEqual(["ada", "bo", null]);
  });

  it("remind who is away, then let anyone act", () => {
    const one = live(beginning("three-way"));
    one.press("ada", join("ada", "server"));
    one.press("bo", join("bo", "client"));
    expect(one.press("bo", first("bo", AT + 599_999))).toBe("not your turn");
    expect(one.press("bo", first("bo", AT + 600_000), AT + 600_000)).toBe("remind");
    expect(one.press("bo", first("bo", AT + 600_001))).toBe("not your turn");
    expect(one.press("bo", first("bo", AT + 660_000), AT + 660_000)).toBe("move");
  });

  it("take a move back when every other seat agrees, and keep it in the history", () => {
    const one = live(beginning("three-way"));
    one.press("ada", join("ada", "server"));
    one.press("bo", join("bo", "client"));
    one.press("ada", first("ada"));
    const undo = (person: string, what: "ask undo" | "consent" | "refuse") =>
      one.press(person, (now) => mayUndo(now, `test:${person}`, what, now.step));
    expect(undo("ada", "consent")).toBe("not asked");
    expect(undo("ada", "ask undo")).toBe("ask undo");
    expect(one.state.path).toHaveLength(1);
    expect(undo("bo", "refuse")).toBe("refuse");
    expect(undo("ada", "ask undo")).toBe("ask undo");
    expect(undo("bo", "consent")).toBe("undo");
    expect([one.state.path.length, one.state.undone.length, one.state.step]).toEqual([0, 1, 2]);
  });

  it("end at the goal, in as many moves as the shortest way", () => {
    const one = live(beginning("three-way", { goal: "open" }));
    for (const seat of ["client", "server", "network"]) one.press("ada", join("ada", seat));
    while (!one.state.ended && one.state.path.length < 20) one.press("ada", first("ada"));
    expect(one.state.ended).toEqual({ why: "goal", by: { id: "test:ada", name: "ada" } });
    expect(one.state.path).toHaveLength(one.state.goal?.par ?? 0);
    expect(one.press("ada", first("ada"))).toBe("ended");
  });

  it("take from the network what the goal does not allow it", () => {
    const one = live(beginning("three-way", { goal: "open-losing-three" }));
    for (const seat of ["client", "server", "network"]) one.press("ada", join("ada", seat));
    let lost = 0;
    while (!one.state.ended && one.state.path.length < 40) {
      const all = legal(one.state.sim, one.state.goal);
      const lose = all.findIndex(({ move, seat }) => move.type === "lose" && seat === turnOf(one.state.sim));
      if (lose < 0) one.press("ada", first("ada"));
      else lost += one.press("ada", (now) => mayMove(now, "test:ada", now.step, lose, AT)) === "move" ? 1 : 0;
    }
    expect([lost, one.state.ended?.why]).toEqual([3, "goal"]);
  });
});
