/**
 * Congestion control as far as it decides which segment leaves when: RFC 5681, RFC 6582, RFC 5682.
 *
 * Windows are counted in segments. A duplicate ACK says that one segment has left the network, so it makes room
 * for another one; this is what inflating the window (RFC 5681 §3.2, steps 3 and 4) comes to.
 */
import { countLost, inFlight, markOldestLost } from "./flight.ts";
import type { Profile } from "./profile.ts";
import { repeatLost } from "./retransmit.ts";
import { add, ge, gt, le, type SeqNum } from "./seqnum.ts";
import type { Congestion, Outstanding } from "./tcb.ts";
import { hasMore, outputInRecovery } from "./transmit.ts";
import { type Turn, why } from "./turn.ts";

/** RFC 5681 §3.2: "after receiving 3 duplicate ACKs". */
const DUPLICATES_FOR_FAST_RETRANSMIT = 3;
/** RFC 5681 §3.1, equation 4: never less than two segments. */
const SSTHRESH_MIN = 2;

export const newCongestion = (profile: Profile): Congestion => ({
  cwnd: profile.initialWindowSegments,
  ssthresh: Number.MAX_SAFE_INTEGER,
  duplicates: 0,
  threshold: DUPLICATES_FOR_FAST_RETRANSMIT,
  recover: null,
  recovery: "none",
  prior: null,
  delivered: 0,
  repeated: 0,
  credit: 0,
  smallest: null,
  limited: false,
  most: 0,
  mostUntil: null,
});

/**
 * The SYN was acknowledged: transmission starts. RFC 5681 §3.1: after the loss of a SYN the initial window is one
 * segment; Linux forgives the first loss, because one second is a short RTO.
 */
export function beginTransmission(t: Turn, synLosses: number): void {
  const { congestion } = t.tcb;
  const lossy = synLosses >= t.profile.synLossesForSlowestStart;
  congestion.cwnd = lossy ? 1 : t.profile.initialWindowSegments;
  congestion.recovery = "none";
  congestion.recover = null;
}

/** SND.UNA advanced over `covered`, which has left the retransmission queue. */
export function advanced(t: Turn, covered: readonly Outstanding[]): void {
  const { congestion, snd } = t.tcb;
  const duplicates = congestion.duplicates;
  // One of these segments was the missing one; the others are those that the duplicate ACKs stood for.
  if (covered.length > 0) congestion.duplicates = Math.max(0, duplicates - (covered.length - 1));
  const delivered = covered.length === 0 ? 0 : Math.max(1, covered.length - duplicates);
  const over = congestion.recover !== null && ge(snd.una, congestion.recover);
  if (congestion.recovery === "fast") {
    inFastRecovery(t, over, delivered);
    return;
  }
  congestion.duplicates = 0;
  if (congestion.recovery !== "none") {
    afterTimeout(t, over, covered, delivered);
    return;
  }
  grow(congestion, delivered);
}

/** NewReno (RFC 6582): an ACK short of `recover` says that the next segment was lost as well. */
function inFastRecovery(t: Turn, over: boolean, delivered: number): void {
  const { tcb } = t;
  const { congestion } = tcb;
  if (over) {
    congestion.duplicates = 0;
    // §3.2 step 1, the careful variant: nothing begins anew until more than `recover` is acknowledged.
    if (tcb.snd.una !== congestion.recover) leave(congestion);
    if (congestion.recovery === "none" || !t.profile.proportionalRecovery)
      congestion.cwnd = congestion.ssthresh;
    else reduce(t, delivered, true);
    return;
  }
  why(t, "partial-ack-retransmit", { sndUna: tcb.snd.una });
  const news = markOldestLost(tcb);
  if (t.profile.proportionalRecovery) reduce(t, delivered, !news);
  repeatLost(t, !t.profile.proportionalRecovery);
}

function leave(congestion: Congestion): void {
  congestion.recovery = "none";
  congestion.recover = null;
}

