// The scenarios of the topics keep what they say, by the RFC and on Linux; and what their options change.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { LIMITS } from "../../src/simulator/network/limits.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { PROFILE_NAMES, type ProfileName } from "../../src/simulator/tcp/profile.ts";
import { told } from "../simulator/network/pairs.ts";
import { callResults } from "./facts.ts";
import { rules } from "./topic-promises.ts";
import { TOPIC_PROMISES } from "./topic-table.ts";

const SYSTEMS: readonly ProfileName[] = ["rfc", "linux"];

const play = (id: string, options: RunOptions = {}): Trace => run(scenarioOf(id) as Scenario, options);

/** Segments that a picture still shows without pages. */
const PICTURE_SEGMENTS = 17;

/** The states in which a host's connections are at the end; the prologue's have no name until they change. */
function held({ entries, hosts }: Trace): Record<string, string[]> {
  const states: Record<string, string[]> = {};
  for (const { id, opening } of hosts) {
    const own = new Map<string, string>();
    for (const { host, states: changes } of entries)
      if (host === id) for (const { connection, after } of changes) own.set(connection, after);
    const live = [...own].filter(
      ([key, state]) => !key.startsWith("*:") && !["CLOSED", "LISTEN"].includes(state),
    );
    const silent = own.size === 0 && opening !== "CLOSED" && opening !== "LISTEN" ? [opening] : [];
    const all = [...live.map(([, state]) => state), ...silent].sort();
    if (all.length > 0) states[id] = all;
  }
  return states;
}

describe.each(SYSTEMS)("by %s", (os) => {
  const promised = Object.entries(TOPIC_PROMISES).filter(([, { on = SYSTEMS }]) => on.includes(os));
  it.each(promised)("%s keeps its promise", (id, { holds, ended = "quiet", fact }) => {
    const trace = play(id, { os });
    told(trace, () => {
      expect(trace.ended).toBe(ended);
      expect(held(trace)).toEqual(holds);
      expect(trace.entries.flatMap(({ sent }) => sent).length).toBeLessThanOrEqual(PICTURE_SEGMENTS);
      fact(trace, os);
    });
  });
});

describe("any options", () => {
  it("give a run that stays within the limits", () => {
    const options = fc.record({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      rttMs: fc.integer({ min: 0, max: 60_000 }),
      loss: fc.integer({ min: 0, max: 90 }).map((percent) => percent / 100),
      os: fc.constantFrom(...PROFILE_NAMES),
    });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(TOPIC_PROMISES)), options, (id, chosen) => {
        const { entries, ended, inFlight } = play(id, chosen);
        expect(entries.length).toBeLessThanOrEqual(LIMITS.entries);
        expect(inFlight.length).toBeLessThanOrEqual(LIMITS.flights);
        expect(entries.at(-1)?.at ?? 0).toBeLessThanOrEqual(LIMITS.timeMs);
        // What is not over then was too long a story, not one that stands still for a day.
        if (ended === "limit") expect(entries).toHaveLength(LIMITS.entries);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what the options change", () => {
  it("a forged RST kills where RFC 5961 is left out", () => {
    const trace = play("forged-rst", { whatIf: ["resets-before-5961"] });
    expect(rules(trace)).toContain("rst-in-window");
    expect(held(trace)).toEqual({});
  });

  it("a predicted ISN is one only where the clock alone gives it", () => {
    const trace = play("isn-prediction", { isn: { mode: "rfc6528" } });
    expect(callResults(trace)).not.toContainEqual(["server", "receive", "EVIL!"]);
    expect(rules(trace)).toContain("ack-wrong-reset");
  });

  it.each(["rfc6528", "clock", "sequential", "random32"] as const)(
    "without TIME-WAIT the old segment is refused by its number: %s",
    (mode) => {
      const trace = play("old-segment", { isn: { mode }, whatIf: ["no-time-wait"] });
      expect(rules(trace)).toContain("sequence-unacceptable");
      expect(callResults(trace)).toContainEqual(["server", "receive", "new"]);
    },
  );

  it.each(SYSTEMS)("and taken for new where every ISN is the same: %s", (os) => {
    const trace = play("old-segment", {
      os,
      isn: { mode: "constant", value: 100 },
      whatIf: ["no-time-wait"],
    });
    expect(callResults(trace).filter(([, op]) => op === "receive")).toEqual([
      ["server", "receive", "old"],
      ["server", "receive", "old"],
    ]);
  });

  it("a flood that is served with cookies is not served without, and the other way round", () => {
    expect(held(play("syn-cookies", { whatIf: ["no-cookies"] })).client).toEqual(["SYN-SENT"]);
    expect(held(play("syn-flood", { whatIf: ["always-cookies"] })).client).toEqual(["ESTABLISHED"]);
  });
});
