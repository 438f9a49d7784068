import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("ESTABLISHED", [
  ...common("ESTABLISHED", 101, 301),
  {
    name: "text in order: delivered and acknowledged",
    arrives: "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>",
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=306><CTL=ACK>"],
    because: "text-in-order",
  },
  {
    name: "text beyond a gap: held (SHLD-31), and an ACK says what is missing",
    arrives: "<SEQ=306><ACK=101><CTL=ACK><DATA=world>",
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "text-held",
  },
  {
    name: "text that fills the gap: everything is acknowledged",
    arrives: ["<SEQ=306><ACK=101><CTL=ACK><DATA=world>", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"],
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=311><CTL=ACK>"],
    because: "text-fills-gap",
  },
  {
    name: "old text: not acceptable, an ACK",
    arrives: ["<SEQ=301><ACK=101><CTL=ACK><DATA=hello>", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"],
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=306><CTL=ACK>"],
    because: "sequence-unacceptable",
  },
  {
    name: "half old, half new text: the new half counts",
    arrives: ["<SEQ=301><ACK=101><CTL=ACK><DATA=hello>", "<SEQ=303><ACK=101><CTL=ACK><DATA=lloww>"],
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=308><CTL=ACK>"],
    because: "text-in-order",
  },
  {
    name: "FIN: CLOSE-WAIT, acknowledged at once",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
    because: "fin-close-wait",
  },
  {
    name: "FIN with text: text first, then FIN",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK><DATA=hello>",
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=307><CTL=ACK>"],
    signals: ["connection closing"],
  },
  {
    name: "FIN beyond a gap: it waits for the gap",
    arrives: "<SEQ=306><ACK=101><CTL=FIN,ACK>",
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
    because: "fin-waits-for-gap",
  },
  {
    name: "the gap is filled: the FIN counts now",
    arrives: ["<SEQ=306><ACK=101><CTL=FIN,ACK>", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"],
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=307><CTL=ACK>"],
    signals: ["connection closing"],
  },
  {
    name: "text beyond a gap that is cut at the window's edge: its FIN is cut off, too",
    arrives: ["<SEQ=306><ACK=101><CTL=FIN,ACK><DATA=worldlost>", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"],
    rules: { receiveBuffer: 10 },
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=311><CTL=ACK>"],
    because: "text-fills-gap",
  },
  {
    name: "text beyond a gap that reaches just to the window's edge: its FIN is held with it",
    arrives: ["<SEQ=306><ACK=101><CTL=FIN,ACK><DATA=world>", "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>"],
    rules: { receiveBuffer: 10 },
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=312><CTL=ACK>"],
    signals: ["connection closing"],
  },
  {
    name: "held text with a FIN, and then the same text without one: the FIN is kept",
    arrives: [
      "<SEQ=306><ACK=101><CTL=FIN,ACK><DATA=world>",
      "<SEQ=306><ACK=101><CTL=ACK><DATA=world>",
      "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>",
    ],
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=312><CTL=ACK>"],
    signals: ["connection closing"],
  },
  {
    name: "held text, and then more of it: the longer one is kept, whichever came first",
    arrives: [
      "<SEQ=306><ACK=101><CTL=ACK><DATA=wor>",
      "<SEQ=306><ACK=101><CTL=ACK><DATA=world>",
      "<SEQ=306><ACK=101><CTL=ACK><DATA=wo>",
      "<SEQ=301><ACK=101><CTL=ACK><DATA=hello>",
    ],
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=311><CTL=ACK>"],
  },
  {
    name: "an acceptable ACK: SND.UNA advances, nothing is said",
    arrives: ["SEND hello", "<SEQ=301><ACK=106><CTL=ACK>"],
    next: "ESTABLISHED",
    because: "ack-advances",
  },
  {
    name: "a duplicate ACK: ignored",
    arrives: ["SEND hello", "<SEQ=301><ACK=101><CTL=ACK>"],
    next: "ESTABLISHED",
    because: "ack-duplicate",
  },
  {
    name: "a newer window is taken (SND.WL1, SND.WL2)",
    arrives: "<SEQ=301><ACK=101><CTL=ACK><WND=10>",
    next: "ESTABLISHED",
    because: "window-update",
  },
  {
    name: "the peer's SYN,ACK again in ESTABLISHED: an ACK cures a lost third segment (trap 4)",
    arrives: "<SEQ=300><ACK=101><CTL=SYN,ACK>",
    next: "ESTABLISHED",
    sends: ["<SEQ=101><ACK=301><CTL=ACK>"],
  },
]);

table("ESTABLISHED, active", common("ESTABLISHED", 101, 301));
