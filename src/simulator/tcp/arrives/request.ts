/**
 * SYN-RECEIVED as Linux keeps it after a passive open: a small request record with checks of its own
 * (tcp_check_req). They differ from §3.10.7.4 in order and in answer: a RST and then a wrong ACK are looked at before
 * the sequence number, and a new SYN in the window is answered with a RST.
 */
import { oweAck, settleAck } from "../acknowledge.ts";
import { receiveWindow } from "../emit.ts";
import { retransmit } from "../retransmit.ts";
import { ACK, flagNames, has, len, RST, type Segment, SYN } from "../segment.ts";
import { deleteTcb, startTimer, type Turn, why } from "../turn.ts";
import { challenge, mayAnswer } from "./challenge.ts";
import { resetFor } from "./closed.ts";
import { overlaps } from "./sequence.ts";
import { isOlder, takeTimestamp } from "./timestamp.ts";

/** True = the ACK is right: go on with it as in every other state. */
export function arrivesAtRequest(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  tcb.rcv.wnd = receiveWindow(t);
  const stale = isOlder(tcb, seg);
  if (seg.seq === tcb.irs && (seg.flags & (SYN | ACK | RST)) === SYN && !stale) return repeat(t, seg);
  if (has(seg, RST)) return reset(t, seg, stale);
  if (has(seg, ACK) && seg.ack !== tcb.snd.nxt) return wrongAck(t, seg);
  if (stale || !overlaps(tcb, seg)) return outside(t, seg, stale);
  if (has(seg, SYN) && seg.seq === tcb.irs) {
    // The connection comes into being, and at once finds a SYN in what seems to be its window.
    why(t, "syn-challenge", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt });
    challenge(t);
    return false;
  }
  if (has(seg, SYN)) {
    why(t, "syn-back-to-listen-reset", { segSeq: seg.seq });
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    return gone(t);
  }
  if (!has(seg, ACK)) {
    why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
    return false;
  }
  takeTimestamp(tcb, seg);
  return true;
}

function repeat(t: Turn, seg: Segment): false {
  if (mayAnswer(t)) {
    why(t, "duplicate-syn-answered", { segSeq: seg.seq });
    const { rtoMs } = t.tcb.rtt;
    retransmit(t, 0);
    startTimer(t, "RETRANSMISSION", rtoMs);
  }
  return false;
}

/** RFC 5961 §3.2 holds here, too; the ACK number of a RST is not looked at. */
function reset(t: Turn, seg: Segment, stale: boolean): false {
  const { tcb } = t;
  const values = { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt };
  if (seg.seq === tcb.rcv.nxt && !stale) {
    why(t, "rst-exact-listen", values);
    return gone(t);
  }
  if (overlaps(tcb, seg) && !stale) {
    why(t, "rst-challenge", { ...values, rcvWnd: tcb.rcv.wnd });
    challenge(t);
  } else why(t, "sequence-unacceptable-rst", { ...values, rcvWnd: tcb.rcv.wnd });
  return false;
}

function wrongAck(t: Turn, seg: Segment): false {
  const { tcb } = t;
  why(t, "ack-wrong-reset", { segAck: seg.ack, sndUna: tcb.snd.una, sndNxt: tcb.snd.nxt });
  t.effects.push({ type: "send", seg: resetFor(seg), again: false });
  return false;
}

function outside(t: Turn, seg: Segment, stale: boolean): false {
  const { tcb } = t;
  if (stale)
    why(t, "paws-unacceptable", { segTs: seg.options?.timestamps?.value ?? 0, tsRecent: tcb.tsRecent ?? 0 });
  else
    why(t, "sequence-unacceptable", {
      segSeq: seg.seq,
      segLen: len(seg),
      rcvNxt: tcb.rcv.nxt,
      rcvWnd: tcb.rcv.wnd,
    });
  if (len(seg) > 0 && !has(seg, SYN)) {
    oweAck(t, "now");
    settleAck(t);
  } else challenge(t);
  return false;
}

function gone(t: Turn): false {
  deleteTcb(t, "LISTEN");
  return false;
}
