import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { scoreOf } from "../../src/shared-connection/prediction.ts";
import { answerOf, verdictsOf } from "../../src/simulator/explain/guess.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import type { Entry } from "../../src/simulator/network/trace.ts";

const entries = (scenario: string): readonly Entry[] => run(scenarioOf(scenario) as Scenario).entries;
const entryOf = (scenario: string, is: (entry: Entry) => boolean): Entry => {
  const found = entries(scenario).find(is);
  if (found === undefined) throw new Error(`no such step in ${scenario}`);
  return found;
};
const sends =
  (flags: string) =>
  (entry: Entry): boolean =>
    answerOf(entry, "relative").flags === flags;
const none = { flags: "", seq: "", ack: "", state: "" };

describe("a guess of what comes next", () => {
  it.each([
    ["SYN,ACK", "SYN-RECEIVED"],
    ["syn-ack", "syn_received"],
    ["ack + syn", " SYN-RECEIVED "],
  ])("%s, %s is right, however it is written", (flags, state) => {
    const entry = entryOf("three-way", sends("SYN,ACK"));
    const { right, wrong } = scoreOf("p", { name: "P", flags, seq: "0", ack: "1", state }, entry, "relative");
    expect({ right, wrong }).toEqual({ right: ["flags", "seq", "ack", "state"], wrong: [] });
  });

  it("counts nothing that was left empty", () => {
    const entry = entryOf("three-way", sends("SYN,ACK"));
    expect(verdictsOf({ ...none, ack: "7" }, entry, "relative").map(({ field }) => field)).toEqual(["ack"]);
  });

  it("counts nothing that is no flag, no number or no state", () => {
    const entry = entryOf("three-way", sends("SYN,ACK"));
    const said = { name: "P", flags: "FOO", seq: "x", ack: "1", state: "banana" };
    const { right, wrong } = scoreOf("p", said, entry, "relative");
    expect({ right, wrong }).toEqual({ right: ["ack"], wrong: [] });
  });

  it("says what each field was, and what makes it so", () => {
    const all = { flags: "RST", seq: "9", ack: "9", state: "LISTEN" };
    const third = entryOf("three-way", (entry) => answerOf(entry, "relative").state === "ESTABLISHED");
    const told = verdictsOf(all, third, "relative").map(({ field, answer, ground }) => [
      field,
      answer,
      ground,
    ]);
    expect(told).toEqual([
      ["flags", "ACK", "rule"],
      ["seq", "1", "snd-nxt"],
      ["ack", "1", "rcv-nxt"],
      ["state", "ESTABLISHED", "rule"],
    ]);
  });

  it("knows that what is sent again keeps its number, and that a SYN acknowledges nothing", () => {
    const again = entryOf("syn-lost", ({ sent }) => sent[0]?.again === true);
    const told = verdictsOf({ ...none, seq: "1", ack: "0" }, again, "relative");
    expect(told.map(({ answer, ground, right }) => [answer, ground, right])).toEqual([
      ["0", "again", false],
      ["", "no-ack", false],
    ]);
  });

  it("takes a loss for what it is: nothing is sent, and no state changes", () => {
    const lost = entryOf("syn-lost", ({ move }) => move.type === "lose");
    const told = verdictsOf({ flags: "none", seq: "0", ack: "", state: "none" }, lost, "relative");
    expect(told.map(({ field, right, ground }) => [field, right, ground])).toEqual([
      ["flags", true, "nothing-sent"],
      ["seq", false, "nothing-sent"],
      ["state", true, "unchanged"],
    ]);
  });

  it("has a ground for every field of every step of every kind of connection", () => {
    for (const scenario of ["four-way", "simultaneous-open", "forged-rst", "syn-cookies", "give-up"])
      for (const entry of entries(scenario)) {
        const guess = { flags: "URG", seq: "9", ack: "9", state: "CLOSING" };
        const told = verdictsOf(guess, entry, "relative");
        expect(told).toHaveLength(4);
        for (const one of told) {
          if (one.ground !== "rule") continue;
          // A rule is only named where there is one to name, or a state to speak of.
          expect([scenario, entry.n, one.field, entry.because.length + entry.states.length > 0]).toEqual([
            ...[scenario, entry.n, one.field],
            true,
          ]);
        }
      }
  });
});
