/** SEGMENT ARRIVES, state CLOSED: RFC 9293 §3.10.7.1, and the choice of numbers for a RST (§3.5.2). */
import { type Because, because } from "../rules.ts";
import { ACK, end, has, len, RST, type Segment } from "../segment.ts";
import { seqNum } from "../seqnum.ts";

export interface Answer {
  readonly reply: Segment | null;
  readonly because: Because;
}

/** "All data in the incoming segment is discarded." A RST gets nothing, everything else gets a RST. */
export function arrivesClosed(seg: Segment): Answer {
  if (has(seg, RST)) return { reply: null, because: because("closed-rst-ignored") };
  const reason = has(seg, ACK)
    ? because("closed-reset-by-ack", { segAck: seg.ack })
    : because("closed-reset-by-seq", { segSeq: seg.seq, segLen: len(seg), ack: end(seg) });
  return { reply: resetFor(seg), because: reason };
}

/** `<SEQ=SEG.ACK><CTL=RST>`, or without an ACK bit `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>`. */
export function resetFor(seg: Segment): Segment {
  const acks = has(seg, ACK);
  return {
    src: seg.dst,
    dst: seg.src,
    seq: acks ? seg.ack : seqNum(0),
    ack: acks ? seqNum(0) : end(seg),
    flags: acks ? RST : RST | ACK,
    wnd: 0,
    data: "",
  };
}
