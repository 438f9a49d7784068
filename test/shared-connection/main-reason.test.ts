import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { mainReason } from "../../src/shared-connection/main-reason.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Entry } from "../../src/simulator/network/trace.ts";

const entries = scenarios.flatMap((scenario) => run(scenario, { seed: 1 }).entries);
const ruleOf = ({ because }: Entry) => because[mainReason(because)]?.rule;
/** Every rule that is given as the reason of this change of a state. */
const rulesOf = (before: string, after: string) => [
  ...new Set(
    entries
      .filter(({ states }) => states.some((one) => one.before === before && one.after === after))
      .map(ruleOf),
  ),
];

describe("the reason that a card gives", () => {
  it("is of the change of state, not of the number that let the segment in", () => {
    expect(rulesOf("SYN-SENT", "ESTABLISHED")).toEqual(["syn-sent-established"]);
    expect(rulesOf("SYN-RECEIVED", "ESTABLISHED")).toContain("ack-establishes");
    expect(rulesOf("ESTABLISHED", "CLOSE-WAIT")).toEqual(["fin-close-wait"]);
    expect(rulesOf("FIN-WAIT-1", "FIN-WAIT-2")).toEqual(["ack-of-fin"]);
    expect(rulesOf("ESTABLISHED", "CLOSED")).toContain("rst-exact");
  });

  it("is what every arrival goes through only where there is no other", () => {
    const common = entries.filter((one) => ruleOf(one) === "sequence-acceptable");
    expect(common.filter(({ because }) => because.length > 1)).toEqual([]);
    expect(common.filter(({ states }) => states.some(({ before, after }) => before !== after))).toEqual([]);
  });

  it("is given of a connection that a program takes too", () => {
    const taken = entries.filter(({ move }) => move.type === "call" && move.call.op === "accept");
    expect(taken.length).toBeGreaterThan(10);
    expect([...new Set(taken.map(ruleOf))]).toEqual(["listener-accepted"]);
  });

  it("is none where nothing compared anything", () => {
    expect(mainReason([])).toBe(-1);
  });
});
