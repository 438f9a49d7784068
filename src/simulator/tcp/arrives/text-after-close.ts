/** Text that nobody will read: RFC 9293 §3.6.1, SHLD-3. */
import { end, FIN, has, len, type Segment } from "../segment.ts";
import { add, gt } from "../seqnum.ts";
import { deleteTcb, signal, type Turn, why } from "../turn.ts";
import { resetFor } from "./closed.ts";

/**
 * Is there anything in this segment that its sender will never see read? Either the program has closed its socket,
 * or (Linux) the peer has sent its FIN already. A FIN beyond a gap counts, because text is on its way before it.
 */
export function isTextAfterClose({ tcb, profile }: Turn, seg: Segment): boolean {
  const deaf = tcb.orphan || (profile.looseSequenceTest && tcb.eof);
  return deaf && len(seg) > 0 && gt(add(end(seg), has(seg, FIN) ? -1 : 0), tcb.rcv.nxt);
}

/** Saying so with a RST beats acknowledging it. False = the connection is over. */
export function resetForText(t: Turn, seg: Segment): false {
  why(t, "text-after-close-reset", { octets: seg.data.length, segAck: seg.ack });
  t.effects.push({ type: "send", seg: resetFor(seg), again: false });
  if (!t.tcb.orphan) signal(t, "connection reset");
  deleteTcb(t);
  return false;
}
