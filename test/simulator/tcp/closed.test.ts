// §3.10.7.1: "All data in the incoming segment is discarded."
import { table } from "./stage.ts";

table("CLOSED", [
  { name: "RST: discarded", arrives: "<SEQ=7><CTL=RST>", next: "CLOSED", because: "closed-rst-ignored" },
  {
    name: "RST,ACK: discarded",
    arrives: "<SEQ=7><ACK=9><CTL=RST,ACK>",
    next: "CLOSED",
    because: "closed-rst-ignored",
  },
  {
    name: "SYN: <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>",
    arrives: "<SEQ=300><CTL=SYN>",
    next: "CLOSED",
    sends: ["<SEQ=0><ACK=301><CTL=RST,ACK>"],
    because: "closed-reset-by-seq",
  },
  {
    name: "SYN with text and FIN: SEG.LEN counts all three",
    arrives: "<SEQ=300><CTL=SYN,FIN><DATA=abc>",
    next: "CLOSED",
    sends: ["<SEQ=0><ACK=305><CTL=RST,ACK>"],
  },
  {
    name: "ACK: <SEQ=SEG.ACK><CTL=RST>",
    arrives: "<SEQ=300><ACK=777><CTL=ACK>",
    next: "CLOSED",
    sends: ["<SEQ=777><CTL=RST>"],
    because: "closed-reset-by-ack",
  },
  {
    name: "SYN,ACK: <SEQ=SEG.ACK><CTL=RST>",
    arrives: "<SEQ=300><ACK=777><CTL=SYN,ACK>",
    next: "CLOSED",
    sends: ["<SEQ=777><CTL=RST>"],
  },
  {
    name: "FIN without ACK",
    arrives: "<SEQ=300><CTL=FIN>",
    next: "CLOSED",
    sends: ["<SEQ=0><ACK=301><CTL=RST,ACK>"],
  },
  {
    name: "bad checksum: not a word (§3.1)",
    arrives: "<SEQ=300><CTL=SYN><CORRUPTED>",
    next: "CLOSED",
    because: "checksum-bad",
  },
]);
