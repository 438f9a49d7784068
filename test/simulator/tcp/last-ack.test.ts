import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("LAST-ACK", [
  ...common("LAST-ACK", 102, 302, []),
  {
    name: "ACK of our FIN: CLOSED, without TIME-WAIT",
    arrives: "<SEQ=302><ACK=102><CTL=ACK>",
    next: "CLOSED",
    because: "ack-of-fin",
  },
  {
    name: "ACK that does not cover our FIN: nothing happens",
    arrives: "<SEQ=302><ACK=101><CTL=ACK>",
    next: "LAST-ACK",
  },
  {
    name: "the peer's FIN again: an ACK",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "LAST-ACK",
    sends: ["<SEQ=102><ACK=302><CTL=ACK>"],
  },
  {
    name: "text: ignored",
    arrives: "<SEQ=302><ACK=101><CTL=ACK><DATA=x>",
    next: "LAST-ACK",
    because: "text-ignored",
  },
  {
    name: "RETRANSMISSION: our FIN again",
    arrives: "EXPIRE RETRANSMISSION",
    next: "LAST-ACK",
    sends: ["<SEQ=101><ACK=302><CTL=FIN,ACK>"],
  },
]);
