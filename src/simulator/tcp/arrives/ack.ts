/** Fifth, check the ACK field: RFC 9293 §3.10.7.4, RFC 5961 §5.2, RFC 6298 §5. */
import { oweAck } from "../acknowledge.ts";
import { advanced, covers, duplicate } from "../congestion.ts";
import { emitAck } from "../emit.ts";
import { finish, startOrphanTimer } from "../close.ts";
import { sample } from "../rto.ts";
import { ACK, flagNames, has, len, type Segment, SYN } from "../segment.ts";
import { distance, ge, gt, le, lt, type SeqNum } from "../seqnum.ts";
import { deleteTcb, enter, signal, startTimer, stopTimer, type Turn, why } from "../turn.ts";
import { challenge } from "./challenge.ts";
import { resetFor } from "./closed.ts";
import { enterTimeWait } from "./time-wait.ts";

/** False = drop the segment. */
export function checkAck(t: Turn, seg: Segment): boolean {
  if (!has(seg, ACK)) {
    why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
    return false;
  }
  if (t.tcb.state === "SYN-RECEIVED" && !establish(t, seg)) return false;
  if (!useAck(t, seg)) return false;
  return finAcknowledged(t);
}

/** SYN-RECEIVED: SND.UNA < SEG.ACK =< SND.NXT, or a reset. */
function establish(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  const { snd } = tcb;
  const values = { segAck: seg.ack, sndUna: snd.una, sndNxt: snd.nxt };
  if (!(lt(snd.una, seg.ack) && le(seg.ack, snd.nxt))) {
    why(t, "ack-wrong-reset", values);
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    return false;
  }
  why(t, "ack-establishes", values);
  enter(t, "ESTABLISHED");
  stopTimer(t, "USER");
  snd.wnd = seg.wnd << tcb.agreed.sndScale;
  snd.max = Math.max(snd.max, snd.wnd);
  snd.wl1 = seg.seq;
  snd.wl2 = seg.ack;
  signal(t, "connection established");
  if (has(seg, SYN) && t.profile.acksCrossingSynAck) oweAck(t, "now");
  return true;
}

/** The ACK processing of ESTABLISHED, which every later state does first. */
function useAck(t: Turn, seg: Segment): boolean {
  const { tcb, profile } = t;
  const { snd } = tcb;
  if (gt(seg.ack, snd.nxt)) {
    // "If the ACK acks something not yet sent, then send an ACK, drop the segment, and return."
    why(t, "ack-unsent", { segAck: seg.ack, sndNxt: snd.nxt });
    if (profile.answersAckOfUnsent) emitAck(t);
    else if (tcb.state !== "ESTABLISHED") challenge(t);
    return false;
  }
  if (profile.challengeAcks && distance(seg.ack, snd.una) < -oldestAcceptable(t)) {
    why(t, "ack-too-old", { segAck: seg.ack, sndUna: snd.una, maxWnd: snd.max });
    challenge(t);
    return false;
  }
  const before = snd.una;
  const windowChanged = updateWindow(t, seg);
  if (gt(seg.ack, snd.una)) ackAdvances(t, seg.ack);
  else if (isDuplicate(t, seg, windowChanged)) {
    why(t, "ack-duplicate", { segAck: seg.ack, sndUna: before });
    duplicate(t);
  }
  tcb.probes = 0;
  if (tcb.timers.KEEPALIVE !== null && tcb.keepalive) startTimer(t, "KEEPALIVE", tcb.keepalive.idleMs);
  return true;
}

/** RFC 5961 §5.2: SEG.ACK >= SND.UNA - MAX.SND.WND. Linux adds: but not below what was ever sent. */
function oldestAcceptable(t: Turn): number {
  const { snd, iss } = t.tcb;
  const sent = distance(snd.una, iss) - 1;
  return t.profile.looseSequenceTest && sent >= 0 ? Math.min(snd.max, sent) : snd.max;
}

