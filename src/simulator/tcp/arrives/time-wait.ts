/**
 * TIME-WAIT: RFC 9293 §3.10.7.4 with §3.6.1, RFC 1337 and RFC 6191.
 *
 * Read literally, the one segment for which the 2 MSL timer is to start anew never gets so far: a repeated FIN has
 * SEG.SEQ = RCV.NXT-1, so the sequence test has dropped it. Here it counts, as the text means it and every stack does.
 */
import { emitAck, receiveWindow } from "../emit.ts";
import type { Profile } from "../profile.ts";
import { type Because, because } from "../rules.ts";
import { ACK, end, FIN, flagNames, has, len, RST, type Segment, SYN } from "../segment.ts";
import { add, gt, inWindow, lt, type SeqNum } from "../seqnum.ts";
import { noTimers, type Tcb } from "../tcb.ts";
import { deleteTcb, enter, startTimer, type Turn, why } from "../turn.ts";
import { challenge, mayAnswer } from "./challenge.ts";
import { resetFor } from "./closed.ts";
import { acceptable, overlaps } from "./sequence.ts";
import { isOlder } from "./timestamp.ts";

/** Linux: where a connection takes a 4-tuple over from TIME-WAIT, its ISN lies this far beyond the old SND.NXT. */
const REOPEN_GAP = 65_537;
export const issAfter = ({ snd }: Tcb): SeqNum => add(snd.nxt, REOPEN_GAP);

export function enterTimeWait(t: Turn): void {
  const { tcb, profile } = t;
  tcb.timers = noTimers();
  tcb.outstanding = [];
  tcb.acks.due = "no";
  tcb.challengedAt = null;
  if (profile.timeWaitMs === 0) {
    why(t, "time-wait-skipped");
    deleteTcb(t);
    return;
  }
  why(t, "fin-time-wait", { rcvNxt: tcb.rcv.nxt, ms: profile.timeWaitMs });
  enter(t, "TIME-WAIT");
  startTimer(t, "TIME-WAIT", profile.timeWaitMs);
}

export function arrivesTimeWait(t: Turn, seg: Segment): void {
  const { tcb } = t;
  tcb.rcv.wnd = receiveWindow(t);
  if (tcb.state === "FIN-WAIT-2") {
    waitForFin(t, seg);
    return;
  }
  const stale = isOlder(tcb, seg);
  const exact = seg.seq === tcb.rcv.nxt && !stale;
  if (has(seg, RST)) {
    reset(t, seg, exact);
    return;
  }
  if (t.profile.timeWait === "rfc" && !has(seg, ACK | SYN) && !stale && acceptable(tcb, seg)) {
    why(t, "no-ack-dropped", { flags: flagNames(seg.flags) });
    return;
  }
  if (exact && len(seg) === 0) {
    // Read literally the RFC answers this, too; two ends in TIME-WAIT would then answer each other for ever.
    why(t, "time-wait-quiet");
    restart(t);
    return;
  }
  // All other segments are old, or repeat the FIN: say where this end stands.
  const restarts = t.profile.timeWait === "linux" ? has(seg, ACK) || stale : has(seg, FIN) && has(seg, ACK);
  if (restarts) restart(t);
  const loops = len(seg) === 0 || has(seg, SYN);
  if (loops && !mayAnswer(t)) return;
  why(t, "time-wait-answer", { sndNxt: tcb.snd.nxt, rcvNxt: tcb.rcv.nxt });
  emitAck(t);
}

function restart(t: Turn): void {
  why(t, "time-wait-restart", { ms: t.profile.timeWaitMs });
  startTimer(t, "TIME-WAIT", t.profile.timeWaitMs);
}

/** RFC 9293 closes on an exact RST; RFC 1337 (F1) ignores it, because it may be an old duplicate's doing. */
function reset(t: Turn, seg: Segment, exact: boolean): void {
  const { tcb, profile } = t;
  if (profile.rstInTimeWait === "ignored") {
    why(t, "time-wait-rst-ignored", { segSeq: seg.seq });
    return;
  }
  const values = { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt };
  if (!exact && profile.timeWait === "rfc" && inWindow(seg.seq, tcb.rcv.nxt, tcb.rcv.wnd)) {
    why(t, profile.challengeAcks ? "rst-challenge" : "rst-in-window", { ...values, rcvWnd: tcb.rcv.wnd });
    if (profile.challengeAcks) challenge(t);
    else deleteTcb(t);
    return;
  }
  if (!exact) {
    why(t, "sequence-unacceptable-rst", { ...values, rcvWnd: tcb.rcv.wnd });
    return;
  }
  why(t, "time-wait-rst", values);
  deleteTcb(t);
}

/** Linux's record of an orphan in FIN-WAIT-2: it waits for the FIN and resets whatever else is new. */
function waitForFin(t: Turn, seg: Segment): void {
  const { tcb } = t;
  const { rcv } = tcb;
  const last = end(seg);
  const values = { segSeq: seg.seq, rcvNxt: rcv.nxt };
  if (!overlaps(tcb, seg) || isOlder(tcb, seg)) {
    why(t, "sequence-unacceptable", { ...values, segLen: len(seg), rcvWnd: rcv.wnd });
    if ((len(seg) > 0 && !has(seg, SYN)) || mayAnswer(t)) emitAck(t);
    return;
  }
  if (has(seg, RST)) {
    why(t, "rst-exact", values);
    deleteTcb(t);
    return;
  }
  const isSyn = has(seg, SYN) && !lt(seg.seq, rcv.nxt);
  if (!isSyn && (!has(seg, ACK) || !gt(last, rcv.nxt) || len(seg) === 0)) {
    why(t, "ack-duplicate", { segAck: seg.ack, sndUna: tcb.snd.una });
    return;
  }
  if (isSyn || !has(seg, FIN) || last !== add(rcv.nxt, 1)) {
    why(t, "text-after-close-reset", { octets: seg.data.length, segAck: seg.ack });
    t.effects.push({ type: "send", seg: resetFor(seg), again: false });
    deleteTcb(t);
    return;
  }
  rcv.nxt = last;
  tcb.eof = true;
  emitAck(t);
  enterTimeWait(t);
}

export interface Reopening {
  readonly iss: SeqNum;
  readonly because: Because;
}

/**
 * MAY-2: a new SYN may take the 4-tuple over from TIME-WAIT, if it lies beyond everything the old connection
 * received (or, RFC 6191, bears a newer timestamp). The new ISS lies beyond everything the old one sent.
 * null = the SYN is treated as any old segment.
 */
export function reopens(tcb: Tcb, seg: Segment, profile: Profile): Reopening | null {
  if (tcb.state !== "TIME-WAIT" || (seg.flags & (SYN | RST | ACK)) !== SYN || profile.timeWait !== "linux")
    return null;
  if (isOlder(tcb, seg)) return null;
  const stamp = seg.options?.timestamps?.value;
  const newer = stamp !== undefined && tcb.tsRecent !== null && ((stamp - tcb.tsRecent) | 0) > 0;
  if (!gt(seg.seq, tcb.rcv.nxt) && !newer) return null;
  const iss = issAfter(tcb);
  return { iss, because: because("time-wait-reopened", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt, iss }) };
}
