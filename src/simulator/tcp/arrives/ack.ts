/** Fifth, check the ACK field: RFC 9293 §3.10.7.4, RFC 5961 §5.2, RFC 6298 §5. */

import { finish, mayNotWait, startOrphanTimer } from "../close.ts";
import { advanced, beginTransmission, duplicate } from "../congestion.ts";
import { covers, isProbing } from "../flight.ts";
import { retransmit } from "../retransmit.ts";
import { persistInterval, sample } from "../rto.ts";
import { ACK, FIN, flagNames, has, len, type Segment, SYN } from "../segment.ts";
import { distance, ge, gt, le, lt, type SeqNum } from "../seqnum.ts";
import type { Outstanding, Tcb } from "../tcb.ts";
import { deleteTcb, enter, signal, startTimer, stopTimer, type Turn, why } from "../turn.ts";
import { challenge } from "./challenge.ts";
import { resetFor } from "./closed.ts";
import { isTextAfterClose } from "./text-after-close.ts";
import { enterTimeWait } from "./time-wait.ts";

/** False = drop the segment. */
export function checkAck(t: Turn, seg: Segment): boolean {
  // "If the ACK bit is off, drop the segment and return."
  if (!has(seg, ACK)) {
    why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
    return false;
  }
  if (t.tcb.state === "SYN-RECEIVED" && !establish(t, seg)) return false;
  if (!useAck(t, seg)) return false;
  return finAcknowledged(t, seg);
}

/** SYN-RECEIVED: "If SND.UNA < SEG.ACK =< SND.NXT, then enter ESTABLISHED state"; otherwise a reset. */
function establish(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  const { snd } = tcb;
  const values = { segAck: seg.ack, sndUna: snd.una, sndNxt: snd.nxt };
  // Linux does not see that an ACK of exactly ISS acknowledges nothing.
  const lowEnough = t.profile.looseSequenceTest ? le(snd.una, seg.ack) : lt(snd.una, seg.ack);
  if (!(lowEnough && le(seg.ack, snd.nxt))) {
    why(t, "ack-wrong-reset", values);
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    return false;
  }
  why(t, "ack-establishes", values);
  // "SND.WND <- SEG.WND, SND.WL1 <- SEG.SEQ, SND.WL2 <- SEG.ACK"
  snd.wnd = seg.wnd << (has(seg, SYN) ? 0 : tcb.agreed.sndScale);
  snd.max = tcb.opened === "passive" ? snd.wnd : Math.max(snd.max, snd.wnd);
  snd.wl1 = seg.seq;
  snd.wl2 = seg.ack;
  established(t);
  return true;
}

/** What begins with ESTABLISHED, whichever way it was reached. */
export function established(t: Turn): void {
  const { tcb } = t;
  enter(t, "ESTABLISHED");
  tcb.heardAt = t.now;
  if (tcb.keepalive) startTimer(t, "KEEPALIVE", tcb.keepalive.idleMs);
  signal(t, "connection established");
}

/** The ACK processing of ESTABLISHED, which every later state does first. */
function useAck(t: Turn, seg: Segment): boolean {
  const { tcb, profile } = t;
  const { snd } = tcb;
  if (gt(seg.ack, snd.nxt)) {
    // "If the ACK acks something not yet sent, then send an ACK, drop the segment, and return."
    why(t, "ack-unsent", { segAck: seg.ack, sndNxt: snd.nxt });
    challenge(t);
    return false;
  }
  if (profile.challengeAcks && isTooOld(t, seg)) {
    challenge(t);
    return false;
  }
  tcb.probes = 0;
  tcb.heardAt = t.now;
  const before = snd.una;
  const windowMoved = updateWindow(t, seg);
  if (gt(seg.ack, snd.una)) ackAdvances(t, seg.ack, seg.options?.timestamps?.echo);
  else if (isDuplicate(t, seg, windowMoved)) {
    // "If the ACK is a duplicate (SEG.ACK =< SND.UNA), it can be ignored" - but congestion control counts it.
    why(t, "ack-duplicate", { segAck: seg.ack, sndUna: before });
    duplicate(t);
  }
  if (tcb.timers.PERSIST !== null) {
    if (snd.wnd > 0 && isProbing(tcb)) repeatProbe(t);
    else restartPersist(t);
  }
  return true;
}

