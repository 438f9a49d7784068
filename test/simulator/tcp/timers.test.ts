// §3.8.3–§3.8.6, §3.10.8: what happens when nothing happens.
import { describe, expect, it } from "vitest";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import { step } from "../../../src/simulator/tcp/step.ts";
import type { Tcb, TimerName } from "../../../src/simulator/tcp/tcb.ts";
import { at, eventOf, happens, type Outcome, RFC } from "./stage.ts";

const LINUX = profile("linux");

/** Lets this timer run out when it is due. */
function expire(tcb: Tcb, timer: TimerName, rules = RFC): Outcome & { readonly at: number } {
  const due = tcb.timers[timer] as number;
  return { ...happens(tcb, `EXPIRE ${timer}`, rules, due), at: due };
}

describe("a closed window (§3.8.6.1)", () => {
  const closed = ["<SEQ=301><ACK=101><CTL=ACK><WND=0>", "SEND hello"];

  it("is probed with one octet, at doubling distances (SHLD-29, SHLD-30)", () => {
    let tcb = at("ESTABLISHED", RFC, closed);
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const out = expire(tcb, "PERSIST");
      expect(out.sends).toEqual(["<SEQ=101><ACK=301><CTL=ACK><DATA=h>"]);
      times.push(out.at);
      tcb = out.tcb;
    }
    expect(times.map((ms, i) => ms - (times[i - 1] ?? 40))).toEqual([1_000, 2_000, 4_000]);
  });

  it("is probed by Linux with an empty segment one below SND.UNA", () => {
    const out = expire(at("ESTABLISHED", LINUX, closed), "PERSIST", LINUX);
    expect(out.sends).toEqual(["<SEQ=100><ACK=301><CTL=ACK>"]);
  });

  it("never makes the sender give up (MUST-36)", () => {
    let tcb = at("ESTABLISHED", RFC, closed);
    for (let i = 0; i < 50; i++) tcb = expire(tcb, "PERSIST").tcb;
    expect(tcb.state).toBe("ESTABLISHED");
  });

  it("opens: the probe's octet was taken or not, and the rest follows", () => {
    const probed = expire(at("ESTABLISHED", RFC, closed), "PERSIST").tcb;
    expect(happens(probed, "<SEQ=301><ACK=102><CTL=ACK><WND=100>", RFC).sends).toEqual([
      "<SEQ=102><ACK=301><CTL=ACK><DATA=ello>",
    ]);
  });

  it("of our own still lets an ACK and a RST in (MUST-66)", () => {
    const rules = profile("rfc", { receiveBuffer: 5 });
    const full = at("ESTABLISHED", rules, ["SEND x", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"]);
    expect(full.rcv.wnd).toBe(0);
    const acked = happens(full, "<SEQ=306><ACK=102><CTL=ACK><DATA=more>", rules);
    expect(acked.because).toContain("ack-advances");
    expect(acked.sends).toEqual(["<SEQ=102><ACK=306><CTL=ACK>"]);
    expect(acked.tcb.unread).toBe("hello");
    expect(happens(full, "<SEQ=306><CTL=RST>", rules).next).toBe("CLOSED");
  });
});

describe("keep-alive (§3.8.4)", () => {
  const rules = profile("rfc", { keepalive: { idleMs: 7_200_000, intervalMs: 75_000, count: 2 } });

  it("is off by default", () => {
    expect(at("ESTABLISHED").timers.KEEPALIVE).toBeNull();
  });

  it("asks after two hours with an old sequence number, and gives up only after several silences", () => {
    let out = expire(at("ESTABLISHED", rules), "KEEPALIVE", rules);
    expect(out.at).toBeGreaterThanOrEqual(7_200_000);
    expect(out.sends).toEqual(["<SEQ=100><ACK=301><CTL=ACK>"]);
    out = expire(out.tcb, "KEEPALIVE", rules);
    expect(out.because).toContain("keepalive-probe");
    out = expire(out.tcb, "KEEPALIVE", rules);
    expect({ next: out.next, sends: out.sends, signals: out.signals }).toEqual({
      next: "CLOSED",
      sends: ["<SEQ=101><CTL=RST>"],
      signals: ["connection aborted due to user timeout"],
    });
  });

  it("starts anew when the peer answers", () => {
    const asked = expire(at("ESTABLISHED", rules), "KEEPALIVE", rules);
    const answered = step(asked.tcb, eventOf("<SEQ=301><ACK=101><CTL=ACK>"), asked.at + 10, rules).tcb;
    const next = expire(answered, "KEEPALIVE", rules);
    expect(next.sends).toEqual([]);
    expect(next.tcb.timers.KEEPALIVE).toBe(asked.at + 10 + 7_200_000);
  });
});

describe("the user timeout (§3.10.8)", () => {
  const rules = profile("rfc", { userTimeoutMs: 5_000 });

  it("aborts an opening that takes too long", () => {
    const out = expire(at("SYN-SENT", rules), "USER", rules);
    expect({ next: out.next, signals: out.signals, at: out.at }).toEqual({
      next: "CLOSED",
      signals: ["connection aborted due to user timeout"],
      at: 5_000,
    });
  });

  it("runs while anything is unacknowledged, and no longer", () => {
    const sent = step(at("ESTABLISHED", rules), eventOf("SEND x"), 1_000, rules).tcb;
    expect(sent.timers.USER).toBe(6_000);
    expect(step(sent, eventOf("<SEQ=301><ACK=102><CTL=ACK>"), 1_100, rules).tcb.timers.USER).toBeNull();
  });

  it("is looked at by Linux when something has to be sent again", () => {
    const linux = profile("linux", { userTimeoutMs: 1_000 });
    let tcb = step(at("ESTABLISHED", linux), eventOf("SEND x"), 1_000, linux).tcb;
    const times: number[] = [];
    while (tcb.state !== "CLOSED") {
      const out = expire(tcb, "RETRANSMISSION", linux);
      times.push(out.at);
      tcb = out.tcb;
    }
    // A second after the first repetition, not after the SEND.
    expect(times).toEqual([1_212, 1_636, 2_212]);
  });
});

describe("delayed acknowledgements (§3.8.6.3)", () => {
  const rules = profile("rfc", { acks: "delayed", mss: 5 });

  it("wait at most half a second (MUST-40)", () => {
    const out = happens(at("ESTABLISHED", rules), "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>", rules);
    expect(out.sends).toEqual([]);
    expect(out.tcb.timers["DELAYED-ACK"]).toBeLessThan(10_500);
    expect(expire(out.tcb, "DELAYED-ACK", rules).sends).toEqual(["<SEQ=101><ACK=306><CTL=ACK>"]);
  });

  it("are sent for every second full segment (SHLD-19)", () => {
    const one = at("ESTABLISHED", rules, ["<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"]);
    expect(happens(one, "<SEQ=306><ACK=101><CTL=ACK><DATA=world>", rules).sends).toEqual([
      "<SEQ=101><ACK=311><CTL=ACK>",
    ]);
  });

  it("travel with text that leaves in time", () => {
    const one = at("ESTABLISHED", rules, ["<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"]);
    const out = happens(one, "SEND hi", rules);
    expect(out.sends).toEqual(["<SEQ=101><ACK=306><CTL=ACK><DATA=hi>"]);
    expect(out.tcb.timers["DELAYED-ACK"]).toBeNull();
  });
});

describe("the challenge-ACK limit (RFC 5961 §7, trap 6)", () => {
  it.each([
    ["rfc", {}, [1, 0, 1]],
    ["rfc", { challengeAckEveryMs: null }, [1, 1, 1]],
    ["linux", {}, [1, 0, 1]],
  ] as const)("%s %j", (name, overrides, expected) => {
    const rules = profile(name, overrides);
    let tcb = at("ESTABLISHED", rules);
    const answers = [10_000, 10_100, 10_600].map((now) => {
      const out = happens(tcb, "<SEQ=302><CTL=RST>", rules, now);
      tcb = out.tcb;
      return out.sends.length;
    });
    expect(answers).toEqual(expected);
  });
});

describe("Nagle (§3.7.4)", () => {
  it("holds back a small segment while text is on its way, and lets it go with the ACK", () => {
    const waiting = happens(at("ESTABLISHED", RFC, ["SEND hello"]), "SEND world", RFC);
    expect(waiting).toMatchObject({ sends: [], because: ["send-nagle"] });
    expect(happens(waiting.tcb, "<SEQ=301><ACK=106><CTL=ACK>", RFC).sends).toEqual([
      "<SEQ=106><ACK=301><CTL=ACK><DATA=world>",
    ]);
  });

  it("is off with TCP_NODELAY", () => {
    const tcb = { ...at("ESTABLISHED", RFC, ["SEND hello"]), noDelay: true };
    expect(happens(tcb, "SEND world", RFC).sends).toEqual(["<SEQ=106><ACK=301><CTL=ACK><DATA=world>"]);
  });
});
