/** How people write flags, states and numbers when they say what comes: as the RFC, as `ss`, as netstat, as tcpdump. */
import { describe, expect, it } from "vitest";
import { glossary } from "../../../src/content/glossary.ts";
import { scenarioOf } from "../../../src/content/scenarios.ts";
import { answerOf, type Guess, unreadIn, verdictsOf } from "../../../src/simulator/explain/guess.ts";
import { flagsIn, numberIn, stateIn } from "../../../src/simulator/explain/spellings.ts";
import { run } from "../../../src/simulator/network/run.ts";
import type { Scenario } from "../../../src/simulator/network/scenario.ts";
import type { Entry } from "../../../src/simulator/network/trace.ts";
import { flagNames } from "../../../src/simulator/tcp/segment.ts";

const SPELLED: Readonly<Record<string, readonly string[]>> = {
  CLOSED: ["closed", "CLOSE", "TCP_CLOSE", "UNCONN"],
  LISTEN: ["listen", "LISTENING", " Listen "],
  "SYN-SENT": ["SYN SENT", "syn_sent", "SynSent", "SYN_SEND", "SYN‑SENT", "TCP_SYN_SENT", "SYN-SENT 상태"],
  "SYN-RECEIVED": [
    ...["SYN RECEIVED", "SYN-RECEIVED", "SYN_RECEIVED", "synreceived", "SYN_RECV", "SYN-RECV"],
    ...["syn_rcvd", "SYN-RCVD", "SYN RCVD", "TCP_SYN_RECV"],
  ],
  ESTABLISHED: ["ESTAB", "estab", "established", "ESTABLISHED state", "ESTABLISHED."],
  "FIN-WAIT-1": ["FIN WAIT 1", "FIN_WAIT1", "fin_wait_1", "FINWAIT1", "FIN-WAIT 1"],
  "FIN-WAIT-2": ["FIN WAIT 2", "FIN_WAIT2", "FIN-WAIT2"],
  "CLOSE-WAIT": ["CLOSE WAIT", "close_wait", "CLOSEWAIT"],
  CLOSING: ["closing"],
  "LAST-ACK": ["LAST ACK", "last_ack", "LASTACK"],
  "TIME-WAIT": ["TIME WAIT", "TIME_WAIT", "TIMED_WAIT", "TIMED-WAIT", "timewait", "ＴＩＭＥ＿ＷＡＩＴ"],
};

describe("a state", () => {
  it.each(Object.entries(SPELLED).flatMap(([state, all]) => all.map((said) => [said, state] as const)))(
    "%s is %s",
    (said, state) => expect(stateIn(said)).toBe(state),
  );

  it.each(
    glossary
      .filter(({ kind }) => kind === "state")
      .flatMap(({ names }) => names.map((name) => [name, names[0] as string] as const)),
  )("is known here under each name that /explain takes: %s", (name, state) =>
    expect(stateIn(name)).toBe(state),
  );

  it.each(["none", "-", "없음", "Nothing"])("may be none: %s", (said) => expect(stateIn(said)).toBe(""));

  it.each(["banana", "FIN-WAIT", "SYN", "SENT-SYN", "ESTABLISHED, LISTEN", "???"])("is not %s", (said) =>
    expect(stateIn(said)).toBeNull(),
  );
});

