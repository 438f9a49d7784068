// §3.10.7.2
import { expect, it } from "vitest";
import { at, happens, RFC, table } from "./stage.ts";

table("LISTEN", [
  { name: "RST: ignored", arrives: "<SEQ=7><CTL=RST>", next: "LISTEN", because: "listen-rst-ignored" },
  {
    name: "RST,ACK: ignored, because the RST is looked at first",
    arrives: "<SEQ=7><ACK=9><CTL=RST,ACK>",
    next: "LISTEN",
    because: "listen-rst-ignored",
  },
  {
    name: "ACK: any acknowledgment is bad here",
    arrives: "<SEQ=300><ACK=777><CTL=ACK>",
    next: "LISTEN",
    sends: ["<SEQ=777><CTL=RST>"],
    because: "listen-ack-reset",
  },
  {
    name: "SYN,ACK: the ACK is looked at before the SYN",
    arrives: "<SEQ=300><ACK=777><CTL=SYN,ACK>",
    next: "LISTEN",
    sends: ["<SEQ=777><CTL=RST>"],
    because: "listen-ack-reset",
  },
  {
    name: "SYN: SYN,ACK, SYN-RECEIVED",
    arrives: "<SEQ=300><CTL=SYN>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
    because: "listen-syn",
  },
  {
    name: "SYN with text: the text waits",
    arrives: "<SEQ=300><CTL=SYN><DATA=hi>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
    because: "listen-text-queued",
  },
  {
    name: "SYN with text, and a stack that drops it",
    arrives: "<SEQ=300><CTL=SYN><DATA=hi>",
    rules: { listenQueuesText: false },
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
    because: "listen-text-dropped",
  },
  {
    name: "SYN,FIN: the RFC takes the SYN",
    arrives: "<SEQ=300><CTL=SYN,FIN>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
  },
  {
    name: "SYN,FIN, and a stack that drops such a segment",
    arrives: "<SEQ=300><CTL=SYN,FIN>",
    rules: { listenDropsSynFin: true },
    next: "LISTEN",
    because: "listen-syn-fin-dropped",
  },
  { name: "FIN alone: dropped", arrives: "<SEQ=300><CTL=FIN>", next: "LISTEN", because: "listen-dropped" },
  {
    name: "no flag at all: dropped",
    arrives: "<SEQ=300><CTL=none><DATA=x>",
    next: "LISTEN",
    because: "listen-dropped",
  },
  {
    name: "SYN, where two segments are enough",
    arrives: "<SEQ=300><CTL=SYN>",
    rules: { twoWayHandshake: true },
    next: "ESTABLISHED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
    signals: ["connection established"],
    because: "two-way-established",
  },
]);

it("delivers the text of a SYN once the connection is ESTABLISHED (§3.4: SYN comes before the data)", () => {
  const open = at("LISTEN", RFC, ["<SEQ=300><CTL=SYN><DATA=hi>"]);
  const { tcb, sends } = happens(open, "<SEQ=303><ACK=101><CTL=ACK>", RFC);
  expect(tcb.unread).toBe("hi");
  expect(sends).toEqual(["<SEQ=101><ACK=303><CTL=ACK>"]);
});