/** Slow start below SSTHRESH, congestion avoidance from there (RFC 5681 §3.1); only a window that is used grows. */
function grow(congestion: Congestion, segments: number): void {
  const slowStart = congestion.cwnd < congestion.ssthresh;
  if (!(congestion.limited || (slowStart && congestion.cwnd < 2 * congestion.most))) return;
  let rest = segments;
  if (slowStart) {
    const step = Math.min(rest, congestion.ssthresh - congestion.cwnd);
    congestion.cwnd += step;
    rest -= step;
  }
  congestion.credit += rest;
  if (congestion.credit < congestion.cwnd) return;
  congestion.credit -= congestion.cwnd;
  congestion.cwnd++;
}

/** A duplicate acknowledgement as RFC 5681 §2 defines it; the third one repeats the oldest segment. */
export function duplicate(t: Turn): void {
  const { congestion, snd, outstanding } = t.tcb;
  const { recovery, recover } = congestion;
  if (recovery !== "none" && recover !== null && ge(snd.una, recover)) return;
  if (recovery === "timeout" || recovery === "forward") {
    duplicateAfterTimeout(t);
    return;
  }
  const delivered = count(t);
  if (recovery === "fast") {
    if (t.profile.proportionalRecovery) reduce(t, delivered, false);
    repeatLost(t, false);
    return;
  }
  if (congestion.duplicates < congestion.threshold || outstanding.length === 0) return;
  why(t, "fast-retransmit", { duplicates: congestion.duplicates, sndUna: snd.una });
  enterFastRecovery(t, delivered);
}

/** One more segment has left the network, unless more would have than are outstanding beside the lost one. */
function count({ tcb }: Turn): 0 | 1 {
  const { congestion, outstanding } = tcb;
  const holes = Math.min(Math.max(1, countLost(tcb)), outstanding.length);
  if (congestion.duplicates + 1 + holes <= outstanding.length) {
    congestion.duplicates++;
    return 1;
  }
  congestion.duplicates = outstanding.length - holes;
  congestion.threshold = Math.max(congestion.threshold, outstanding.length);
  return 0;
}

function enterFastRecovery(t: Turn, delivered: number): void {
  const { tcb, profile } = t;
  const { congestion } = tcb;
  const base = profile.proportionalRecovery ? congestion.cwnd : tcb.outstanding.length;
  congestion.prior = { cwnd: congestion.cwnd, ssthresh: congestion.ssthresh };
  congestion.ssthresh = Math.max(SSTHRESH_MIN, base >> 1);
  congestion.recovery = "fast";
  congestion.recover = tcb.snd.nxt;
  congestion.credit = 0;
  congestion.delivered = 0;
  congestion.repeated = 0;
  markOldestLost(tcb);
  if (profile.proportionalRecovery) reduce(t, delivered, false);
  else congestion.cwnd = congestion.ssthresh;
  repeatLost(t, true);
}

/** RFC 6937: the window shrinks to SSTHRESH in proportion to what is delivered, not in one step. */
function reduce(t: Turn, delivered: number, progress: boolean): void {
  const { tcb } = t;
  const { congestion } = tcb;
  if (delivered <= 0) return;
  congestion.delivered += delivered;
  const flight = inFlight(tcb);
  const room = congestion.ssthresh - flight;
  const before = congestion.prior?.cwnd ?? congestion.cwnd;
  let send: number;
  if (room < 0) send = Math.ceil((congestion.ssthresh * congestion.delivered) / before) - congestion.repeated;
  else {
    const owed = Math.max(congestion.delivered - congestion.repeated, delivered) + (progress ? 1 : 0);
    send = Math.min(room, owed);
  }
  // The first retransmission leaves in any case.
  congestion.cwnd = flight + Math.max(send, congestion.repeated > 0 ? 0 : 1);
}