/** RFC 5961 §5.2: further below SND.UNA than any window that this peer ever offered, or (Linux) than all that it ever acknowledged. */
function isTooOld(t: Turn, { ack }: Segment): boolean {
  const { snd, iss, opened } = t.tcb;
  const behind = distance(snd.una, ack);
  const known = { segAck: ack, sndUna: snd.una };
  // Linux counts the SYN of an active open among what was acknowledged, that of a passive open not.
  const acked = distance(snd.una, iss) - (opened === "passive" ? 1 : 0);
  if (t.profile.looseSequenceTest && acked < snd.max && behind > acked) {
    why(t, "ack-before-all", { ...known, acked });
    return true;
  }
  if (behind <= snd.max) return false;
  why(t, "ack-too-old", { ...known, maxWnd: snd.max });
  return true;
}

/** The octet that probed was refused while the window was closed. Now that it is open, it goes again, with a timer. */
function repeatProbe(t: Turn): void {
  stopTimer(t, "PERSIST");
  retransmit(t, 0);
  startTimer(t, "RETRANSMISSION", t.tcb.rtt.rtoMs);
}

/** The peer answered a probe, and its window is still closed: the next probe is as far off as the last one was. */
function restartPersist(t: Turn): void {
  if (t.profile.zeroWindowProbe === "empty") startTimer(t, "PERSIST", persistInterval(t));
}

/**
 * SND.UNA moves up: whatever is covered leaves the retransmission queue, and the timer restarts or stops.
 *
 * @param echo TSecr of the segment (RFC 7323 §4.1), in milliseconds
 */
export function ackAdvances(t: Turn, ack: SeqNum, echo: number | undefined): void {
  const { tcb } = t;
  const { snd } = tcb;
  why(t, "ack-advances", { segAck: ack, sndUna: snd.una, sndNxt: snd.nxt });
  snd.una = ack;
  const covered = takeCovered(tcb, ack);
  tcb.timeouts = 0;
  measure(t, covered, echo);
  // RFC 6298 §5.2 and §5.3. Linux restarts the timer only when a whole segment is done.
  if (tcb.outstanding.length === 0) stopTimer(t, "RETRANSMISSION");
  else if (covered.length > 0 || !t.profile.looseSequenceTest) startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
  if (tcb.timers.USER !== null) restartUserTimeout(t);
  // A SYN is always the oldest.
  const [oldest] = covered;
  if (oldest?.syn) beginTransmission(t, oldest.retransmissions);
  else advanced(t, covered);
  if (tcb.congestion.recovery === "none" || tcb.outstanding.length === 0) tcb.retransmittingSince = null;
}

/** §3.9.1.1: the timeout is for "all data submitted", so it runs while anything is unacknowledged. */
function restartUserTimeout(t: Turn): void {
  const { outstanding, userTimeoutMs } = t.tcb;
  if (outstanding.length === 0 || userTimeoutMs === null) stopTimer(t, "USER");
  else startTimer(t, "USER", userTimeoutMs);
}

/** Takes what is covered off the queue; a segment that was acknowledged in part keeps its rest. */
function takeCovered(tcb: Tcb, ack: SeqNum): readonly Outstanding[] {
  const { outstanding } = tcb;
  let count = 0;
  while (count < outstanding.length && covers(ack, outstanding[count] as Outstanding)) count++;
  const first = outstanding[count];
  const done = first ? distance(ack, first.seq) : 0;
  if (count === 0 && done <= 0) return [];
  const left = count === outstanding.length ? [] : outstanding.slice(count);
  if (first && done > 0)
    left[0] = { ...first, seq: ack, len: first.len - done, data: first.data.slice(done) };
  tcb.outstanding = left;
  return count === outstanding.length ? outstanding : outstanding.slice(0, count);
}

