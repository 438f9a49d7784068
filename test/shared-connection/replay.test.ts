import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { MODES } from "../../src/shared-connection/act.ts";
import { legal, turnOf } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayLeave, mayMove, mayUndo } from "../../src/shared-connection/may.ts";
import { replay } from "../../src/shared-connection/replay.ts";
import { AT, beginning, live } from "./playing.ts";

const PEOPLE = ["ada", "bo", "cy"];
const pressing = fc.record({
  person: fc.constantFrom(...PEOPLE),
  what: fc.constantFrom("move", "move", "move", "move", "join", "leave", "undo", "consent", "refuse"),
  pick: fc.nat(40),
});

describe("replaying what is stored", () => {
  it("gives the same bytes as playing live", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scenarios.map(({ id }) => id)),
        fc.constantFrom(...MODES),
        fc.nat(1_000),
        fc.array(pressing, { minLength: 10, maxLength: 60 }),
        (scenario, mode, seed, presses) => {
          const begun = beginning(scenario, { mode }, seed);
          const played = live(begun);
          for (const { person, what, pick } of presses) {
            const id = `test:${person}`;
            played.press(person, (state) => {
              const seats = Object.keys(state.seats);
              if (what === "join") return mayJoin(state, id, seats[pick % seats.length] ?? "", AT);
              if (what === "leave") return mayLeave(state, id);
              if (what === "undo") return mayUndo(state, id, "ask undo", state.step);
              if (what !== "move") return mayUndo(state, id, what as "consent", state.step);
              const count = Math.max(1, legal(state.sim, state.goal).length);
              return mayMove(state, id, state.step, pick % count, AT);
            });
          }
          const stored = JSON.parse(JSON.stringify(played.deeds));
          expect(JSON.stringify(replay(begun, stored))).toBe(JSON.stringify(played.state));
        },
      ),
      { numRuns: 60 },
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
    const { press, state } = live(beginning("three-way"));
    expect(press("ada", first("ada"))).toBe("spectator");
    expect(press("ada", join("ada", "server"))).toBe("join");
    expect(press("bo", join("bo", "server"))).toBe("taken");
    expect(press("bo", join("bo", "client"))).toBe("join");
    expect(turnOf(state.sim)).toBe("server");
    expect(press("bo", first("bo"))).toBe("not your turn");
    expect(press("ada", (now) => mayMove(now, "test:ada", 7, 0, AT))).toBe("moved on");
    expect(press("ada", (now) => mayMove(now, "test:ada", 0, 99, AT))).toBe("not legal");
    expect(press("ada", first("ada"))).toBe("move");
    expect(press("bo", first("bo"))).toBe("move");
    expect(turnOf(state.sim)).toBe("network");
    expect(press("cy", first("cy"))).toBe("spectator");
    expect(press("bo", first("bo"))).toBe("move");
    expect(state.path.map(({ by }) => by?.name ?? null)).toEqual(["ada", "bo", null]);
  });

  it("remind who is away, then let anyone act", () => {
    const { press } = live(beginning("three-way"));
    press("ada", join("ada", "server"));
    press("bo", join("bo", "client"));
    expect(press("bo", first("bo", AT + 599_999))).toBe("not your turn");
    expect(press("bo", first("bo", AT + 600_000), AT + 600_000)).toBe("remind");
    expect(press("bo", first("bo", AT + 600_001))).toBe("not your turn");
    expect(press("bo", first("bo", AT + 660_000), AT + 660_000)).toBe("move");
  });

  it("take a move back when every other seat agrees, and keep it in the history", () => {
    const { press, state } = live(beginning("three-way"));
    press("ada", join("ada", "server"));
    press("bo", join("bo", "client"));
    press("ada", first("ada"));
    const undo = (person: string, what: "ask undo" | "consent" | "refuse") =>
      press(person, (now) => mayUndo(now, `test:${person}`, what, now.step));
    expect(undo("ada", "consent")).toBe("not asked");
    expect(undo("ada", "ask undo")).toBe("ask undo");
    expect(state.path).toHaveLength(1);
    expect(undo("bo", "refuse")).toBe("refuse");
    expect(undo("ada", "ask undo")).toBe("ask undo");
    expect(undo("bo", "consent")).toBe("consent");
    expect([state.path.length, state.undone.length, state.step]).toEqual([0, 1, 2]);
  });

  it("end at the goal, in as many moves as the shortest way", () => {
    const { press, state } = live(beginning("three-way", { goal: "open" }));
    for (const seat of ["client", "server", "network"]) press("ada", join("ada", seat));
    while (!state.ended && state.path.length < 20) press("ada", first("ada"));
    expect(state.ended).toEqual({ why: "goal", by: { id: "test:ada", name: "ada" } });
    expect(state.path).toHaveLength(state.goal?.par ?? 0);
    expect(press("ada", first("ada"))).toBe("ended");
  });

  it("take from the network what the goal does not allow it", () => {
    const { press, state } = live(beginning("three-way", { goal: "open-losing-three" }));
    for (const seat of ["client", "server", "network"]) press("ada", join("ada", seat));
    let lost = 0;
    while (!state.ended && state.path.length < 40) {
      const all = legal(state.sim, state.goal);
      const lose = all.findIndex(({ move, seat }) => move.type === "lose" && seat === turnOf(state.sim));
      if (lose < 0) press("ada", first("ada"));
      else lost += press("ada", (now) => mayMove(now, "test:ada", now.step, lose, AT)) === "move" ? 1 : 0;
    }
    expect([lost, state.ended?.why]).toEqual([3, "goal"]);
  });
});
