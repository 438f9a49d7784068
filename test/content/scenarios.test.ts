// Every scenario keeps what its title and its two sentences promise, on both profiles.
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { faultsOf } from "../../src/simulator/network/check.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { PROFILE_NAMES, type ProfileName, profile } from "../../src/simulator/tcp/profile.ts";
import { endStates } from "../rfc9293/events.ts";
import { told } from "../simulator/network/pairs.ts";
import { callResults, departures, passed, waitedInTimeWait } from "./facts.ts";
import { TOPIC_PROMISES } from "./topic-table.ts";

type States = Readonly<Record<string, string>>;
const both = (state: string): States => ({ client: state, server: state });

interface Promised {
  readonly ends: States;
  /** What the scenario is about; throws where it does not come out. */
  readonly fact: (trace: Trace, os: ProfileName) => void;
}

const PROMISES: Readonly<Record<string, Promised>> = {
  "three-way": {
    ends: both("ESTABLISHED"),
    fact: (trace) => expect(departures(trace).map(({ flags }) => flags)).toEqual(["SYN", "SYN,ACK", "ACK"]),
  },
  "simultaneous-open": {
    ends: { a: "ESTABLISHED", b: "ESTABLISHED" },
    fact: (trace) => {
      for (const host of ["a", "b"])
        expect(passed(trace, host)).toEqual(["SYN-SENT", "SYN-RECEIVED", "ESTABLISHED"]);
    },
  },
  "old-duplicate-syn": {
    ends: both("ESTABLISHED"),
    fact: (trace) => {
      const resets = departures(trace).filter(({ flags }) => flags === "RST");
      expect(resets.map(({ from, seq }) => [from, seq])).toContainEqual(["client", 91]);
      const firsts = departures(trace).filter(({ flags, again }) => flags === "SYN,ACK" && !again);
      expect(firsts).toMatchObject([
        { seq: 300, ack: 91 },
        { seq: 400, ack: 101 },
      ]);
    },
  },
  "four-way": {
    ends: both("CLOSED"),
    fact: (trace, os) => {
      expect(passed(trace, "client")).toEqual(["FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"]);
      expect(passed(trace, "server")).toEqual(["CLOSE-WAIT", "LAST-ACK", "CLOSED"]);
      expect(waitedInTimeWait(trace, "client")).toBe(profile(os).timeWaitMs);
    },
  },
  "half-close": {
    ends: both("CLOSED"),
    fact: (trace) => {
      expect(callResults(trace)).toContainEqual(["client", "receive", "one two three"]);
      expect(passed(trace, "client")).toContain("FIN-WAIT-2");
    },
  },
  "simultaneous-close": {
    ends: both("CLOSED"),
    fact: (trace) => {
      for (const host of ["client", "server"])
        expect(passed(trace, host)).toEqual(["FIN-WAIT-1", "CLOSING", "TIME-WAIT", "CLOSED"]);
    },
  },
  "last-ack-lost": {
    ends: both("CLOSED"),
    fact: (trace, os) => {
      const [first, again, ...more] = departures(trace).filter(
        ({ from, flags }) => from === "server" && flags === "FIN,ACK",
      );
      expect(more).toEqual([]);
      expect(again).toMatchObject({ seq: first?.seq, again: true });
      expect(trace.entries.at(-1)?.at).toBe((again?.at ?? 0) + trace.delayMs + profile(os).timeWaitMs);
    },
  },
  life: {
    ends: both("CLOSED"),
    fact: (trace) => {
      expect(callResults(trace)).toContainEqual(["server", "receive", "GET / HTTP/1.0\r\n\r\n"]);
      expect(callResults(trace)).toContainEqual(["client", "receive", expect.stringContaining("200 OK")]);
    },
  },
  "syn-lost": {
    ends: both("ESTABLISHED"),
    fact: (trace, os) => {
      const syns = departures(trace).filter(({ flags }) => flags === "SYN");
      expect(syns).toMatchObject([
        { at: 0, lost: true },
        { at: profile(os).initialRtoMs, lost: false, seq: syns[0]?.seq },
      ]);
    },
  },
  "syn-ack-lost": {
    ends: both("ESTABLISHED"),
    fact: (trace) => {
      expect(departures(trace).filter(({ lost }) => lost)).toMatchObject([{ flags: "SYN,ACK" }]);
      expect(departures(trace).filter(({ flags }) => flags === "SYN")).toHaveLength(2);
      expect(departures(trace).filter(({ flags }) => flags === "SYN,ACK")).toHaveLength(2);
    },
  },
  "third-ack-lost": {
    ends: both("ESTABLISHED"),
    fact: (trace, os) => {
      const times = departures(trace).filter(({ flags }) => flags === "SYN,ACK");
      expect((times[1]?.at ?? 0) - (times[0]?.at ?? 0)).toBe(profile(os).initialRtoMs);
      expect(departures(trace).filter(({ flags }) => flags === "ACK")).toMatchObject([
        { lost: true },
        { lost: false },
      ]);
    },
  },
  "data-lost": {
    ends: both("ESTABLISHED"),
    fact: (trace, os) => {
      const [first, again, ...more] = departures(trace).filter(({ data }) => data === "hello");
      expect(more).toEqual([]);
      expect([first?.lost, again?.lost]).toEqual([true, false]);
      // After one sample of 100 ms: SRTT + 4 * RTTVAR = 300 ms; RFC 6298 §2.4 wants a second at least.
      expect((again?.at ?? 0) - (first?.at ?? 0)).toBe(profile(os).minRtoMs < 300 ? 300 : 1_000);
      expect(callResults(trace)).toContainEqual(["server", "receive", "hello"]);
    },
  },
  unanswered: {
    ends: both("CLOSED"),
    fact: (trace, os) => {
      const closed = trace.entries.find(({ states }) => states.some(({ after }) => after === "CLOSED"));
      expect(closed?.at).toBe(
        { rfc: 183_000, linux: 131_000, windows: 21_000, freebsd: 75_000, macos: 75_000 }[os],
      );
      expect(callResults(trace)).toContainEqual(["client", "get error", "ETIMEDOUT"]);
      expect(departures(trace).every(({ flags, lost }) => flags === "SYN" && lost)).toBe(true);
    },
  },
  refused: {
    ends: both("CLOSED"),
    fact: (trace) => {
      expect(departures(trace).map(({ flags }) => flags)).toEqual(["SYN", "RST,ACK"]);
      expect(callResults(trace)).toContainEqual(["client", "get error", "ECONNREFUSED"]);
    },
  },
  abort: {
    ends: both("CLOSED"),
    fact: (trace) => {
      expect(departures(trace)).toHaveLength(1);
      expect(callResults(trace)).toContainEqual(["server", "receive", "ECONNRESET"]);
    },
  },
  "half-open": {
    ends: both("CLOSED"),
    fact: (trace) => {
      expect(departures(trace)).toMatchObject([{ from: "client" }, { from: "server", flags: "RST" }]);
      expect(callResults(trace)).toContainEqual(["client", "receive", "ECONNRESET"]);
    },
  },
  "half-open-reconnect": {
    ends: both("ESTABLISHED"),
    fact: (trace) => {
      const flags = departures(trace).map((one) => one.flags);
      expect(flags).toEqual(["SYN", "ACK", "RST", "SYN", "SYN,ACK", "ACK"]);
    },
  },
};

