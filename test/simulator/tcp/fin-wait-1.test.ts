import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("FIN-WAIT-1", [
  ...common("FIN-WAIT-1", 102, 301),
  {
    name: "ACK of our FIN: FIN-WAIT-2",
    arrives: "<SEQ=301><ACK=102><CTL=ACK>",
    next: "FIN-WAIT-2",
    because: "ack-of-fin",
  },
  {
    name: "ACK that does not cover our FIN: nothing happens",
    arrives: "<SEQ=301><ACK=101><CTL=ACK>",
    next: "FIN-WAIT-1",
  },
  {
    name: "FIN, ours not acknowledged: CLOSING",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "CLOSING",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
    because: "fin-closing",
  },
  {
    name: "FIN, ours acknowledged by the same segment: TIME-WAIT",
    arrives: "<SEQ=301><ACK=102><CTL=FIN,ACK>",
    next: "TIME-WAIT",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
    signals: ["connection closing"],
    because: "fin-time-wait",
  },
  {
    name: "text: still delivered and acknowledged, CLOSE means no more sending (§3.6)",
    arrives: "<SEQ=301><ACK=101><CTL=ACK><DATA=more>",
    next: "FIN-WAIT-1",
    sends: ["<SEQ=102><ACK=305><CTL=ACK>"],
    because: "text-in-order",
  },
  {
    name: "text after a program's close(): a reset (SHLD-3)",
    arrives: ["FORGET", "<SEQ=301><ACK=102><CTL=ACK><DATA=more>"],
    next: "CLOSED",
    sends: ["<SEQ=102><CTL=RST>"],
    because: "text-after-close-reset",
  },
  {
    name: "RETRANSMISSION: our FIN again (RFC 6298 §5.4)",
    arrives: "EXPIRE RETRANSMISSION",
    next: "FIN-WAIT-1",
    sends: ["<SEQ=101><ACK=301><CTL=FIN,ACK>"],
    because: "retransmission-timeout",
  },
]);
