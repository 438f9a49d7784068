import { table } from "./stage.ts";
import { common } from "./synchronized.ts";

table("CLOSE-WAIT", [
  ...common("CLOSE-WAIT", 101, 302),
  {
    name: "text beyond the peer's own FIN: ignored",
    arrives: "<SEQ=302><ACK=101><CTL=ACK><DATA=more>",
    next: "CLOSE-WAIT",
    because: "text-ignored",
  },
  {
    name: "the FIN again: not acceptable, an ACK",
    arrives: "<SEQ=301><ACK=101><CTL=FIN,ACK>",
    next: "CLOSE-WAIT",
    sends: ["<SEQ=101><ACK=302><CTL=ACK>"],
    because: "sequence-unacceptable",
  },
  {
    name: "ACK of what was sent here: SND.UNA advances",
    arrives: ["SEND bye", "<SEQ=302><ACK=104><CTL=ACK>"],
    next: "CLOSE-WAIT",
    because: "ack-advances",
  },
]);
