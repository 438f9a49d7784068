// A SYN leads to SYN-RECEIVED from LISTEN only: after one connection the bar shows what the next one meets.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { plan } from "../../src/diagram/plan.ts";
import { spans } from "../../src/diagram/spans.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";

const traceOf = (id: string): Trace => run(scenarioOf(id)!);

const serversStates = (trace: Trace, end = trace.entries.length): string[] =>
  spans(trace, 0, end)
    .filter(({ host }) => host === "server")
    .map(({ state }) => state);

describe("where another connection follows", () => {
  it.each([
    ["half-open-reconnect", ["ESTABLISHED", "CLOSED", "LISTEN", "SYN-RECEIVED", "ESTABLISHED"]],
    [
      "reconnect-in-time-wait",
      ["ESTABLISHED", "CLOSE-WAIT", "LAST-ACK", "CLOSED", "LISTEN", "SYN-RECEIVED", "ESTABLISHED"],
    ],
  ])("%s shows the listener that the SYN meets", (id, states) => {
    expect(serversStates(traceOf(id))).toEqual(states);
  });

  it("the listener is shown from when the SYN is sent, whatever part of the run is drawn", () => {
    const trace = traceOf("half-open-reconnect");
    const arrives = trace.entries.findIndex(({ states }) => states[0]?.before === "LISTEN");
    const { id } = trace.entries[arrives]!.flight!;
    const leaves = trace.entries.findIndex(({ sent }) => sent.some((flight) => flight.id === id));
    expect(serversStates(trace, leaves).at(-1)).toBe("CLOSED");
    expect(serversStates(trace, leaves + 1).at(-1)).toBe("LISTEN");
    expect(spans(trace, 0, arrives + 1).find(({ state }) => state === "LISTEN")?.from).toBe(leaves);
  });

  it("a TIME-WAIT that goes on beside it has its name at its timer, and only there", () => {
    for (const [id, named] of [
      ["reconnect-in-time-wait", true],
      ["life", false],
      ["old-segment", false],
    ] as const) {
      const trace = traceOf(id);
      const { story } = plan(trace, {
        locale: "en",
        labels: labelsOf(trace, "en", language),
        numbers: "relative",
      });
      const words = story.waits.filter(({ timer }) => timer === "TIME-WAIT").map((wait) => wait.words);
      expect(words, id).toEqual([named ? "TIME-WAIT 2MSL 4 min" : "2MSL 4 min"]);
    }
  });

  it.each(["life", "refused", "two-way"])("%s, where none follows, ends in CLOSED", (id) => {
    expect(serversStates(traceOf(id)).at(-1)).toBe("CLOSED");
  });
});
