/** First, check the sequence number: RFC 9293 §3.10.7.4, Table 6; RFC 7323 §5 (PAWS) before it. */
import { enterQuickMode, oweAck } from "../acknowledge.ts";
import { emitSyn, receiveWindow } from "../emit.ts";
import { ACK, end, has, len, RST, type Segment, SYN } from "../segment.ts";
import { add, distance, gt, inWindow, lt } from "../seqnum.ts";
import type { Tcb } from "../tcb.ts";
import { startTimer, type Turn, why } from "../turn.ts";
import { challenge, mayAnswer } from "./challenge.ts";
import { isOlder, takeTimestamp } from "./timestamp.ts";

/** False = not acceptable: it was answered as the RFC says, and is to be dropped. */
export function checkSequence(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  tcb.rcv.wnd = receiveWindow(t);
  if (refuseStale(t, seg)) return false;
  const values = { segSeq: seg.seq, segLen: len(seg), rcvNxt: tcb.rcv.nxt, rcvWnd: tcb.rcv.wnd };
  const inside = t.profile.looseSequenceTest ? looselyAcceptable(tcb, seg) : acceptable(tcb, seg);
  if (inside && !isFirstSynAgain(tcb, seg)) {
    why(t, "sequence-acceptable", values);
    takeTimestamp(tcb, seg);
    return true;
  }
  if (isCrossingSynAck(t, seg)) {
    why(t, "duplicate-syn-ack-accepted", { segSeq: seg.seq, segAck: seg.ack, sndNxt: tcb.snd.nxt });
    return true;
  }
  if (!t.profile.looseSequenceTest && isAtClosedWindow(tcb, seg)) {
    // "special allowance should be made to accept valid ACKs, URGs, and RSTs"; the text stays outside.
    why(t, "sequence-acceptable", values);
    return true;
  }
  if (has(seg, RST)) return refuseRst(t, seg);
  why(t, "sequence-unacceptable", values);
  answer(t, seg);
  return false;
}

/**
 * With its text it reaches into the window, but the SYN itself does not: "trimming off any portions that lie outside the
 * window (including SYN and FIN)" leaves text that is kept already. So it is answered as it is without text.
 */
const isFirstSynAgain = (tcb: Tcb, seg: Segment): boolean =>
  tcb.state === "SYN-RECEIVED" &&
  tcb.opened === "passive" &&
  (seg.flags & (SYN | ACK)) === SYN &&
  seg.seq === tcb.irs;

/** Table 6: the four cases of segment length and receive window, zero or not. */
export function acceptable(tcb: Tcb, seg: Segment): boolean {
  const { nxt, wnd } = tcb.rcv;
  const length = len(seg);
  if (length === 0) return wnd === 0 ? seg.seq === nxt : inWindow(seg.seq, nxt, wnd);
  // A window of zero takes nothing, "but special allowance should be made to accept valid ACKs, URGs, and RSTs".
  if (wnd === 0) return false;
  return inWindow(seg.seq, nxt, wnd) || inWindow(add(seg.seq, length - 1), nxt, wnd);
}

/** Linux's tcp_sequence: it looks at the end of the segment, and so forgives one that ends exactly at RCV.NXT. */
function looselyAcceptable({ rcv, unread, eof, orphan }: Tcb, seg: Segment): boolean {
  const last = end(seg);
  if (lt(last, rcv.told)) return false;
  const edge = add(rcv.nxt, rcv.wnd);
  if (!gt(last, edge)) return true;
  // Linux takes a whole segment into an empty buffer, even one that ends beyond the edge.
  return !gt(seg.seq, edge) && unread === "" && (!eof || orphan);
}

/** Linux's tcp_in_window, for the small records before and after the connection: is any of it in the window? */
export function overlaps({ rcv: { nxt, wnd } }: Tcb, seg: Segment): boolean {
  const edge = add(nxt, wnd);
  const last = end(seg);
  if (seg.seq === nxt) return true;
  if (gt(last, nxt) && lt(seg.seq, edge)) return true;
  return seg.seq === edge && seg.seq === last;
}