/** SND.UNA moves up: whatever is covered leaves the retransmission queue, and the timer restarts or stops. */
export function ackAdvances(t: Turn, ack: SeqNum): void {
  const { tcb } = t;
  const { snd } = tcb;
  why(t, "ack-advances", { segAck: ack, sndUna: snd.una, sndNxt: snd.nxt });
  snd.una = ack;
  const covered = tcb.outstanding.filter((one) => covers(ack, one));
  tcb.outstanding = trimmed(t, ack);
  tcb.timeouts = 0;
  tcb.retransmittingSince = null;
  measure(t, covered);
  advanced(t, covered);
  // RFC 6298 §5.2 and §5.3.
  if (tcb.outstanding.length === 0) stopTimer(t, "RETRANSMISSION");
  else startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
}

/** What is still unacknowledged; a segment that was acknowledged in part keeps its rest. */
function trimmed(t: Turn, ack: SeqNum) {
  return t.tcb.outstanding
    .filter((one) => !covers(ack, one))
    .map((one) => {
      const done = distance(ack, one.seq);
      if (done <= 0) return one;
      return { ...one, seq: ack, len: one.len - done, data: one.data.slice(done) };
    });
}

/** Karn (RFC 6298 §3): a segment that was repeated says nothing of the round trip. */
function measure(t: Turn, covered: readonly { sentAt: number; retransmissions: number; syn: boolean }[]): void {
  const last = covered.at(-1);
  if (!last) return;
  if (covered.every((one) => one.retransmissions === 0)) return sample(t, t.now - last.sentAt);
  why(t, "rtt-ambiguous");
  if (!last.syn || t.tcb.rtt.srtt !== null) return;
  // §5.7: the SYN was repeated, so the RTO for data starts from 3 s.
  t.tcb.rtt.rtoMs = Math.max(t.profile.rtoAfterSynLossMs, t.profile.initialRtoMs);
  why(t, "rto-after-syn-loss", { ms: t.tcb.rtt.rtoMs });
}

/** "If SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK)": only then is the window newer. */
function updateWindow(t: Turn, seg: Segment): boolean {
  const { snd, agreed } = t.tcb;
  if (lt(seg.ack, snd.una)) return false;
  const wnd = seg.wnd << (has(seg, SYN) ? 0 : agreed.sndScale);
  const newer = lt(snd.wl1, seg.seq) || (snd.wl1 === seg.seq && le(snd.wl2, seg.ack));
  if (!newer) return false;
  const changed = wnd !== snd.wnd || (t.profile.looseSequenceTest && lt(snd.wl1, seg.seq));
  if (wnd !== snd.wnd) why(t, "window-update", { sndWnd: wnd });
  snd.wnd = wnd;
  snd.max = Math.max(snd.max, wnd);
  snd.wl1 = seg.seq;
  snd.wl2 = seg.ack;
  return changed;
}

/** RFC 5681 §2: outstanding data, no text, no SYN or FIN, the same ACK, the same window. */
const isDuplicate = (t: Turn, seg: Segment, windowChanged: boolean): boolean =>
  t.tcb.outstanding.length > 0 && len(seg) === 0 && seg.ack === t.tcb.snd.una && !windowChanged;

/** What the acknowledgement of our FIN means in each state. False = the connection is over. */
function finAcknowledged(t: Turn): boolean {
  const { tcb } = t;
  const acked = tcb.finSent && ge(tcb.snd.una, tcb.snd.nxt);
  if (tcb.state === "ESTABLISHED" && tcb.closing && !tcb.finSent) finish(t, "FIN-WAIT-1");
  if (!acked) return true;
  const values = { segAck: tcb.snd.una, sndNxt: tcb.snd.nxt, state: tcb.state };
  switch (tcb.state) {
    case "FIN-WAIT-1":
      why(t, "ack-of-fin", values);
      enter(t, "FIN-WAIT-2");
      if (tcb.orphan) startOrphanTimer(t);
      return true;
    case "CLOSING":
      why(t, "ack-of-fin", values);
      enterTimeWait(t);
      return true;
    case "LAST-ACK":
      why(t, "ack-of-fin", values);
      deleteTcb(t);
      return false;
    default:
      return true;
  }
}