/** Karn (RFC 6298 §3): a segment that was repeated says nothing of the round trip, unless a timestamp tells. */
function measure(t: Turn, covered: readonly Outstanding[], echo: number | undefined): void {
  const [first] = covered;
  if (!first) return;
  const { agreed, rtt } = t.tcb;
  if (covered.every((one) => one.retransmissions === 0)) {
    sample(t, t.now - first.sentAt);
    return;
  }
  if (agreed.timestamps && echo !== undefined && echo > 0) {
    sample(t, t.now - echo);
    return;
  }
  why(t, "rtt-ambiguous");
  if (!first.syn || rtt.srtt !== null) return;
  // §5.7: the SYN was repeated, so the RTO for data starts from 3 s.
  rtt.rtoMs = Math.max(t.profile.rtoAfterSynLossMs, t.profile.initialRtoMs);
  why(t, "rto-after-syn-loss", { ms: rtt.rtoMs });
}

/**
 * "If SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK)": only then is the window newer.
 * True = Linux would not call this segment a duplicate ACK, because it may have moved the window.
 */
function updateWindow(t: Turn, seg: Segment): boolean {
  const { snd, agreed } = t.tcb;
  if (lt(seg.ack, snd.una)) return false;
  const wnd = seg.wnd << (has(seg, SYN) ? 0 : agreed.sndScale);
  const loose = t.profile.looseSequenceTest;
  const newer = loose
    ? gt(seg.ack, snd.una) || lt(snd.wl1, seg.seq) || (snd.wl1 === seg.seq && (wnd > snd.wnd || wnd === 0))
    : lt(snd.wl1, seg.seq) || (snd.wl1 === seg.seq && le(snd.wl2, seg.ack));
  if (!newer) return false;
  const moved = loose || wnd !== snd.wnd;
  if (wnd !== snd.wnd) why(t, "window-update", { sndWnd: wnd });
  snd.wnd = wnd;
  snd.max = Math.max(snd.max, wnd);
  snd.wl1 = seg.seq;
  snd.wl2 = seg.ack;
  return moved;
}

/** RFC 5681 §2: outstanding data, no text, no SYN or FIN, the same ACK, the same window. */
const isDuplicate = (t: Turn, seg: Segment, windowMoved: boolean): boolean =>
  t.tcb.outstanding.length > 0 &&
  !isProbing(t.tcb) &&
  len(seg) === 0 &&
  seg.ack === t.tcb.snd.una &&
  !windowMoved;

/** What the acknowledgement of our FIN means in each state. False = nothing is left to do with this segment. */
function finAcknowledged(t: Turn, seg: Segment): boolean {
  const { tcb } = t;
  if (tcb.state === "ESTABLISHED" && tcb.closing && !tcb.finSent) finish(t, "FIN-WAIT-1");
  if (!tcb.finSent || !ge(tcb.snd.una, tcb.snd.nxt)) return true;
  const values = { segAck: tcb.snd.una, sndNxt: tcb.snd.nxt, state: tcb.state };
  switch (tcb.state) {
    case "FIN-WAIT-1":
      // "if the FIN segment is now acknowledged, then enter FIN-WAIT-2 and continue processing in that state"
      why(t, "ack-of-fin", values);
      enter(t, "FIN-WAIT-2");
      return tcb.orphan ? becameOrphanInFinWait2(t, seg) : true;
    case "CLOSING":
      // "if the ACK acknowledges our FIN, then enter the TIME-WAIT state; otherwise, ignore the segment"
      why(t, "ack-of-fin", values);
      enterTimeWait(t);
      return false;
    case "LAST-ACK":
      // "If our FIN is now acknowledged, delete the TCB, enter the CLOSED state, and return."
      why(t, "ack-of-fin", values);
      deleteTcb(t);
      return false;
    default:
      return true;
  }
}

/** Linux's wait for the FIN is a small record: what came with this ACK is not looked at, unless it is the FIN. */
function becameOrphanInFinWait2(t: Turn, seg: Segment): boolean {
  if (mayNotWait(t.tcb)) {
    why(t, "fin-wait-2-orphan", { ms: 0 });
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    deleteTcb(t);
    return false;
  }
  startOrphanTimer(t);
  if (t.profile.timeWait !== "linux") return true;
  return has(seg, FIN) || isTextAfterClose(t, seg);
}
