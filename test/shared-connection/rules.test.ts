import { describe, expect, it } from "vitest";
import type { Mode } from "../../src/shared-connection/act.ts";
import { due, legal, sameMove, turnOf } from "../../src/shared-connection/legal.ts";
import { GRACE_MS, MOVES_MAX } from "../../src/shared-connection/limits.ts";
import {
  mayEnd,
  mayJoin,
  mayLeave,
  mayLetTheRules,
  mayMove,
  mayUndo,
} from "../../src/shared-connection/may.ts";
import { replay, type State } from "../../src/shared-connection/replay.ts";
import { AT, beginning, type Live, live } from "./playing.ts";

const LIMIT = 600_000;
const id = (person: string) => `test:${person}`;
const join = (one: Live, person: string, seat: string, now = AT) =>
  one.press(person, (state) => mayJoin(state, id(person), seat, now), now);
const leave = (one: Live, person: string, seat?: string, to?: string) =>
  one.press(person, (state) => mayLeave(state, id(person), to ? { id: id(to), name: to } : undefined, seat));
const rules = (one: Live, person: string, seat: string) =>
  one.press(person, (state) => mayLetTheRules(state, id(person), seat));
const undo = (one: Live, person: string, what: "ask undo" | "consent" | "refuse") =>
  one.press(person, (state) => mayUndo(state, id(person), what, state.step));
/** What the rules would do now, pressed by that person. */
function follow(one: Live, person: string, now = AT): string {
  const next = due(one.state.sim);
  const index = legal(one.state.sim, one.state.goal).findIndex(
    ({ move }) => next && sameMove(move, next.move),
  );
  return one.press(person, (state) => mayMove(state, id(person), state.step, index, now), now);
}
const seatsOf = ({ state }: Live) =>
  Object.fromEntries(Object.entries(state.seats).map(([seat, one]) => [seat, one?.name ?? null]));
const moves = ({ path }: State) => path.map(({ move, by }) => [move.type, by?.name ?? null]);
const table = (mode: Mode = "turns", more = {}) => live(beginning("three-way", { mode, ...more }));

describe("a seat", () => {
  it("is one of several that a person may hold; they leave or hand over one, or one after the other", () => {
    const one = table();
    for (const seat of ["client", "server", "network"]) expect(join(one, "ada", seat)).toBe("join");
    expect(join(one, "ada", "server")).toBe("taken");
    expect(leave(one, "ada", "network")).toBe("leave");
    expect(leave(one, "ada", "network")).toBe("not legal");
    expect(leave(one, "ada", "server", "bo")).toBe("hand over");
    expect(seatsOf(one)).toEqual({ client: "ada", server: "bo", network: null });
    expect(join(one, "bo", "network")).toBe("join");
    for (const left of ["leave", "leave", "spectator"]) expect(leave(one, "bo")).toBe(left);
    expect(seatsOf(one)).toEqual({ client: "ada", server: null, network: null });
  });

  it("is taken, or played by anyone, when its holder is away: the turn limit, a reminder, a minute", () => {
    for (const what of ["move", "join"] as const) {
      const one = table();
      join(one, "ada", "server");
      join(one, "bo", "client");
      expect(turnOf(one.state.sim)).toBe("server");
      const press = (now: number) =>
        what === "move" ? follow(one, "bo", now) : join(one, "cy", "server", now);
      const early = what === "move" ? "not your turn" : "taken";
      expect(press(AT + LIMIT - 1)).toBe(early);
      expect(press(AT + LIMIT)).toBe("remind");
      expect(press(AT + LIMIT + GRACE_MS - 1)).toBe(early);
      expect(press(AT + LIMIT + GRACE_MS)).toBe(what);
      expect(one.state.path).toHaveLength(what === "move" ? 1 : 0);
      expect(one.state.seats.server?.name).toBe(what === "move" ? "ada" : "cy");
    }
  });

  it("counts from what is stored: over a restart, however long the bot was down", () => {
    const one = table();
    join(one, "ada", "server");
    join(one, "bo", "client");
    const week = AT + 7 * 24 * 3_600_000;
    const again = replay(beginning("three-way"), one.deeds);
    expect(mayJoin(again, id("cy"), "server", week)).toEqual({ ok: true, act: { type: "remind" } });
    join(one, "cy", "server", week);
    const reminded = replay(beginning("three-way"), one.deeds);
    expect(mayJoin(reminded, id("cy"), "server", week + 1)).toMatchObject({ why: "taken" });
    expect(mayJoin(reminded, id("cy"), "server", week + GRACE_MS)).toMatchObject({ ok: true });
  });

  it("gives whoever sits down the whole turn to think", () => {
    const one = table();
    join(one, "ada", "client");
    join(one, "bo", "server", AT + LIMIT);
    expect(follow(one, "ada", AT + LIMIT + 1)).toBe("not your turn");
    expect(one.state.remindedAt).toBeNull();
    expect(follow(one, "ada", AT + 2 * LIMIT)).toBe("remind");
  });

  it("is not taken out of turn, however long its holder is silent", () => {
    const one = table();
    join(one, "ada", "client");
    join(one, "bo", "server");
    expect(join(one, "cy", "client", AT + 10 * LIMIT)).toBe("taken");
  });

  it("makes spectators of everybody else, who see why and may sit down", () => {
    const one = table();
    join(one, "ada", "server");
    expect(follow(one, "cy")).toBe("spectator");
    expect(undo(one, "cy", "ask undo")).toBe("spectator");
    expect(rules(one, "cy", "network")).toBe("spectator");
    expect(one.press("cy", (state) => mayEnd(state, id("cy")))).toBe("spectator");
    const unknown = (person: string, at = one) =>
      at.press(person, (state) => mayMove(state, id(person), state.step, -1, AT));
    expect([unknown("cy"), unknown("ada")]).toEqual(["spectator", "not legal"]);
    expect(unknown("cy", table("instructor"))).toBe("led");
    expect(join(one, "cy", "network")).toBe("join");
  });
});