const FLAGS: readonly (readonly [said: string, flags: string])[] = [
  ...[
    "SYN,ACK",
    "syn/ack",
    "SYN-ACK",
    "ACK+SYN",
    "SYN ACK",
    "synack",
    "SYN & ACK",
    "SYN and ACK",
    "SYN 및 ACK",
    "SYN.ACK",
  ].map(both),
  ...["S.", "[S.]", "Flags [S.],", "s.", ".S", "[S.], ", "0x12"].map(both),
  ...[".", "[.]", "ACK", "ack."].map((said) => [said, "ACK"] as const),
  ...["P.", "[P.]", "psh ack"].map((said) => [said, "PSH,ACK"] as const),
  ...["S", "[S]", "s", "SYN.", "syn"].map((said) => [said, "SYN"] as const),
  ...["F.", "[F.]", "FIN,ACK"].map((said) => [said, "FIN,ACK"] as const),
  ...["R", "[R]", "RST"].map((said) => [said, "RST"] as const),
  ...["R.", "[R.]", "RST/ACK"].map((said) => [said, "RST,ACK"] as const),
  ...["SEW", "[SEW]", "syn ece cwr"].map((said) => [said, "SYN,ECE,CWR"] as const),
  ...["S.E", "[S.E]"].map((said) => [said, "SYN,ACK,ECE"] as const),
  ["[.U]", "ACK,URG"],
  ...["none", "[none]", "-", "없음", "nothing"].map((said) => [said, "none"] as const),
  ["[FP.]", "FIN,PSH,ACK"],
];

function both(said: string): readonly [string, string] {
  return [said, "SYN,ACK"];
}

describe("flags", () => {
  it.each(FLAGS)("%s are %s", (said, flags) => {
    const read = flagsIn(said);
    expect(read).toHaveProperty("flags");
    expect("flags" in read && flagNames(read.flags)).toBe(flags);
  });

  it.each([
    ["FOO", ["FOO"]],
    ["SYN, FOO", ["FOO"]],
    ["few", ["few"]],
    ["SYM", ["SYM"]],
    ["SS", ["SS"]],
    ["몰라요", ["몰라요"]],
    ["SYN-RECEIVED", ["RECEIVED"]],
    ["???", ["???"]],
  ])("are not %s", (said, unknown) => expect(flagsIn(said)).toEqual({ unknown }));
});

it.each([
  ["1101", "1101"],
  [" 1,101 ", "1101"],
  ["0", "0"],
  ["007", "7"],
  ["seq=1", "1"],
  ["ack 1", "1"],
  ["1101번", "1101"],
  ["none", ""],
  ["x+1", null],
  ["banana", null],
  ["1.5", null],
])("the number %s is %s", (said, number) => expect(numberIn(said)).toBe(number));

const entries = run(scenarioOf("three-way") as Scenario).entries;
const second = entries.find((one) => answerOf(one, "relative").flags === "SYN,ACK") as Entry;
const none: Guess = { flags: "", seq: "", ack: "", state: "" };

describe("what was said", () => {
  it("is right in the tools' words", () => {
    const said = { flags: "[S.]", seq: "seq 0", ack: "1", state: "SYN_RECV" };
    expect(verdictsOf(said, second, "relative").map(({ right }) => right)).toEqual([true, true, true, true]);
    expect(unreadIn(said)).toEqual([]);
  });

  it("is no prediction where it is no flag, no number or no state", () => {
    const said = { flags: "FOO", seq: "x+1", ack: "1", state: "banana" };
    expect(verdictsOf(said, second, "relative").map(({ field }) => field)).toEqual(["ack"]);
    expect(unreadIn(said)).toEqual([
      { field: "flags", words: ["FOO"] },
      { field: "seq", words: ["x+1"] },
      { field: "state", words: ["banana"] },
    ]);
  });

  it("is a prediction, and a wrong one, where it is another flag or state", () => {
    const said = { ...none, flags: "R", state: "ESTAB" };
    expect(verdictsOf(said, second, "relative").map(({ right }) => right)).toEqual([false, false]);
  });

  it.each(["[SP.]", "SYN,PSH,ACK"])("needs no PSH, and is right with one: %s", (flags) => {
    expect(verdictsOf({ ...none, flags }, second, "relative")).toMatchObject([{ right: true }]);
  });

  it("is wrong where a PSH is said and nothing is sent", () => {
    const silent = entries.find(
      ({ sent, move, states }) => sent.length === 0 && move.type !== "forge" && states.length > 0,
    ) as Entry;
    const [verdict] = verdictsOf({ ...none, flags: "PSH" }, silent, "relative");
    expect(verdict).toMatchObject({ right: false, ground: "nothing-sent" });
  });
});
