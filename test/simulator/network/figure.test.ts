import { describe, expect, it } from "vitest";
import { scenarioOf as byId } from "../../../src/content/scenarios.ts";
import { figure, rows } from "../../../src/simulator/network/figure.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Scenario } from "../../../src/simulator/network/scenario.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { scenarioOf } from "./pairs.ts";

const quiet = scenarioOf({
  os: { a: "rfc", b: "rfc" },
  iss: { a: 100, b: 300 },
  mss: 1_460,
  acks: "at once",
  sends: { a: [], b: [] },
  closeAfterMs: { a: 0, b: 50 },
  faults: [],
});
const lines = (trace: Trace): string[] => figure(trace).split("\n");
const scenario = (id: string): Scenario => byId(id) as Scenario;

describe("a figure", () => {
  it("opens with the states before the first segment, listeners among them", () => {
    expect(lines(run(quiet))[1]).toMatch(/^1\. +CLOSED +LISTEN$/);
    expect(lines(run(scenario("refused")))[1]).toMatch(/^1\. +CLOSED +CLOSED$/);
    expect(lines(run(scenario("four-way")))[1]).toMatch(/^1\. +ESTABLISHED +ESTABLISHED$/);
  });

  it("keeps a segment in one row when nothing that a figure shows happens between sending and arrival", () => {
    const phases = rows(run(scenario("half-close"))).map(({ phase }) => phase);
    expect(phases.slice(-3)).toEqual(["send+deliver", "send+deliver", null]);
  });

  it("says above a row who closed, waited for 2 MSL, or crashed", () => {
    expect(figure(run(scenario("four-way")))).toMatch(/^2\. +\(Close\)\n +FIN-WAIT-1 +-->/m);
    expect(figure(run(scenario("four-way")))).toMatch(/\(2 MSL\)\n +CLOSED +CLOSED$/);
    expect(figure(run(scenario("half-open")))).toMatch(/^2\. +\(CRASH\)\n +ESTABLISHED +CLOSED$/m);
    expect(figure(run(scenario("abort")))).toMatch(/^2\. +\(Abort\)\n +CLOSED +-->/m);
  });

  it("marks a segment that the network lost", () => {
    expect(figure(run(scenario("syn-lost")))).toMatch(/SYN-SENT +--> <SEQ=\d+><CTL=SYN> +-X +LISTEN/);
  });

  it("shows an old duplicate only where it arrives", () => {
    const shown = lines(run(scenario("old-duplicate-syn"))).filter((line) => line.includes("<SEQ=90>"));
    expect(shown).toEqual([
      expect.stringMatching(/\(duplicate\) +\.\.\. <SEQ=90><CTL=SYN> +--> SYN-RECEIVED/),
    ]);
  });

  it("keeps a connection's state when its listener is closed", () => {
    const [serving, ...others] = quiet.programs;
    const [listen, accept, ...steps] = serving?.steps ?? [];
    const closing = { socket: "listener", call: { op: "close" } } as const;
    const programs = [{ host: "b", steps: [listen!, accept!, closing, ...steps] }, ...others];
    const states = rows(run({ ...quiet, programs })).map(({ right }) => right);
    expect(states.slice(states.indexOf("ESTABLISHED")).indexOf("CLOSED")).toBe(
      -1 + states.slice(states.indexOf("ESTABLISHED")).length - 1,
    );
  });

  it("has nothing to say about fewer than two hosts", () => {
    const trace = run(quiet);
    expect(figure({ ...trace, hosts: trace.hosts.slice(0, 1) })).toBe("");
    expect(rows({ ...trace, hosts: [] })).toEqual([]);
  });
});