/** The others have a table of their own: topic-scenarios.test.ts. */
const own = scenarios.filter(({ id }) => id in PROMISES);

describe("the scenarios", () => {
  it("bear the names of their files, and each promises something", () => {
    const files = readdirSync(new URL("../../src/simulator/scenarios/", import.meta.url));
    const names = files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
    const ids = scenarios.map(({ id }) => id).sort();
    expect(names.sort()).toEqual(ids);
    const promised = [...Object.keys(PROMISES), ...Object.keys(TOPIC_PROMISES)];
    const silent = ids.filter((id) => !promised.includes(id));
    expect(silent, "these want an entry of PROMISES in this file: what must come out of them").toEqual([]);
    expect(promised.sort(), "promises of scenarios that are gone, or promised twice").toEqual(ids);
  });

  it("are found by their id alone", () => {
    for (const scenario of scenarios) expect(scenarioOf(scenario.id)).toBe(scenario);
    expect(scenarioOf("no-such")).toBeNull();
    expect(scenarioOf("__proto__")).toBeNull();
  });

  it("stand in the order of their topics, each place taken once", () => {
    const places = scenarios.map(({ topic, order }) => `${topic} ${order}`);
    expect(new Set(places).size).toBe(places.length);
    const topics = scenarios.map(({ topic }) => topic);
    expect(topics.filter((topic, i) => topic !== topics[i - 1])).toEqual([...new Set(topics)]);
  });

  it.each(scenarios)("$id keeps the bounds and speaks both languages", (scenario) => {
    expect(faultsOf(scenario)).toEqual([]);
    for (const text of [scenario.title, scenario.about, ...scenario.hosts.map(({ title }) => title)]) {
      expect(text.en).toMatch(/^[\x20-\x7e]+$/);
      expect(text.ko).toMatch(/[가-힣]/);
    }
    expect(scenario.about.en).toMatch(/\.$/);
    expect(scenario.about.ko).toMatch(/다\.$/);
  });
});

