import { describe, expect, it } from "vitest";
import { run } from "../../../src/simulator/network/run.ts";
import type { Fault, Scenario } from "../../../src/simulator/network/scenario.ts";
import { departures } from "../../content/facts.ts";
import { A, B } from "./pairs.ts";

const text = { en: "an opening", ko: "열기" };
const opening = (...faults: Fault[]): Scenario => ({
  id: "opening",
  title: text,
  about: text,
  topic: "loss",
  hosts: [A, B],
  delayMs: 10,
  programs: [
    { host: B.id, steps: [{ socket: "listener", call: { op: "listen", port: 80 } }] },
    { host: A.id, steps: [{ socket: "a", call: { op: "connect", to: { ip: B.ip, port: 80 } } }] },
  ],
  faults,
});
const fates = (...faults: Fault[]) =>
  departures(run(opening(...faults)))
    .filter(({ flags }) => flags === "SYN")
    .map(({ at, lost }) => [at, lost ? "lost" : "delivered"]);

describe("faults", () => {
  it("count each segment that fits, also one that another fault has taken", () => {
    const syn = { from: A.id, flags: "SYN", what: "lose" } as const;
    const twoLost = [
      [0, "lost"],
      [1_000, "lost"],
      [3_000, "delivered"],
    ];
    expect(fates({ ...syn, nth: 1 }, { ...syn, nth: 2 })).toEqual(twoLost);
    expect(fates({ ...syn, nth: 2 }, { ...syn, nth: 1 })).toEqual(twoLost);
  });

  it("take every segment that fits when they say so, and the first of two decides", () => {
    const everySyn: Fault = { from: A.id, flags: "SYN", nth: "every", what: "lose" };
    expect(fates(everySyn).every(([, fate]) => fate === "lost")).toBe(true);
    expect(fates({ from: A.id, flags: "SYN", what: "delay", ms: 5 }, everySyn)[0]).toEqual([0, "delivered"]);
  });
});

describe("relative numbers", () => {
  it("are counted from the ISN also where the sequence number is 0, but a RST's literal 0 stays 0", () => {
    const sent = (scenario: Scenario) => run(scenario).entries.flatMap((entry) => entry.sent);
    const hosts = [{ ...A, isn: { mode: "fixed", values: [0xffff_ffff] } as const }, B];
    const third = sent({ ...opening(), hosts })[2];
    expect(third?.seg.seq).toBe(0);
    expect(third?.relative).toEqual({ seq: 1, ack: 1 });
    const refused = sent({ ...opening(), programs: opening().programs.slice(1) })[1];
    expect(refused?.seg.seq).toBe(0);
    expect(refused?.relative).toEqual({ seq: 0, ack: 1 });
  });
});
