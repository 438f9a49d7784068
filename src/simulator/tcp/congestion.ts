/** Congestion control as far as it decides which segment leaves when: RFC 5681, RFC 6582; windows in segments. */
import type { Profile } from "./profile.ts";
import { ge, gt, type SeqNum } from "./seqnum.ts";
import type { Congestion, Outstanding } from "./tcb.ts";
import { output, retransmit } from "./transmit.ts";
import { type Turn, why } from "./turn.ts";

const DUPLICATES_FOR_FAST_RETRANSMIT = 3;

export const newCongestion = (profile: Profile): Congestion => ({
  cwnd: profile.initialWindowSegments,
  ssthresh: Number.MAX_SAFE_INTEGER,
  duplicates: 0,
  recover: null,
  recovery: "none",
  credit: 0,
  smallest: null,
});

/** SND.UNA advanced over `covered`. */
export function advanced(t: Turn, covered: readonly Outstanding[]): void {
  const { congestion, snd } = t.tcb;
  if (congestion.recovery === "fast") return leaveOrGoOn(t);
  congestion.duplicates = 0;
  if (congestion.recovery === "forward") judgeTimeout(t, covered);
  if (congestion.recovery === "timeout" && congestion.recover !== null && ge(snd.una, congestion.recover)) {
    congestion.recovery = "none";
    congestion.recover = null;
  }
  grow(congestion, covered.length);
}

/** Slow start below SSTHRESH, congestion avoidance from there (RFC 5681 §3.1). */
function grow(congestion: Congestion, segments: number): void {
  if (congestion.cwnd < congestion.ssthresh) {
    congestion.cwnd = Math.min(congestion.cwnd + segments, Math.max(congestion.ssthresh, congestion.cwnd));
    return;
  }
  congestion.credit += segments;
  if (congestion.credit < congestion.cwnd) return;
  congestion.credit -= congestion.cwnd;
  congestion.cwnd++;
}

/** A duplicate acknowledgement as RFC 5681 §2 defines it; the third one repeats the oldest segment. */
export function duplicate(t: Turn): void {
  const { congestion, snd, outstanding } = t.tcb;
  congestion.duplicates++;
  if (congestion.recovery !== "none" || congestion.duplicates !== DUPLICATES_FOR_FAST_RETRANSMIT) return output(t);
  congestion.recovery = "fast";
  congestion.recover = snd.nxt;
  congestion.ssthresh = Math.max(2, outstanding.length >> 1);
  congestion.cwnd = congestion.ssthresh;
  why(t, "fast-retransmit", { duplicates: congestion.duplicates, sndUna: snd.una });
  retransmit(t, 0);
}

/** NewReno (RFC 6582): an ACK short of `recover` says that the next segment was lost as well. */
function leaveOrGoOn(t: Turn): void {
  const { congestion, snd } = t.tcb;
  if (congestion.recover !== null && ge(snd.una, congestion.recover)) {
    congestion.recovery = "none";
    congestion.recover = null;
    congestion.duplicates = 0;
    congestion.cwnd = congestion.ssthresh;
    return;
  }
  congestion.duplicates = Math.max(0, congestion.duplicates - 1);
  why(t, "partial-ack-retransmit", { sndUna: snd.una });
  retransmit(t, 0);
}

/** RFC 5681 §3.1, equation 4 and what follows it: one segment, and slow start from there. */
export function timedOut(t: Turn): void {
  const { congestion, snd, outstanding } = t.tcb;
  if (t.tcb.timeouts === 0) congestion.ssthresh = Math.max(2, outstanding.length >> 1);
  congestion.cwnd = 1;
  congestion.duplicates = 0;
  congestion.credit = 0;
  congestion.recover = snd.nxt;
  congestion.recovery = t.profile.forwardRto ? "forward" : "timeout";
  t.tcb.outstanding = outstanding.map((one) => ({ ...one, lost: true }));
}

/**
 * RFC 5682 (F-RTO) without SACK. If the ACK covers a segment that was never repeated, the segments were late, not
 * lost: nothing more is repeated. Otherwise new text is tried first, if there is any.
 */
function judgeTimeout(t: Turn, covered: readonly Outstanding[]): void {
  const { tcb } = t;
  const { congestion } = tcb;
  const late = covered.some((one) => one.retransmissions === 0);
  if (late || covered.length === 0) {
    tcb.outstanding = tcb.outstanding.map((one) => (one.lost ? { ...one, lost: false } : one));
    congestion.recovery = "none";
    congestion.recover = null;
    congestion.cwnd = Math.max(congestion.cwnd, t.profile.initialWindowSegments);
    return;
  }
  congestion.recovery = tcb.queue !== "" && tcb.snd.wnd > 0 ? "forward" : "timeout";
  if (congestion.recovery === "forward") congestion.cwnd = Math.max(congestion.cwnd, 2);
}

/** Did this ACK cover the segment entirely? */
export const covers = (ack: SeqNum, one: Outstanding): boolean => !gt(((one.seq + one.len) >>> 0) as SeqNum, ack);
