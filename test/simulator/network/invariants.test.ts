// Random lives of one connection over a network that loses, repeats, spoils, holds and delays segments.
// fast-check prints the seed and the smallest life that fails; the error tells its figure.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { run } from "../../../src/simulator/network/run.ts";
import type { Fault } from "../../../src/simulator/network/scenario.ts";
import type { Trace } from "../../../src/simulator/network/trace.ts";
import { expectInvariants } from "./invariants.ts";
import { A, arrivedAt, B, type Life, lives, scenarioOf, sentBy, statesOf, told } from "./pairs.ts";

const TWO_MSL_MS = 240_000;
/** Six repetitions, each waiting twice as long, with an RTO of 3 s after a lost SYN: 3+6+12+24+48+60+60. */
const R2_MS = 213_000;

/** Both ends close as soon as they are open. */
const SHORT: Life = {
  os: { a: "rfc", b: "rfc" },
  iss: { a: 100, b: 300 },
  mss: 1_460,
  acks: "at once",
  sends: { a: [], b: [] },
  closeAfterMs: { a: 0, b: 0 },
  faults: [],
};

/** Runs random lives and tells a failure with the figure. */
function everyLife(check: (trace: Trace, life: Life) => void, numRuns = 150): void {
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 1_000 }), (life, seed) => {
      const trace = run(scenarioOf(life), { seed });
      told(trace, () => check(trace, life));
    }),
    { numRuns },
  );
}

describe("a connection over a bad network", () => {
  it("keeps its numbers in order, agrees with its peer, and never answers a RST with a RST", () => {
    everyLife((trace, life) => expectInvariants(scenarioOf(life), trace));
  });

  it("delivers every octet once and in order", () => {
    everyLife((trace, life) => {
      const scenario = scenarioOf(life);
      expect(arrivedAt(trace.entries, B.id)).toBe(sentBy(scenario, A.id));
      expect(arrivedAt(trace.entries, A.id)).toBe(sentBy(scenario, B.id));
    });
  });

  it("goes quiet: nobody answers an ACK for ever", () => {
    everyLife((trace) => {
      expect(trace.ended).toBe("quiet");
      expect(trace.inFlight).toEqual([]);
    });
  });

  // Found by the test above: a repeated SYN costs one ACK more, and in TIME-WAIT that ACK was answered by an ACK.
  it("goes quiet when both ends are in TIME-WAIT and one hears an ACK too many", () => {
    const faults: Fault[] = [
      { from: A.id, nth: 1, what: "duplicate", ms: 50 },
      { from: A.id, nth: 3, what: "delay", ms: 1 },
    ];
    const trace = run(scenarioOf({ ...SHORT, faults }));
    told(trace, () => {
      expect(trace.ended).toBe("quiet");
      for (const host of [A.id, B.id]) expect(statesOf(trace.entries, host)).toContain("TIME-WAIT");
    });
  });

  it("ends at both ends within R2 and 2 MSL of the last close", () => {
    everyLife((trace) => {
      // An old SYN may have opened B's listener once more (RFC 1337); A's RST has sent it back.
      expect(statesOf(trace.entries, A.id).at(-1)).toBe("CLOSED");
      expect(statesOf(trace.entries, B.id).at(-1)).toMatch(/^(CLOSED|LISTEN)$/);
      const calls = trace.entries.filter(({ move }) => move.type === "call" && move.call.op === "shutdown");
      const last = trace.entries.at(-1)?.at ?? 0;
      expect(last - (calls.at(-1)?.at ?? 0)).toBeLessThanOrEqual(TWO_MSL_MS + R2_MS);
    });
  });

  it("has in TIME-WAIT exactly those who closed before they heard of the other's close", () => {
    everyLife((trace) => {
      for (const host of [A.id, B.id]) {
        const states = statesOf(trace.entries, host);
        expect(states.includes("TIME-WAIT")).toBe(states.includes("FIN-WAIT-1"));
      }
    });
  });

  it("keeps what it promises when chance loses a tenth of all segments", () => {
    fc.assert(
      fc.property(lives, fc.integer(), (life, seed) => {
        const scenario = scenarioOf({ ...life, faults: [] });
        const trace = run(scenario, { seed, loss: 0.1 });
        expectInvariants(scenario, trace);
        told(trace, () => expect(trace.ended).toBe("quiet"));
      }),
      { numRuns: 100 },
    );
  });
});

describe("what must make no difference", () => {
  /** All that each host and the wire did, without the numbers that sequence space starts from. */
  const relativeStory = ({ entries }: Trace) =>
    entries.map(({ at, move, host, flight, sent, states }) => ({
      at,
      move: move.type,
      host,
      states: states.map(({ after }) => after),
      flights: [flight, ...sent].map((one) => one && [one.relative, one.seg.flags, one.seg.wnd, one.again]),
    }));

  it("is where sequence space starts", () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 0xffff_ffff }), (life, offset) => {
        const trace = run(scenarioOf(life));
        const iss = { a: (life.iss.a + offset) >>> 0, b: (life.iss.b + offset) >>> 0 };
        const shifted = run(scenarioOf({ ...life, iss }));
        told(shifted, () => expect(relativeStory(shifted)).toEqual(relativeStory(trace)));
      }),
      { numRuns: 100 },
    );
  });

  /** What a host saw, time by time. */
  const storyOf = ({ entries }: Trace, id: string) =>
    entries
      .filter(({ host }) => host === id)
      .map(({ at, flight, sent, states }) => ({
        at,
        arrived: flight?.seg,
        sent: sent.map(({ seg }) => seg),
        states,
      }));

  it("is which host and which program the scenario names first", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const scenario = scenarioOf(life);
        const { hosts, programs } = scenario;
        const trace = run(scenario);
        const mirrored = run({ ...scenario, hosts: hosts.toReversed(), programs: programs.toReversed() });
        for (const id of [A.id, B.id])
          told(mirrored, () => expect(storyOf(mirrored, id)).toEqual(storyOf(trace, id)));
      }),
      { numRuns: 100 },
    );
  });
});
