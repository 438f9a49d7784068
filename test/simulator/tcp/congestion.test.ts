// RFC 5681, RFC 6582, RFC 5682: which segment leaves when. Segments of one octet, so that numbers stay small.
import { describe, expect, it } from "vitest";
import { type Profile, profile } from "../../../src/simulator/tcp/profile.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { at, happens, NOW } from "./stage.ts";

const RULES = profile("rfc", { mss: 1, nagle: "none", initialWindowSegments: 10 });
const PRR = { ...RULES, proportionalRecovery: true };

interface Told {
  readonly tcb: Tcb;
  /** First octets of what left with each event. */
  readonly sent: readonly (readonly number[])[];
}

function tell(rules: Profile, events: readonly string[], from = at("ESTABLISHED", rules)): Told {
  let tcb = from;
  const sent = events.map((event, i) => {
    const out = happens(tcb, event, rules, NOW + i);
    tcb = out.tcb;
    return out.sends.filter((one) => one.includes("DATA")).map((one) => Number(/SEQ=(\d+)/.exec(one)?.[1]));
  });
  return { tcb, sent };
}

const ack = (number: number): string => `<SEQ=301><ACK=${number}><CTL=ACK>`;

describe("the congestion window (RFC 5681 §3.1)", () => {
  it("lets the initial window go, and no more", () => {
    const rules = { ...RULES, initialWindowSegments: 3 };
    expect(tell(rules, ["SEND abcdefgh"]).sent).toEqual([[101, 102, 103]]);
  });

  it("grows by one for each segment acknowledged in slow start", () => {
    const rules = { ...RULES, initialWindowSegments: 3 };
    expect(tell(rules, ["SEND abcdefgh", ack(102)]).sent[1]).toEqual([104, 105]);
  });

  it("is one segment after a SYN was lost", () => {
    const rules = { ...RULES, initialWindowSegments: 3 };
    const { tcb } = tell(
      rules,
      ["EXPIRE RETRANSMISSION", "<SEQ=300><ACK=101><CTL=SYN,ACK>"],
      at("SYN-SENT", rules),
    );
    expect(tell(rules, ["SEND abc"], tcb).sent).toEqual([[101]]);
  });
});

describe.each([
  ["RFC 6582", RULES],
  ["RFC 6937", PRR],
] as const)("fast retransmit (RFC 5681 §3.2, %s)", (_, rules) => {
  it("repeats the oldest segment on the third duplicate ACK, not on the second", () => {
    expect(tell(rules, ["SEND abcdef", ack(101), ack(101), ack(101)]).sent).toEqual([
      [101, 102, 103, 104, 105, 106],
      [],
      [],
      [101],
    ]);
  });

  it("repeats the next lost one on a partial ACK (RFC 6582)", () => {
    const told = tell(rules, ["SEND abcdef", ack(101), ack(101), ack(101), ack(103)]);
    expect(told.sent.at(-1)).toEqual([103]);
  });

  it("ends with an ACK of everything that was outstanding when it began", () => {
    const events = ["SEND abcdef", ack(101), ack(101), ack(101), ack(107), "SEND ghi", ack(108)];
    const { tcb } = tell(rules, events);
    expect(tcb.congestion).toMatchObject({ recovery: "none", duplicates: 0 });
    // Half of what was outstanding, or (RFC 6937) of the window, has become the window.
    expect(tcb.congestion.ssthresh).toBe(rules === PRR ? 5 : 3);
  });

  it("does not count an ACK with text, or one that opens the window, as a duplicate", () => {
    const text = "<SEQ=301><ACK=101><CTL=ACK><DATA=x>";
    expect(tell(rules, ["SEND abcdef", text, text, text]).sent.flat()).toHaveLength(6);
  });
});

describe("after a timeout", () => {
  it("goes on from one segment, in slow start (RFC 5681 §3.1)", () => {
    const told = tell(RULES, ["SEND abcdef", "EXPIRE RETRANSMISSION", ack(102), ack(103)]);
    expect(told.sent).toEqual([[101, 102, 103, 104, 105, 106], [101], [102, 103], [104, 105]]);
    expect(told.tcb.congestion.ssthresh).toBe(3);
  });

  const forward = { ...PRR, forwardRto: true };

  it("tries new text first, with F-RTO (RFC 5682 §2.1 step 2b)", () => {
    const told = tell(forward, ["SEND abcd", "EXPIRE RETRANSMISSION", "SEND efgh", ack(102)]);
    expect(told.sent.slice(1)).toEqual([[101], [], [105, 106]]);
  });

  it("repeats nothing more when the rest turns out to have been late, not lost (step 3b)", () => {
    const told = tell(forward, ["SEND abcd", "EXPIRE RETRANSMISSION", "SEND efgh", ack(102), ack(103)]);
    expect(told.sent.at(-1)).toEqual([107, 108]);
    expect(told.tcb.congestion.recovery).toBe("none");
  });

  it("falls back to repeating when a duplicate ACK comes instead (step 3a)", () => {
    const told = tell(forward, ["SEND abcd", "EXPIRE RETRANSMISSION", "SEND efgh", ack(102), ack(102)]);
    expect(told.sent.at(-1)).toEqual([102]);
  });
});
