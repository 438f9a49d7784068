// The state that a host shows is one thing, whoever shows it: the picture's bar, the text's last line, the endings.
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../../src/content/scenarios.ts";
import { spans } from "../../../src/diagram/spans.ts";
import { headline, tell } from "../../../src/simulator/explain/index.ts";
import { endings } from "../../../src/simulator/network/endings.ts";
import { rows } from "../../../src/simulator/network/figure.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Scenario } from "../../../src/simulator/network/scenario.ts";
import {
  finalStates,
  type Shown,
  shownIn,
  statesAfter,
  statesAtFirst,
} from "../../../src/simulator/network/states.ts";
import type { StateChange, Trace } from "../../../src/simulator/network/trace.ts";
import type { State } from "../../../src/simulator/tcp/tcb.ts";
import { language } from "../explain/builder.ts";

const named = (id: string): Scenario => scenarioOf(id) as Scenario;

/** What the server shows after each of these changes, when it opened in that state. */
function shownAfter(opening: State, ...changes: readonly (readonly [string, State, State])[]): Shown[] {
  const host = { id: "server", ip: "10.0.0.2", title: { en: "", ko: "" }, profile: "rfc", opening };
  let states = statesAtFirst({ hosts: [host] });
  return changes.map(([connection, before, after]) => {
    const change: StateChange = { connection, before, after };
    states = statesAfter(states, {
      host: "server",
      states: [change],
      move: { type: "deliver", id: 1 },
    });
    return shownIn(states, "server");
  });
}

const states = (shown: readonly Shown[]): State[] => shown.map(({ state }) => state);

describe("the state that a host shows", () => {
  it("is its connection's, and CLOSED once that is over, though the listener stays", () => {
    const shown = shownAfter(
      "CLOSED",
      ["*:80", "CLOSED", "LISTEN"],
      ["a", "LISTEN", "SYN-RECEIVED"],
      ["a", "SYN-RECEIVED", "ESTABLISHED"],
      ["a", "LAST-ACK", "CLOSED"],
      ["b", "LISTEN", "SYN-RECEIVED"],
    );
    expect(states(shown)).toEqual(["LISTEN", "SYN-RECEIVED", "ESTABLISHED", "CLOSED", "SYN-RECEIVED"]);
  });

  it("is LISTEN again where a passive OPEN came to nothing (RFC 9293 §3.5.3), whatever it opened in", () => {
    const failed = ["a", "SYN-RECEIVED", "LISTEN"] as const;
    expect(states(shownAfter("LISTEN", ["a", "LISTEN", "SYN-RECEIVED"], failed))[1]).toBe("LISTEN");
    expect(states(shownAfter("SYN-RECEIVED", failed))).toEqual(["LISTEN"]);
    expect(states(shownAfter("LISTEN", ["b", "LAST-ACK", "CLOSED"], failed))[1]).toBe("LISTEN");
  });

  it("is the connection's, not that of a listener that comes or goes beside it", () => {
    const shown = shownAfter(
      "ESTABLISHED",
      ["*:80", "CLOSED", "LISTEN"],
      ["*:80", "LISTEN", "CLOSED"],
      ["a", "ESTABLISHED", "CLOSE-WAIT"],
    );
    expect(states(shown)).toEqual(["ESTABLISHED", "ESTABLISHED", "CLOSE-WAIT"]);
  });

  it("is that of the connection that changed last, and says how many share it", () => {
    const shown = shownAfter(
      "LISTEN",
      ["a", "SYN-RECEIVED", "ESTABLISHED"],
      ["b", "SYN-RECEIVED", "ESTABLISHED"],
      ["c", "LISTEN", "SYN-RECEIVED"],
      ["c", "SYN-RECEIVED", "LISTEN"],
      ["a", "ESTABLISHED", "CLOSED"],
    );
    expect(shown).toEqual([
      { state: "ESTABLISHED", count: 1 },
      { state: "ESTABLISHED", count: 2 },
      { state: "SYN-RECEIVED", count: 1 },
      { state: "ESTABLISHED", count: 2 },
      { state: "ESTABLISHED", count: 1 },
    ]);
  });

  it("counts the connection with which a run opens, until that very one changes", () => {
    const shown = shownAfter(
      "ESTABLISHED",
      ["b", "LISTEN", "SYN-RECEIVED"],
      ["b", "SYN-RECEIVED", "ESTABLISHED"],
      ["b", "ESTABLISHED", "CLOSE-WAIT"],
      ["a", "ESTABLISHED", "CLOSED"],
    );
    expect(shown).toEqual([
      { state: "SYN-RECEIVED", count: 1 },
      { state: "ESTABLISHED", count: 2 },
      { state: "CLOSE-WAIT", count: 1 },
      { state: "CLOSE-WAIT", count: 1 },
    ]);
  });
});

describe("the end of a run", () => {
  it("is told as it is drawn", () => {
    expect(tell(run(named("life")), "en", language, { numbers: "relative", why: false }).at(-1)).toBe(
      "At the end: client CLOSED, server CLOSED",
    );
  });

  it("is told of each connection of a host, and the picture's caption says the same", () => {
    const trace = run(named("three-connections"));
    const ends =
      "At the end: Client A ESTABLISHED, server ESTABLISHED + CLOSE-WAIT + SYN-RECEIVED, " +
      "Client B FIN-WAIT-2, Client C ESTABLISHED";
    expect(headline(trace, "en", language)).toBe(ends);
    expect(tell(trace, "en", language, { numbers: "relative", why: false })).toContain(ends);
    const queued = tell(run(named("accept-overflow")), "en", language, { numbers: "relative", why: false });
    expect(queued).toContain(
      "At the end: client ESTABLISHED ×2, server ESTABLISHED ×3, Late client ESTABLISHED",
    );
  });

  it.each(scenarios.map(({ id }) => id))("of %s is the same in the text and in the picture", (id) => {
    for (const os of ["rfc", "linux"] as const) {
      const trace = run(named(id), { os });
      const told = finalStates(trace);
      for (const [host, state] of drawnAtEnd(trace)) expect(told.get(host) ?? "CLOSED").toBe(state);
    }
  });

  it.each(["three-way", "four-way", "simultaneous-close", "half-close"])(
    "of %s without losses is the same in the RFC's figure and among the endings",
    (id) => {
      const trace = run(named(id));
      const last = rows(trace).at(-1);
      const ends = [...finalStates(trace).values()];
      expect([last?.left, last?.right]).toEqual(ends);
      const all = endings(named(id), {}, 0).endings.map((ending) => ending.states.map(({ state }) => state));
      expect(all).toContainEqual(ends);
    },
  );
});

const drawnAtEnd = (trace: Trace): Map<string, State> =>
  new Map(spans(trace, 0, trace.entries.length).map(({ host, state }) => [host, state]));
