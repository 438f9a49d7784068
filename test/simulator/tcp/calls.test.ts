// User calls in every state: RFC 9293 §3.10.1–§3.10.5.
import { expect, it } from "vitest";
import type { Signal } from "../../../src/simulator/tcp/event.ts";
import { profile } from "../../../src/simulator/tcp/profile.ts";
import type { State } from "../../../src/simulator/tcp/tcb.ts";
import { at, happens, type Place, RFC, table } from "./stage.ts";

const EXISTS: readonly Signal[] = ["error: connection already exists"];
const NONE: readonly Signal[] = ["error: connection does not exist"];
const CLOSING: readonly Signal[] = ["error: connection closing"];

type Line = readonly [place: Place, next: State, sends?: readonly string[], signals?: readonly Signal[]];

function calls(call: string, lines: readonly Line[]): void {
  for (const [place, next, sends = [], signals = []] of lines) {
    it(`${call} in ${place} leads to ${next}`, () => {
      const out = happens(at(place), call, RFC);
      const story = `${call} in ${place}: ${out.sends.join(" ")} because ${out.because.join(", ")}`;
      const heard = { next: out.next, sends: out.sends, signals: out.signals };
      expect(heard, story).toEqual({ next, sends, signals });
    });
  }
}

const SYN = "<SEQ=100><CTL=SYN>";
calls("OPEN passive", [
  ["CLOSED", "LISTEN"],
  ["LISTEN", "LISTEN", [], EXISTS],
  ["SYN-SENT", "SYN-SENT", [], EXISTS],
  ["SYN-RECEIVED", "SYN-RECEIVED", [], EXISTS],
  ["ESTABLISHED", "ESTABLISHED", [], EXISTS],
  ["FIN-WAIT-1", "FIN-WAIT-1", [], EXISTS],
  ["FIN-WAIT-2", "FIN-WAIT-2", [], EXISTS],
  ["CLOSE-WAIT", "CLOSE-WAIT", [], EXISTS],
  ["CLOSING", "CLOSING", [], EXISTS],
  ["LAST-ACK", "LAST-ACK", [], EXISTS],
  ["TIME-WAIT", "TIME-WAIT", [], EXISTS],
]);
calls("OPEN active", [
  ["CLOSED", "SYN-SENT", [SYN]],
  ["LISTEN", "SYN-SENT", [SYN]],
  ["SYN-SENT", "SYN-SENT", [], EXISTS],
  ["ESTABLISHED", "ESTABLISHED", [], EXISTS],
  ["TIME-WAIT", "TIME-WAIT", [], EXISTS],
]);

const TEXT = "<SEQ=101><ACK=301><CTL=ACK><DATA=hi>";
calls("SEND hi", [
  ["CLOSED", "CLOSED", [], NONE],
  ["LISTEN", "LISTEN", [], NONE],
  ["SYN-SENT", "SYN-SENT"],
  ["SYN-RECEIVED", "SYN-RECEIVED"],
  ["ESTABLISHED", "ESTABLISHED", [TEXT]],
  ["FIN-WAIT-1", "FIN-WAIT-1", [], CLOSING],
  ["FIN-WAIT-2", "FIN-WAIT-2", [], CLOSING],
  ["CLOSE-WAIT", "CLOSE-WAIT", ["<SEQ=101><ACK=302><CTL=ACK><DATA=hi>"]],
  ["CLOSING", "CLOSING", [], CLOSING],
  ["LAST-ACK", "LAST-ACK", [], CLOSING],
  ["TIME-WAIT", "TIME-WAIT", [], CLOSING],
]);

const END: readonly Signal[] = ["connection closing"];
calls("RECEIVE", [
  ["CLOSED", "CLOSED", [], NONE],
  ["LISTEN", "LISTEN"],
  ["SYN-SENT", "SYN-SENT"],
  ["SYN-RECEIVED", "SYN-RECEIVED"],
  ["ESTABLISHED", "ESTABLISHED"],
  ["FIN-WAIT-1", "FIN-WAIT-1"],
  ["FIN-WAIT-2", "FIN-WAIT-2"],
  ["CLOSE-WAIT", "CLOSE-WAIT", [], END],
  ["CLOSING", "CLOSING", [], END],
  ["LAST-ACK", "LAST-ACK", [], END],
  ["TIME-WAIT", "TIME-WAIT", [], END],
]);

calls("CLOSE", [
  ["CLOSED", "CLOSED", [], NONE],
  ["LISTEN", "CLOSED"],
  // Trap 10: no segment.
  ["SYN-SENT", "CLOSED", [], CLOSING],
  ["SYN-RECEIVED", "FIN-WAIT-1", ["<SEQ=101><ACK=301><CTL=FIN,ACK>"]],
  ["ESTABLISHED", "FIN-WAIT-1", ["<SEQ=101><ACK=301><CTL=FIN,ACK>"]],
  ["FIN-WAIT-1", "FIN-WAIT-1", [], CLOSING],
  ["FIN-WAIT-2", "FIN-WAIT-2", [], CLOSING],
  ["CLOSE-WAIT", "LAST-ACK", ["<SEQ=101><ACK=302><CTL=FIN,ACK>"]],
  ["CLOSING", "CLOSING", [], CLOSING],
  ["LAST-ACK", "LAST-ACK", [], CLOSING],
  ["TIME-WAIT", "TIME-WAIT", [], CLOSING],
]);

