// §3.9.1 SEND: PSH stands on the last segment of what was to be sent, when it is sent again as well.
import { describe, expect, it } from "vitest";
import { type Profile, profile } from "../../../src/simulator/tcp/profile.ts";
import { flagNames } from "../../../src/simulator/tcp/segment.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import type { Tcb } from "../../../src/simulator/tcp/tcb.ts";
import { at, eventOf, NOW, RFC } from "./stage.ts";

/** What is sent, with its PSH and its text. */
function sent(tcb: Tcb, what: string, rules: Profile = RFC): { tcb: Tcb; sends: string[] } {
  const out = step(tcb, eventOf(what), NOW, rules);
  const sends = out.effects.flatMap((effect) =>
    effect.type === "send" ? [`${flagNames(effect.seg.flags)} ${effect.seg.data}`] : [],
  );
  return { tcb: out.tcb, sends };
}

/** A window of two segments of two octets, and text for as many. */
const small = profile("rfc", { mss: 2 });
const twice = (rules: Profile) =>
  sent(at("ESTABLISHED", rules, ["<SEQ=301><ACK=101><CTL=ACK><WND=4>"]), "SEND abcd", rules);

describe("PSH (§3.9.1 SEND)", () => {
  it("stands on the segment that empties the buffer, and on no other", () => {
    expect(twice(small).sends).toEqual(["ACK ab", "PSH,ACK cd"]);
  });

  it("is repeated as it was: a segment that had none gets none when it is sent again", () => {
    expect(sent(twice(small).tcb, "EXPIRE RETRANSMISSION", small).sends).toEqual(["ACK ab"]);
  });

  it("is not on a window probe, however often it is sent, while more text waits", () => {
    const closed = at("ESTABLISHED", RFC, ["<SEQ=301><ACK=101><CTL=ACK><WND=0>", "SEND hello"]);
    const first = sent(closed, "EXPIRE PERSIST");
    const second = sent(first.tcb, "EXPIRE PERSIST");
    expect([first.sends, second.sends]).toEqual([["ACK h"], ["ACK h"]]);
  });

  it("is on a probe that is the last of the text", () => {
    const closed = at("ESTABLISHED", RFC, ["<SEQ=301><ACK=101><CTL=ACK><WND=0>", "SEND x"]);
    const first = sent(closed, "EXPIRE PERSIST");
    expect([first.sends, sent(first.tcb, "EXPIRE PERSIST").sends]).toEqual([["PSH,ACK x"], ["PSH,ACK x"]]);
  });

  it("is kept where small segments leave together when they leave again", () => {
    const rules = profile("rfc", { mss: 4, collapsesRetransmissions: true, nagle: "none" });
    let { tcb } = sent(at("ESTABLISHED", rules, ["<SEQ=301><ACK=101><CTL=ACK><WND=9>"]), "SEND ab", rules);
    tcb = sent(tcb, "SEND cd", rules).tcb;
    expect(sent(tcb, "EXPIRE RETRANSMISSION", rules).sends).toEqual(["PSH,ACK abcd"]);
  });
});