/** MUST-66: with RCV.WND = 0, the ACK and RST of a segment that would be next in line still count. */
const isAtClosedWindow = ({ rcv }: Tcb, seg: Segment): boolean =>
  rcv.wnd === 0 && seg.seq === rcv.nxt && !has(seg, SYN);

/** PAWS (RFC 7323 §5.3): an older timestamp than the last one means an old segment. A RST is let through. */
function refuseStale(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  if (has(seg, RST) || !isOlder(tcb, seg)) return false;
  const values = { segTs: seg.options?.timestamps?.value ?? 0, tsRecent: tcb.tsRecent ?? 0 };
  const bare = t.profile.looseSequenceTest && len(seg) === 0 && has(seg, ACK);
  if (bare && isReordered(t, seg, (values.tsRecent - values.segTs) | 0)) return false;
  why(t, "paws-unacceptable", values);
  // Linux does not answer a bare ACK from before RCV.NXT: it has been overtaken, that is all.
  if (bare && lt(seg.seq, tcb.rcv.nxt)) return true;
  if (has(seg, SYN)) challenge(t);
  else answer(t, seg);
  return true;
}

/** Linux's tcp_disordered_ack: a duplicate ACK that says nothing and is only a little old may pass. */
function isReordered({ tcb }: Turn, seg: Segment, ageMs: number): boolean {
  const { snd, rcv, rtt } = tcb;
  const news = gt(seg.seq, snd.wl1) || seg.wnd << tcb.agreed.sndScale > snd.wnd;
  const says = seg.seq !== rcv.nxt || seg.ack !== snd.una || news;
  return !says && ageMs <= rtt.rtoMs * REPLAY_WINDOW;
}

/** Linux: 1.2 RTOs. */
const REPLAY_WINDOW = 1.2;

/** "If an incoming segment is not acceptable, an acknowledgment should be sent in reply." */
function answer(t: Turn, seg: Segment): void {
  const { tcb, profile } = t;
  if (tcb.state === "SYN-RECEIVED" && profile.repeatsSynAck && has(seg, SYN) && seg.seq === tcb.irs) {
    if (!mayAnswer(t)) return;
    why(t, "duplicate-syn-answered", { segSeq: seg.seq });
    startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
    emitSyn(t, true);
    return;
  }
  if (!profile.sendsThirdAck && has(seg, SYN) && has(seg, ACK) && seg.seq === tcb.irs) {
    why(t, "syn-sent-third-ack-withheld");
    return;
  }
  if (profile.looseSequenceTest && has(seg, SYN)) {
    challenge(t);
    return;
  }
  // Segments with text cannot be part of a loop of ACKs, so the limit does not concern them.
  const loops = len(seg) === 0 || has(seg, SYN);
  if (loops && !mayAnswer(t)) return;
  // Old text means that the peer missed an ACK; text beyond the window does not.
  if (len(seg) > 0 && lt(seg.seq, tcb.rcv.nxt) && profile.acks === "linux") enterQuickMode(t);
  oweAck(t, "now");
}

function refuseRst(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  if (isBeforeFin(t, seg)) {
    why(t, "rst-before-fin", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt });
    return true;
  }
  why(t, "sequence-unacceptable-rst", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt, rcvWnd: tcb.rcv.wnd });
  return false;
}

/** A peer that does not count its own FIN resets one below RCV.NXT. */
export const isBeforeFin = ({ tcb, profile }: Turn, seg: Segment): boolean =>
  profile.rstBeforeFin && tcb.eof && distance(seg.seq, tcb.rcv.nxt) === -1;

/**
 * Figure 7 needs the crossing SYN,ACK of a simultaneous open to count, yet its sequence number is RCV.NXT-1.
 * Read literally, both ends would answer it with a bare ACK, and reach ESTABLISHED through those.
 */
export const isCrossingSynAck = ({ tcb, profile }: Turn, seg: Segment): boolean =>
  profile.acceptsCrossingSynAck &&
  tcb.state === "SYN-RECEIVED" &&
  (seg.flags & (SYN | ACK)) === (SYN | ACK) &&
  seg.seq === tcb.irs &&
  seg.ack === tcb.snd.nxt &&
  len(seg) === 1;
