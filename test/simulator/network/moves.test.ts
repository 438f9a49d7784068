// What the network and an attacker may do next, and what `play` takes of it.
import { describe, expect, it } from "vitest";
import { LIMITS } from "../../../src/simulator/network/limits.ts";
import { moves } from "../../../src/simulator/network/moves.ts";
import { play } from "../../../src/simulator/network/play.ts";
import { run, start } from "../../../src/simulator/network/run.ts";
import type { Incident, Scenario } from "../../../src/simulator/network/scenario.ts";
import type { Simulation } from "../../../src/simulator/network/simulation.ts";
import type { Move } from "../../../src/simulator/network/trace.ts";
import { SYN } from "../../../src/simulator/tcp/segment.ts";
import { seqNum } from "../../../src/simulator/tcp/seqnum.ts";
import { A, B } from "./pairs.ts";

const text = { en: "an opening", ko: "열기" };
const DELAY_MS = 10;
const opening: Scenario = {
  id: "opening",
  title: text,
  about: text,
  topic: "open",
  hosts: [A, B],
  delayMs: DELAY_MS,
  programs: [
    { host: B.id, steps: [{ socket: "listener", call: { op: "listen", port: 80 } }] },
    { host: A.id, steps: [{ socket: "a", call: { op: "connect", to: { ip: B.ip, port: 80 } } }] },
  ],
};
const address = (host: typeof A, port: number) => ({ ip: host.ip, port });
const forged = (seq: number): Move => ({
  type: "forge",
  by: A.id,
  to: B.id,
  seg: {
    src: address(A, 4_000),
    dst: address(B, 80),
    seq: seqNum(seq),
    ack: seqNum(0),
    flags: SYN,
    wnd: 0,
    data: "",
  },
});
const incident: Incident = {
  at: 5_000,
  what: {
    type: "forge",
    by: A.id,
    seg: { from: A.id, to: B.id, srcPort: 1, dstPort: 80, flags: "SYN", seq: 9 },
  },
};

/** Both programs have made their call: the SYN is on its way. */
function withSyn(scenario: Scenario): { sim: Simulation; id: number } {
  let sim: Simulation = start(scenario);
  for (let i = 0; i < 2; i++) sim = play(sim, moves(sim).find(({ type }) => type === "call") as Move);
  const [syn] = sim.flights;
  if (!syn) throw new Error("no SYN is on its way");
  return { sim, id: syn.flight.id };
}

const about = (sim: Simulation, id: number): string[] =>
  moves(sim).flatMap((move) => ("id" in move && move.id === id ? [move.type] : []));

describe("a segment", () => {
  it("may be delivered, lost, duplicated, held, delayed and corrupted", () => {
    const { sim, id } = withSyn(opening);
    expect(about(sim, id)).toEqual(["deliver", "lose", "duplicate", "hold", "delay", "corrupt"]);
  });

  it("that is held may only be released or lost, and one that is spoiled not be spoiled again", () => {
    const { sim, id } = withSyn(opening);
    const held = play(sim, { type: "hold", id });
    expect(about(held, id)).toEqual(["release", "lose"]);
    expect(about(play(sim, { type: "corrupt", id }), id)).not.toContain("corrupt");
    for (const type of ["deliver", "duplicate", "hold", "corrupt"] as const)
      expect(() => play(held, { type, id })).toThrow(`segment ${id} is held: no ${type}`);
    expect(() => play(held, { type: "delay", id, ms: 1 })).toThrow(`segment ${id} is held: no delay`);
    expect(() => play(sim, { type: "release", id })).toThrow(`segment ${id} is not held: no release`);
  });

  it("that is delayed arrives as much later as the move says, and is offered twice the wire's time", () => {
    const { sim, id } = withSyn(opening);
    const offered = moves(sim).find(({ type }) => type === "delay") as Move;
    expect(offered).toEqual({ type: "delay", id, ms: DELAY_MS });
    const arrival = (move: Move): number => play(play(sim, move), { type: "deliver", id }).now;
    expect(arrival(offered)).toBe(2 * DELAY_MS);
    expect(arrival({ type: "delay", id, ms: 700 })).toBe(DELAY_MS + 700);
  });

  it("that was held, then released, goes on as if nothing had been", () => {
    const { sim, id } = withSyn(opening);
    const released = play(play(sim, { type: "hold", id }), { type: "release", id });
    expect(about(released, id)).toEqual(about(sim, id));
    expect(play(released, { type: "deliver", id }).now).toBe(DELAY_MS);
  });

  it("that is not there is nobody's move", () => {
    const { sim } = withSyn(opening);
    expect(() => play(sim, { type: "lose", id: 99 })).toThrow("no segment 99");
  });
});

describe("a forgery", () => {
  it("of one's own does not use up what the scenario has in store", () => {
    const { sim } = withSyn({ ...opening, incidents: [incident] });
    const offered = moves(sim).filter(({ type }) => type === "forge");
    const after = play(sim, forged(7));
    expect(after.now).toBe(sim.now);
    expect(moves(after).filter(({ type }) => type === "forge")).toEqual(offered);
    const own = play(after, offered[0] as Move);
    expect(own.now).toBe(incident.at);
    expect(moves(own).filter(({ type }) => type === "forge")).toEqual([]);
  });

  it("is not offered where the network has no room", () => {
    let { sim } = withSyn({ ...opening, incidents: [incident] });
    while (sim.flights.length < LIMITS.flights) sim = play(sim, forged(sim.flights.length));
    expect(moves(sim).filter(({ type }) => type === "forge" || type === "duplicate")).toEqual([]);
  });
});

describe("a reboot", () => {
  it("ends every connection of its host, and says so in its one entry", () => {
    const reboot: Incident = { at: 100, what: { type: "reboot", host: A.id } };
    const entry = run({ ...opening, incidents: [reboot] }).entries.find(({ move }) => move.type === "reboot");
    expect(entry?.states).toEqual([
      { connection: `${A.ip}:40001-${B.ip}:80`, before: "ESTABLISHED", after: "CLOSED" },
    ]);
  });
});