calls("ABORT", [
  ["CLOSED", "CLOSED", [], NONE],
  ["LISTEN", "CLOSED"],
  ["SYN-SENT", "CLOSED"],
  ["SYN-RECEIVED", "CLOSED", ["<SEQ=101><CTL=RST>"]],
  ["ESTABLISHED", "CLOSED", ["<SEQ=101><CTL=RST>"]],
  ["FIN-WAIT-1", "CLOSED", ["<SEQ=102><CTL=RST>"]],
  ["FIN-WAIT-2", "CLOSED", ["<SEQ=102><CTL=RST>"]],
  ["CLOSE-WAIT", "CLOSED", ["<SEQ=101><CTL=RST>"]],
  ["CLOSING", "CLOSED"],
  ["LAST-ACK", "CLOSED"],
  ["TIME-WAIT", "CLOSED"],
]);

table("ESTABLISHED", [
  {
    name: "SEND, then CLOSE: the FIN follows the last octet",
    arrives: ["SEND hello", "CLOSE"],
    next: "FIN-WAIT-1",
    sends: ["<SEQ=106><ACK=301><CTL=FIN,ACK>"],
  },
  {
    name: "CLOSE while the peer's window is closed: FIN-WAIT-1 at once, the FIN waits (§3.10.4)",
    arrives: ["<SEQ=301><ACK=101><CTL=ACK><WND=0>", "SEND hello", "CLOSE"],
    next: "FIN-WAIT-1",
    because: "close-fin-queued",
  },
  {
    name: "the window opens: text and FIN leave together",
    arrives: ["<SEQ=301><ACK=101><CTL=ACK><WND=0>", "SEND hello", "CLOSE", "<SEQ=301><ACK=101><CTL=ACK>"],
    next: "FIN-WAIT-1",
    sends: ["<SEQ=101><ACK=301><CTL=FIN,ACK><DATA=hello>"],
  },
  {
    name: "a program's close() with unread text: a reset (SHLD-3)",
    arrives: ["<SEQ=301><ACK=101><CTL=ACK><DATA=hello>", "FORGET"],
    next: "CLOSED",
    sends: ["<SEQ=101><CTL=RST>"],
    because: "close-unread-reset",
  },
  {
    name: "ABORT, as figure 5's note 3 has it: the sender of the RST stays in TIME-WAIT",
    arrives: "ABORT",
    rules: { rstSenderTimeWait: true },
    next: "TIME-WAIT",
    sends: ["<SEQ=101><CTL=RST>"],
    because: "abort-time-wait",
  },
  {
    name: "ABORT there, and no TIME-WAIT to stay in: CLOSED, for the reason of any other ABORT",
    arrives: "ABORT",
    rules: { rstSenderTimeWait: true, timeWaitMs: 0 },
    next: "CLOSED",
    sends: ["<SEQ=101><CTL=RST>"],
    because: "abort-reset",
  },
]);

table("SYN-RECEIVED", [
  {
    name: "a program's close() with text queued: both wait for ESTABLISHED (§3.10.4)",
    arrives: ["SEND hello", "FORGET"],
    next: "SYN-RECEIVED",
    because: "close-fin-queued",
  },
  {
    name: "a program's close() with text queued: text and FIN leave with the ACK of our SYN",
    arrives: ["SEND hello", "FORGET", "<SEQ=301><ACK=101><CTL=ACK>"],
    next: "FIN-WAIT-1",
    sends: ["<SEQ=101><ACK=301><CTL=FIN,ACK><DATA=hello>"],
    signals: ["connection established"],
  },
  {
    name: "a program's close() with nothing queued: the FIN leaves at once (§3.10.4)",
    arrives: "FORGET",
    next: "FIN-WAIT-1",
    sends: ["<SEQ=101><ACK=301><CTL=FIN,ACK>"],
  },
  {
    name: "CLOSE with text queued waits for ESTABLISHED",
    arrives: ["SEND hello", "CLOSE"],
    next: "SYN-RECEIVED",
    because: "close-fin-queued",
  },
  {
    name: "the ACK lets text and FIN go",
    arrives: ["SEND hello", "CLOSE", "<SEQ=301><ACK=101><CTL=ACK>"],
    next: "FIN-WAIT-1",
    sends: ["<SEQ=101><ACK=301><CTL=FIN,ACK><DATA=hello>"],
    signals: ["connection established"],
  },
  {
    name: "CLOSE, and a stack whose shutdown() waits for the ACK",
    arrives: "CLOSE",
    rules: { shutdownWaitsForOpen: true },
    next: "SYN-RECEIVED",
    because: "close-deferred",
  },
]);

it("ABORT in Linux sets the ACK bit, too", () => {
  const linux = profile("linux");
  expect(happens(at("ESTABLISHED", linux), "ABORT", linux).sends).toEqual([
    "<SEQ=101><ACK=301><CTL=RST,ACK>",
  ]);
});

it("RECEIVE hands over what arrived in order, then the end", () => {
  const tcb = at("ESTABLISHED", RFC, ["<SEQ=301><ACK=101><CTL=FIN,ACK><DATA=hello>"]);
  const first = happens(tcb, "RECEIVE", RFC);
  expect(first.because).toContain("receive-delivered");
  expect(happens(first.tcb, "RECEIVE", RFC).signals).toEqual(END);
});
