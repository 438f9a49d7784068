import { describe, expect, it } from "vitest";
import { faultsOf } from "../../../src/simulator/network/check.ts";
import { LIMITS, type LimitName } from "../../../src/simulator/network/limits.ts";
import { moves } from "../../../src/simulator/network/moves.ts";
import { play } from "../../../src/simulator/network/play.ts";
import { run, start } from "../../../src/simulator/network/run.ts";
import type {
  Fault,
  ForgedSegment,
  HostSpec,
  Incident,
  ProgramStep,
  Scenario,
} from "../../../src/simulator/network/scenario.ts";
import type { Simulation } from "../../../src/simulator/network/simulation.ts";
import { A, B, scenarioOf } from "./pairs.ts";

const base = scenarioOf({
  os: { a: "rfc", b: "rfc" },
  iss: { a: 100, b: 300 },
  mss: 1_460,
  acks: "at once",
  sends: { a: [10], b: [] },
  closeAfterMs: { a: 0, b: 0 },
  faults: [],
});

const times = <T>(count: number, one: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => one(i));
const host = (i: number): HostSpec => ({ ...A, id: `h${i}`, ip: `10.0.1.${i}` });
const step: ProgramStep = { socket: "a", call: { op: "receive" } };
const program = (...steps: ProgramStep[]) => ({ programs: [{ host: A.id, steps }] });
const lose: Fault = { what: "lose" };
const reboot: Incident = { at: 0, what: { type: "reboot", host: A.id } };
const seg: ForgedSegment = { from: A.id, to: B.id, srcPort: 40_001, dstPort: 80, flags: "SYN", seq: 0 };
const forging = (wrong: Partial<ForgedSegment>): Partial<Scenario> => ({
  incidents: [{ at: 0, what: { type: "forge", by: A.id, seg: { ...seg, ...wrong } } }],
});
const send = (octets: number): ProgramStep => ({ ...step, call: { op: "send", data: "x".repeat(octets) } });

describe("faultsOf", () => {
  it("finds nothing wrong with a sound scenario, nor with one at every limit", () => {
    expect(faultsOf(base)).toEqual([]);
    const largest: Scenario = {
      ...base,
      hosts: [A, B, ...times(LIMITS.hosts - 2, host)],
      programs: times(LIMITS.programs, () => ({ host: A.id, steps: times(LIMITS.steps, () => step) })),
      faults: times(LIMITS.faults, () => lose),
      incidents: times(LIMITS.incidents, () => reboot),
      delayMs: LIMITS.delayMs,
      untilMs: LIMITS.timeMs,
    };
    expect(faultsOf(largest)).toEqual([]);
    expect(faultsOf({ ...base, ...program(send(LIMITS.octets)) })).toEqual([]);
  });

  it.each<[path: string, limit: LimitName, wrong: Partial<Scenario>]>([
    ["hosts", "hosts", { hosts: [A, B, ...times(LIMITS.hosts - 1, host)] }],
    ["hosts", "hosts", { hosts: [], programs: [] }],
    ["programs", "programs", { programs: times(LIMITS.programs + 1, () => ({ host: A.id, steps: [] })) }],
    ["programs[0].steps", "steps", program(...times(LIMITS.steps + 1, () => step))],
    ["programs[0].steps[0].call.data", "octets", program(send(LIMITS.octets + 1))],
    ["programs[0].steps[0].afterMs", "timeMs", program({ ...step, afterMs: LIMITS.timeMs + 1 })],
    ["programs[0].steps[0].afterMs", "timeMs", program({ ...step, afterMs: -1 })],
    ["programs[0].steps[0].when.at", "timeMs", program({ ...step, when: { at: Number.NaN } })],
    ["faults", "faults", { faults: times(LIMITS.faults + 1, () => lose) }],
    ["faults[0].ms", "timeMs", { faults: [{ what: "delay", ms: Number.POSITIVE_INFINITY }] }],
    ["incidents", "incidents", { incidents: times(LIMITS.incidents + 1, () => reboot) }],
    ["incidents[0].at", "timeMs", { incidents: [{ ...reboot, at: -1 }] }],
    ["incidents[0].what.seg.data", "octets", forging({ data: "x".repeat(LIMITS.octets + 1) })],
    ["delayMs", "delayMs", { delayMs: LIMITS.delayMs + 1 }],
    ["delayMs", "delayMs", { delayMs: Number.NaN }],
    ["prologueMs", "timeMs", { prologueMs: -1 }],
    ["untilMs", "timeMs", { untilMs: LIMITS.timeMs + 1 }],
  ])("refuses %s and names the limit %s", (path, limit, wrong) => {
    const [fault, ...more] = faultsOf({ ...base, ...wrong });
    expect(more).toEqual([]);
    expect(fault).toMatch(`${path}: `);
    expect(fault).toContain(`the limit "${limit}"`);
    expect(fault).toContain(`${LIMITS[limit]}`);
  });

  it.each<[fault: string, wrong: Partial<Scenario>]>([
    ["hosts: two have the same id", { hosts: [A, B, { ...A, ip: "10.0.0.9" }] }],
    ["hosts: two have the same address", { hosts: [A, B, { ...A, id: "c" }] }],
    [`programs[0].host: no host "x"`, { programs: [{ host: "x", steps: [] }] }],
    [`programs[0].steps[0].when.host: no host "x"`, program({ ...step, when: { host: "x" } })],
    [`faults[0].from: no host "x"`, { faults: [{ ...lose, from: "x" }] }],
    [`faults[0].flags: "ACK,SYN" are no flags`, { faults: [{ ...lose, flags: "ACK,SYN" }] }],
    [`incidents[0].what.host: no host "x"`, { incidents: [{ at: 0, what: { type: "reboot", host: "x" } }] }],
    [`incidents[0].what.seg: no host "x"`, forging({ from: "x" })],
    [`incidents[0].what.seg: no host "x"`, forging({ to: "x" })],
    ["incidents[0].what.seg.seq: 4294967296 is not within 0 to 4294967295", forging({ seq: 2 ** 32 })],
    ["incidents[0].what.seg.seq: 0.5 is not within 0 to 4294967295", forging({ seq: 0.5 })],
    ["incidents[0].what.seg.ack: -1 is not within 0 to 4294967295", forging({ ack: -1 })],
    ["incidents[0].what.seg.wnd: 65536 is not within 0 to 65535", forging({ wnd: 65_536 })],
    ["incidents[0].what.seg.srcPort: 65536 is not within 0 to 65535", forging({ srcPort: 65_536 })],
    ["incidents[0].what.seg.dstPort: -1 is not within 0 to 65535", forging({ dstPort: -1 })],
    [`incidents[0].what.seg.flags: "SYN,FYN" are no flags`, forging({ flags: "SYN,FYN" })],
  ])("says: %s", (fault, wrong) => {
    expect(faultsOf({ ...base, ...wrong })).toEqual([fault]);
  });
});

