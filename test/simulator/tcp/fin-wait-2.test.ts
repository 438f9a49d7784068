import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("FIN-WAIT-2", [
  ...common("FIN-WAIT-2", 102, 301),
  {
    name: "FIN: TIME-WAIT",
    arrives: "<SEQ=301><ACK=102><CTL=FIN,ACK>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
    because: "fin-time-wait",
  },
  {
    name: "FIN with an old ACK: the FIN still counts (trap 5)",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
  },
  {
    name: "FIN and no TIME-WAIT: CLOSED",
    arrives: "<SEQ=301><ACK=102><CTL=FIN,ACK>",
    rules: { timeWaitMs: 0 },
    next: "CLOSED",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
    because: "time-wait-skipped",
  },
  {
    name: "text: delivered and acknowledged, this is the half-closed connection",
    arrives: "<SEQ=301><ACK=102><CTL=ACK><DATA=more>",
    next: "FIN-WAIT-2",
    sends: ["<SEQ=102><ACK=305><CTL=ACK>"],
  },
  {
    name: "FIN beyond a gap: waits",
    arrives: "<SEQ=305><ACK=102><CTL=FIN,ACK>",
    next: "FIN-WAIT-2",
    sends: ["<SEQ=102><ACK=301><CTL=ACK>"],
    because: "fin-waits-for-gap",
  },
  {
    name: "the timer of an orphan, which the RFC does not know, ends the wait",
    arrives: ["FORGET", "EXPIRE FIN-WAIT-2"],
    rules: { finWait2Ms: 60_000 },
    next: "CLOSED",
    because: "fin-wait-2-expired",
  },
  {
    name: "an orphan that may not wait at all (TCP_LINGER2 below 0) resets at once",
    arrives: "FORGET",
    rules: { finWait2Ms: -1 },
    next: "CLOSED",
    sends: ["<SEQ=102><CTL=RST>"],
    because: "fin-wait-2-orphan",
  },
]);