describe("an empty seat", () => {
  it("does, pressed by whoever sits, only what the rules do", () => {
    const one = table();
    join(one, "ada", "server");
    expect(follow(one, "ada")).toBe("move");
    expect(follow(one, "ada")).toBe("move");
    const lose = legal(one.state.sim).findIndex(({ move }) => move.type === "lose");
    expect(one.press("ada", (state) => mayMove(state, id("ada"), state.step, lose, AT))).toBe("empty seat");
    expect(moves(one.state)).toEqual([
      ["call", "ada"],
      ["call", null],
    ]);
  });

  it("goes on by itself once it was left to the rules, and stops for whoever sits down", () => {
    const one = table();
    join(one, "ada", "server");
    join(one, "bo", "client");
    expect(rules(one, "bo", "network")).toBe("let the rules");
    expect(rules(one, "bo", "network")).toBe("moved on");
    expect(rules(one, "bo", "server")).toBe("taken");
    follow(one, "ada");
    follow(one, "bo");
    // SYN, SYN,ACK and ACK are delivered by the rules, visibly; then it is somebody's turn again.
    expect(
      one.state.path.map(({ move, by, unasked }) => [move.type, by?.name ?? null, unasked ?? false]),
    ).toEqual([["call", "ada", false], ["call", "bo", false], ...Array(3).fill(["deliver", null, true])]);
    expect(turnOf(one.state.sim)).toBe("server");
    expect(join(one, "cy", "network")).toBe("join");
    expect(one.state.byRules).toEqual([]);
  });

  it("plays at once where it is its turn already", () => {
    const one = table();
    join(one, "ada", "server");
    join(one, "bo", "client");
    follow(one, "ada");
    follow(one, "bo");
    expect(turnOf(one.state.sim)).toBe("network");
    expect(rules(one, "ada", "network")).toBe("let the rules");
    expect(one.state.path.filter(({ unasked }) => unasked)).toHaveLength(3);
  });

  it("never plays beyond the goal, the last move, or what the goal forbids the network", () => {
    const one = live(beginning("three-way", { goal: "open" }));
    join(one, "ada", "server");
    join(one, "bo", "client");
    rules(one, "bo", "network");
    follow(one, "ada");
    follow(one, "bo");
    expect(one.state.ended).toEqual({ why: "goal", by: { id: id("bo"), name: "bo" } });
    expect(one.state.path).toHaveLength(one.state.goal?.par ?? 0);
  });

  it("waits for a press where everybody may first say what comes", () => {
    const one = table("predict");
    join(one, "ada", "server");
    expect(rules(one, "ada", "network")).toBe("not by themselves");
  });
});

describe("modes", () => {
  it("free: whoever sits does what is legal for their seat, at any time", () => {
    const one = table("free");
    join(one, "ada", "server");
    join(one, "bo", "client");
    expect(turnOf(one.state.sim)).toBe("server");
    const connect = legal(one.state.sim).findIndex(({ seat }) => seat === "client");
    const press = (person: string) =>
      one.press(person, (state) => mayMove(state, id(person), state.step, connect, AT));
    expect([press("cy"), press("ada"), press("bo")]).toEqual(["spectator", "not your turn", "move"]);
  });

  it("instructor: one leads, nobody has to agree, and anybody leads on where that one asked to be forgotten", () => {
    const one = table("instructor");
    expect(follow(one, "bo")).toBe("led");
    expect(follow(one, "ada")).toBe("move");
    expect(undo(one, "bo", "ask undo")).toBe("led");
    expect(undo(one, "ada", "ask undo")).toBe("undo");
    for (const person of ["ada", "bo"]) expect(leave(one, person)).toBe("no seat");
    const left = live(beginning("three-way", { mode: "instructor", starter: { id: "gone:0", name: null } }));
    expect(follow(left, "bo")).toBe("move");
  });
});