describe("a run", () => {
  it("stops at the limit of entries", () => {
    const text = times(LIMITS.steps - 1, () => ({ ...send(1), afterMs: 50 }));
    const { programs } = base;
    const chatty: Scenario = {
      ...base,
      programs: [
        ...programs.slice(0, 1),
        {
          host: A.id,
          steps: [{ socket: "a", call: { op: "connect", to: { ip: B.ip, port: 80 } } }, ...text],
        },
      ],
    };
    const trace = run(chatty);
    expect(trace.entries).toHaveLength(LIMITS.entries);
    expect(trace.ended).toBe("limit");
  });

  it("stops when more segments are between the hosts than the limit", () => {
    const incidents = times(
      LIMITS.incidents,
      (i): Incident => ({
        at: 0,
        what: { type: "forge", by: A.id, seg: { ...seg, seq: i } },
      }),
    );
    const trace = run({ ...base, incidents });
    expect(trace.ended).toBe("limit");
    expect(trace.inFlight).toHaveLength(LIMITS.flights);
  });

  it("stops at the limit of time", () => {
    const trace = run({ ...base, incidents: [{ ...reboot, at: LIMITS.timeMs + 1 }] });
    expect(trace.ended).toBe("limit");
    expect(trace.entries.length).toBeGreaterThan(0);
    expect(trace.entries.at(-1)?.at).toBeLessThanOrEqual(LIMITS.timeMs);
    expect(trace.entries.map(({ move }) => move.type)).not.toContain("reboot");
  });

  it("goes on just to the limit of time", () => {
    const trace = run({ ...base, incidents: [{ ...reboot, at: LIMITS.timeMs }] });
    expect(trace.ended).toBe("quiet");
    expect(trace.entries.at(-1)).toMatchObject({ at: LIMITS.timeMs, move: { type: "reboot" } });
  });

  it("stops at the scenario's own end, which is no limit", () => {
    const trace = run({ ...base, untilMs: 10 });
    expect(trace.ended).toBe("until");
    expect(trace.entries.at(-1)?.at).toBeLessThanOrEqual(10);
  });
});

describe("moves", () => {
  it("offers no more copies when the network is full, and nothing when the story is", () => {
    let sim: Simulation = start(base);
    const duplicate = () => moves(sim).find(({ type }) => type === "duplicate");
    for (let i = 0; i < 2; i++) sim = play(sim, moves(sim)[0]!);
    for (let move = duplicate(); move && sim.flights.length < LIMITS.flights; move = duplicate()) {
      sim = play(sim, move);
    }
    expect(sim.flights).toHaveLength(LIMITS.flights);
    expect(duplicate()).toBeUndefined();
    while (moves(sim).length > 0) sim = play(sim, moves(sim)[0]!);
    expect(sim.trace.length).toBeLessThanOrEqual(LIMITS.entries);
  });
});
