import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("CLOSING", [
  ...common("CLOSING", 102, 302, []),
  {
    name: "ACK of our FIN: TIME-WAIT",
    arrives: "<SEQ=302><ACK=102><CTL=ACK>",
    next: "TIME-WAIT",
    because: "ack-of-fin",
  },
  {
    name: "ACK that does not cover our FIN: ignored",
    arrives: "<SEQ=302><ACK=101><CTL=ACK>",
    next: "CLOSING",
  },
  {
    name: "the FIN again: an ACK, still CLOSING",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "CLOSING",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
  },
  {
    name: "text: ignored",
    arrives: "<SEQ=302><ACK=101><CTL=ACK><DATA=x>",
    next: "CLOSING",
    because: "text-ignored",
  },
  {
    name: "RETRANSMISSION: CLOSING sends its FIN again (trap 7)",
    arrives: "EXPIRE RETRANSMISSION",
    next: "CLOSING",
    sends: ["<SEQ=101><ACK=302><CTL=FIN,ACK>"],
    because: "retransmission-timeout",
  },
]);
