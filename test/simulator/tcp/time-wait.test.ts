// §3.10.7.4, §3.6.1, RFC 1337, RFC 6191.
import { expect, it } from "vitest";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import { at, happens, NOW, RFC, table } from "./stage.ts";

const MSL2_MS = 240_000;

table("TIME-WAIT", [
  {
    name: "the peer's FIN again: acknowledged, 2 MSL anew (trap 2)",
    arrives: "<SEQ=301><ACK=102><CTL=FIN,ACK>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    because: "time-wait-restart",
  },
  {
    name: "a bare ACK that fits: quiet, or two ends in TIME-WAIT would answer each other for ever",
    arrives: "<SEQ=302><ACK=102><CTL=ACK>",
    next: "TIME-WAIT",
    because: "time-wait-quiet",
  },
  {
    name: "old text: an ACK says where this end stands",
    arrives: "<SEQ=290><ACK=101><CTL=ACK><DATA=old>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    because: "time-wait-answer",
  },
  {
    name: "RST with SEG.SEQ = RCV.NXT: CLOSED, TIME-WAIT is assassinated",
    arrives: "<SEQ=302><CTL=RST>",
    next: "CLOSED",
    because: "time-wait-rst",
  },
  {
    name: "RST, and RFC 1337's fix F1: ignored",
    arrives: "<SEQ=302><CTL=RST>",
    rules: { rstInTimeWait: "ignored" },
    next: "TIME-WAIT",
    because: "time-wait-rst-ignored",
  },
  {
    name: "RST in the window, not exact: challenge ACK",
    arrives: "<SEQ=303><CTL=RST>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    because: "rst-challenge",
  },
  {
    name: "RST outside the window: dropped",
    arrives: "<SEQ=301><CTL=RST>",
    next: "TIME-WAIT",
    because: "sequence-unacceptable-rst",
  },
  {
    name: "SYN: answered like any old segment",
    arrives: "<SEQ=5000><CTL=SYN>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    because: "time-wait-answer",
  },
  {
    name: "no ACK bit, nothing else: dropped",
    arrives: "<SEQ=302><CTL=none>",
    next: "TIME-WAIT",
    because: "no-ack-dropped",
  },
  {
    name: "FIN in the window without an ACK bit: dropped",
    arrives: "<SEQ=303><CTL=FIN>",
    next: "TIME-WAIT",
    because: "no-ack-dropped",
  },
  {
    name: "the peer's FIN again, without an ACK bit: an ACK, because the sequence number is looked at first",
    arrives: "<SEQ=301><CTL=FIN>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    because: "time-wait-answer",
  },
  {
    name: "2 MSL are over: CLOSED",
    arrives: "EXPIRE TIME-WAIT",
    next: "CLOSED",
    because: "time-wait-expired",
  },
]);

it("counts 2 MSL from the last FIN, not from the first", () => {
  const { tcb } = happens(at("TIME-WAIT"), "<SEQ=301><ACK=102><CTL=FIN,ACK>", RFC);
  expect(tcb.timers["TIME-WAIT"]).toBe(NOW + MSL2_MS);
});

it.each(["<SEQ=302><CTL=none>", "<SEQ=303><CTL=FIN>", "<SEQ=301><CTL=FIN>"])(
  "does not count 2 MSL anew from a segment without an ACK bit: %s",
  (seg) => {
    const tcb = at("TIME-WAIT");
    expect(happens(tcb, seg, RFC).tcb.timers).toEqual(tcb.timers);
  },
);

it.each([
  ["RFC 5961 §7: ten in five seconds", "rfc", ["answered", "silence", "answered"]],
  ["Linux answers once in half a second (RFC 5961 §7)", "linux", ["answered", "silence", "answered"]],
] as const)("limits its answers to old bare ACKs as the profile says: %s", (_, name, expected) => {
  const rules = profile(name);
  let tcb = at("TIME-WAIT", rules);
  const heard = [0, 100, 600].map((ms) => {
    const out = happens(tcb, "<SEQ=290><ACK=101><CTL=ACK>", rules, NOW + ms);
    tcb = out.tcb;
    return out.sends.length > 0 ? "answered" : "silence";
  });
  expect(heard).toEqual(expected);
});
