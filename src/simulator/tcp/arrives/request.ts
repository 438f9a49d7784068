/**
 * SYN-RECEIVED as Linux keeps it after a passive open: a small request record with checks of its own
 * (tcp_check_req). They differ from §3.10.7.4 in order and in answer: a wrong ACK is looked at before the
 * sequence number, any RST in the window ends the request, and so does a new SYN, with a RST.
 */
import { oweAck, settleAck } from "../acknowledge.ts";
import { emitSyn, receiveWindow } from "../emit.ts";
import { ACK, end, flagNames, has, len, RST, type Segment, SYN } from "../segment.ts";
import { add, gt, lt } from "../seqnum.ts";
import type { Tcb } from "../tcb.ts";
import { deleteTcb, startTimer, type Turn, why } from "../turn.ts";
import { challenge, mayAnswer } from "./challenge.ts";
import { resetFor } from "./closed.ts";

/** True = the ACK is right: go on with it as in every other state. */
export function arrivesAtRequest(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  tcb.rcv.wnd = receiveWindow(t);
  const stale = isStale(tcb, seg);
  if (seg.seq === tcb.irs && (seg.flags & (SYN | ACK | RST)) === SYN && !stale) return repeat(t, seg);
  if (has(seg, ACK) && seg.ack !== tcb.snd.nxt) return wrongAck(t, seg);
  if (stale || !overlaps(tcb, seg)) return outside(t, seg, stale);
  const isOldSyn = seg.seq === tcb.irs;
  if (has(seg, RST)) {
    why(t, "rst-exact-listen", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt });
    return gone(t);
  }
  if (has(seg, SYN) && !isOldSyn) {
    why(t, "syn-back-to-listen-reset", { segSeq: seg.seq });
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    return gone(t);
  }
  if (!has(seg, ACK)) {
    why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
    return false;
  }
  return true;
}

function isStale(tcb: Tcb, seg: Segment): boolean {
  const stamp = seg.options?.timestamps?.value;
  if (!tcb.agreed.timestamps || stamp === undefined || tcb.tsRecent === null) return false;
  return ((stamp - tcb.tsRecent) | 0) < 0;
}

/** Linux's tcp_in_window. */
function overlaps(tcb: Tcb, seg: Segment): boolean {
  const { nxt, wnd } = tcb.rcv;
  const edge = add(nxt, wnd);
  const last = end(seg);
  if (seg.seq === nxt) return true;
  if (gt(last, nxt) && lt(seg.seq, edge)) return true;
  return seg.seq === edge && seg.seq === last;
}

function repeat(t: Turn, seg: Segment): false {
  if (mayAnswer(t)) {
    why(t, "duplicate-syn-answered", { segSeq: seg.seq });
    emitSyn(t, true);
    startTimer(t, "RETRANSMISSION", t.tcb.rtt.rtoMs);
  }
  return false;
}

function wrongAck(t: Turn, seg: Segment): false {
  const { tcb } = t;
  why(t, "ack-wrong-reset", { segAck: seg.ack, sndUna: tcb.snd.una, sndNxt: tcb.snd.nxt });
  if (!has(seg, RST)) t.effects.push({ type: "send", seg: resetFor(seg), again: false });
  return false;
}

function outside(t: Turn, seg: Segment, stale: boolean): false {
  const { tcb } = t;
  if (has(seg, RST)) {
    why(t, "sequence-unacceptable-rst", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt, rcvWnd: tcb.rcv.wnd });
    return false;
  }
  if (stale) why(t, "paws-unacceptable", { segTs: seg.options?.timestamps?.value ?? 0, tsRecent: tcb.tsRecent ?? 0 });
  else why(t, "sequence-unacceptable", { segSeq: seg.seq, segLen: len(seg), rcvNxt: tcb.rcv.nxt, rcvWnd: tcb.rcv.wnd });
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