/** RFC 5681 §3.1, equation 4 and what follows it: one segment, and slow start from there. */
export function timedOut(t: Turn): void {
  const { tcb } = t;
  const { congestion } = tcb;
  const { recovery, recover } = congestion;
  const fresh = recovery === "none" || recover === null || !gt(recover, tcb.snd.una);
  const first = recovery === "none" || tcb.timeouts > 0;
  if (fresh || (recovery !== "fast" && tcb.timeouts === 0)) {
    congestion.prior = { cwnd: congestion.cwnd, ssthresh: congestion.ssthresh };
    const base = t.profile.proportionalRecovery ? congestion.cwnd : tcb.outstanding.length;
    congestion.ssthresh = Math.max(SSTHRESH_MIN, base >> 1);
  }
  congestion.cwnd = 1;
  congestion.duplicates = 0;
  congestion.credit = 0;
  congestion.threshold = Math.min(congestion.threshold, DUPLICATES_FOR_FAST_RETRANSMIT);
  congestion.recover = tcb.snd.nxt;
  congestion.recovery = t.profile.forwardRto && first ? "forward" : "timeout";
  tcb.outstanding = tcb.outstanding.map((one) => ({ ...one, lost: true, again: false }));
}

/** After a timeout an ACK advanced: slow start, and what is lost leaves again as the window opens. */
function afterTimeout(t: Turn, over: boolean, covered: readonly Outstanding[], delivered: number): void {
  const { tcb } = t;
  const { congestion, snd } = tcb;
  const recover = congestion.recover ?? snd.una;
  let fresh = false;
  if (congestion.recovery === "forward") {
    // RFC 5682 §2.1 step 3b: an ACK for what was never repeated. The segments were late, not lost.
    if (covered.length > 0 && covered.every((one) => isOriginal(one, recover))) {
      undo(t);
      return;
    }
    if (!gt(snd.nxt, recover) && !over) fresh = trySomethingNew(t);
  }
  if (over) {
    if (snd.una !== congestion.recover) leave(congestion);
    grow(congestion, delivered);
    return;
  }
  grow(congestion, delivered);
  if (fresh) {
    outputInRecovery(t);
    if (congestion.recover !== null && gt(snd.nxt, congestion.recover)) return;
    congestion.recovery = "timeout";
  }
  repeatLost(t, false);
}

const isOriginal = (one: Outstanding, recover: SeqNum): boolean =>
  one.retransmissions === 0 && le(add(one.seq, one.len), recover);

/** RFC 5682 §2.1 step 2b: new text shows whether the old is still on its way. False = there is none to send. */
function trySomethingNew({ tcb }: Turn): boolean {
  const { congestion, snd } = tcb;
  congestion.recover = snd.nxt;
  const may = hasMore(tcb) && gt(add(snd.una, snd.wnd), snd.nxt);
  if (!may) congestion.recovery = "timeout";
  return may;
}

/** The timeout was spurious: nothing more is repeated, and the window is what it was. */
function undo({ tcb }: Turn): void {
  const { congestion } = tcb;
  tcb.outstanding = tcb.outstanding.map((one) => (one.lost ? { ...one, lost: false } : one));
  if (congestion.prior) {
    congestion.cwnd = Math.max(congestion.cwnd, congestion.prior.cwnd);
    congestion.ssthresh = Math.max(congestion.ssthresh, congestion.prior.ssthresh);
  }
  if (tcb.snd.una !== congestion.recover) leave(congestion);
  else congestion.recovery = "timeout";
}

function duplicateAfterTimeout(t: Turn): void {
  const { tcb } = t;
  const { congestion } = tcb;
  const news = congestion.recover !== null && gt(tcb.snd.nxt, congestion.recover);
  // RFC 5682 §2.1 step 3a: the loss was real.
  if (congestion.recovery === "forward" && news) congestion.recovery = "timeout";
  if (news) count(t);
  repeatLost(t, false);
}