describe.each(PROFILE_NAMES)("on %s", (os) => {
  it.each(own)("$id comes to its end and keeps its promise", (scenario) => {
    const { ends, fact } = PROMISES[scenario.id] as Promised;
    const trace = run(scenario, { os });
    told(trace, () => {
      expect(trace.ended).toBe("quiet");
      expect(trace.inFlight).toEqual([]);
      expect(endStates(trace)).toEqual(ends);
      fact(trace, os);
    });
  });
});

describe("options", () => {
  /** Below this round trip two ends cannot act before they hear of each other. */
  const SIMULTANEOUS_FROM_MS = 60;

  it("of any seed, ISN and usual round trip leave every promise about the end standing", () => {
    const options: fc.Arbitrary<RunOptions> = fc.record({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      rttMs: fc.integer({ min: SIMULTANEOUS_FROM_MS, max: 900 }),
      os: fc.constantFrom(...PROFILE_NAMES),
      // Guessable ISNs lie near the old duplicate's numbers, and that is another story.
      isn: fc.constantFrom({ mode: "rfc6528" }, { mode: "random32" }),
    });
    everyRun(options, (trace, { id }) => expect(endStates(trace)).toEqual(PROMISES[id]?.ends));
  });

  it("of any round trip and any loss give a story that comes to an end", () => {
    const options: fc.Arbitrary<RunOptions> = fc.record({
      seed: fc.integer({ min: 0, max: 0xffff_ffff }),
      rttMs: fc.integer({ min: 0, max: 60_000 }),
      loss: fc.integer({ min: 0, max: 90 }).map((percent) => percent / 100),
      os: fc.constantFrom(...PROFILE_NAMES),
    });
    everyRun(options, (trace) => expect(trace.ended).toBe("quiet"));
  });

  function everyRun(options: fc.Arbitrary<RunOptions>, check: (trace: Trace, scenario: Scenario) => void) {
    fc.assert(
      fc.property(fc.constantFrom(...own.map(({ id }) => id)), options, (id, chosen) => {
        const scenario = scenarioOf(id) as Scenario;
        const trace = run(scenario, chosen);
        told(trace, () => check(trace, scenario));
      }),
      { numRuns: 300 },
    );
  }

  it("of a slow wire do not spoil the scene that a prologue sets", () => {
    for (const scenario of own.filter(({ prologueMs }) => prologueMs !== undefined)) {
      const { hosts } = run(scenario, { rttMs: 5_000 });
      expect(hosts.map(({ opening }) => opening)).toEqual(["ESTABLISHED", "ESTABLISHED"]);
    }
  });
});