describe("undo", () => {
  const played = () => {
    const one = table();
    for (const [who, seat] of [
      ["ada", "server"],
      ["bo", "client"],
      ["cy", "network"],
    ] as const)
      join(one, who, seat);
    follow(one, "ada");
    follow(one, "bo");
    return one;
  };

  it("waits for every other seat; one no is enough, and whoever asked may withdraw", () => {
    const one = played();
    expect(undo(one, "ada", "ask undo")).toBe("ask undo");
    expect(undo(one, "bo", "ask undo")).toBe("already asked");
    for (const what of ["ask undo", "consent"] as const)
      expect(undo(one, "ada", what)).toBe("asked yourself");
    expect(undo(one, "bo", "consent")).toBe("consent");
    for (const what of ["ask undo", "consent", "refuse"] as const)
      expect(undo(one, "bo", what)).toBe("agreed already");
    expect(undo(one, "cy", "refuse")).toBe("refuse");
    expect(undo(one, "cy", "consent")).toBe("not asked");
    expect(undo(one, "bo", "ask undo")).toBe("ask undo");
    expect(undo(one, "bo", "refuse")).toBe("refuse");
    expect(one.state.path).toHaveLength(2);
  });

  it("keeps the branch that was undone, with where it left the path, and every act", () => {
    const one = played();
    undo(one, "ada", "ask undo");
    undo(one, "bo", "consent");
    expect(undo(one, "cy", "consent")).toBe("undo");
    expect(one.state.undone).toEqual([
      { from: 1, moves: [expect.objectContaining({ seat: "client", by: { id: id("bo"), name: "bo" } })] },
    ]);
    expect(one.deeds.filter(({ act }) => act.type === "move")).toHaveLength(2);
    expect([one.state.path.length, one.state.step, turnOf(one.state.sim)]).toEqual([1, 3, "client"]);
    expect(follow(one, "bo")).toBe("move");
    expect(one.state.path).toHaveLength(2);
  });

  it("takes back with a move what the rules did after it", () => {
    const one = table();
    join(one, "ada", "server");
    join(one, "bo", "client");
    rules(one, "bo", "network");
    follow(one, "ada");
    follow(one, "bo");
    undo(one, "bo", "ask undo");
    expect(undo(one, "ada", "consent")).toBe("undo");
    expect(one.state.path).toHaveLength(1);
    expect(one.state.undone[0]?.moves).toHaveLength(4);
  });

  it("does not hang on somebody who stood up meanwhile: it is asked again", () => {
    const one = played();
    undo(one, "ada", "ask undo");
    undo(one, "bo", "consent");
    leave(one, "cy");
    expect(one.state.asking).toBeNull();
    undo(one, "ada", "ask undo");
    expect(undo(one, "bo", "consent")).toBe("undo");
  });

  it("has nothing to take back before the first move", () => {
    const one = table();
    join(one, "ada", "server");
    expect(undo(one, "ada", "ask undo")).toBe("nothing to undo");
  });
});

describe("200 moves", () => {
  it("end it, undone ones and those that a fork began with included", () => {
    const opening = Array.from({ length: 40 }, () => ({
      ...{ type: "call", host: "server", socket: "listener" },
      call: { op: "listen", port: 80 },
    })) as never;
    const one = table("turns", { opening });
    for (const seat of ["client", "server", "network"]) join(one, "ada", seat);
    let played = 0;
    while (!one.state.ended && played++ < MOVES_MAX) {
      const sends = legal(one.state.sim).findIndex(
        ({ move, seat }) => seat === turnOf(one.state.sim) && move.type === "delay",
      );
      const last = one.state.step === MOVES_MAX - 41 ? undo(one, "ada", "ask undo") : "";
      if (last !== "undo" && sends < 0) follow(one, "ada");
      else if (last !== "undo") one.press("ada", (state) => mayMove(state, id("ada"), state.step, sends, AT));
    }
    expect(one.state.ended).toMatchObject({ why: "moves" });
    expect(one.state.step).toBe(MOVES_MAX - 40);
    expect(follow(one, "ada")).toBe("ended");
  });
});
