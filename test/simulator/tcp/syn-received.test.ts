// §3.10.7.4 in SYN-RECEIVED, after a passive and after an active OPEN.
import { table } from "./stage.ts";

table("SYN-RECEIVED", [
  {
    name: "the third segment: ESTABLISHED",
    arrives: "<SEQ=301><ACK=101><CTL=ACK>",
    next: "ESTABLISHED",
    signals: ["connection established"],
    because: "ack-establishes",
  },
  {
    name: "the third segment carries text: taken in ESTABLISHED (trap 4)",
    arrives: "<SEQ=301><ACK=101><CTL=ACK><DATA=hi>",
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=303><CTL=ACK>"],
    signals: ["connection established"],
  },
  {
    name: "the third segment carries FIN: CLOSE-WAIT",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=302><CTL=ACK>"],
    signals: ["connection established", "connection closing"],
  },
  {
    name: "SEG.ACK > SND.NXT: <SEQ=SEG.ACK><CTL=RST>",
    arrives: "<SEQ=301><ACK=102><CTL=ACK>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=102><CTL=RST>"],
    because: "ack-wrong-reset",
  },
  {
    name: "SEG.ACK = SND.UNA acknowledges nothing: a reset",
    arrives: "<SEQ=301><ACK=100><CTL=ACK>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><CTL=RST>"],
    because: "ack-wrong-reset",
  },
  {
    name: "RST with SEG.SEQ = RCV.NXT: back to LISTEN, the user need not know",
    arrives: "<SEQ=301><CTL=RST>",
    next: "LISTEN",
    because: "rst-exact-listen",
  },
  {
    name: "RST in the window, not exact: challenge ACK",
    arrives: "<SEQ=302><CTL=RST>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "rst-challenge",
  },
  {
    name: "RST outside the window: dropped",
    arrives: "<SEQ=300><CTL=RST>",
    next: "SYN-RECEIVED",
    because: "sequence-unacceptable-rst",
  },
  {
    name: "a new SYN in the window: back to LISTEN",
    arrives: "<SEQ=400><CTL=SYN>",
    next: "LISTEN",
    because: "syn-back-to-listen",
  },
  {
    name: "the same SYN again, read literally: a bare ACK (trap 3)",
    arrives: "<SEQ=300><CTL=SYN>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "sequence-unacceptable",
  },
  {
    name: "the same SYN again, as stacks answer it: SYN,ACK (trap 3)",
    arrives: "<SEQ=300><CTL=SYN>",
    rules: { repeatsSynAck: true },
    next: "SYN-RECEIVED",
    sends: ["<SEQ=100><ACK=301><CTL=SYN,ACK>"],
    because: "duplicate-syn-answered",
  },
  {
    name: "no ACK bit: dropped",
    arrives: "<SEQ=301><CTL=FIN>",
    next: "SYN-RECEIVED",
    because: "no-ack-dropped",
  },
  {
    name: "outside the window: an ACK",
    arrives: "<SEQ=90000><ACK=101><CTL=ACK>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "sequence-unacceptable",
  },
]);

table("SYN-RECEIVED, active", [
  {
    name: "the crossing SYN,ACK completes figure 7 (trap 1)",
    arrives: "<SEQ=300><ACK=101><CTL=SYN,ACK>",
    next: "ESTABLISHED",
    signals: ["connection established"],
    because: "duplicate-syn-ack-accepted",
  },
  {
    name: "the crossing SYN,ACK read literally: SEG.SEQ = RCV.NXT-1, so an ACK and no more (trap 1)",
    arrives: "<SEQ=300><ACK=101><CTL=SYN,ACK>",
    rules: { acceptsCrossingSynAck: false },
    next: "SYN-RECEIVED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "sequence-unacceptable",
  },
  {
    name: "a bare ACK completes the simultaneous open, too",
    arrives: "<SEQ=301><ACK=101><CTL=ACK>",
    next: "ESTABLISHED",
    signals: ["connection established"],
  },
  {
    name: "RST with SEG.SEQ = RCV.NXT: refused (MUST-11)",
    arrives: "<SEQ=301><CTL=RST>",
    next: "CLOSED",
    signals: ["connection refused"],
    because: "rst-refused",
  },
  {
    name: "a new SYN in the window: challenge ACK, not LISTEN",
    arrives: "<SEQ=400><CTL=SYN>",
    next: "SYN-RECEIVED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "syn-challenge",
  },
]);
