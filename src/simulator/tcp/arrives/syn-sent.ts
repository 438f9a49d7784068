/** SEGMENT ARRIVES, state SYN-SENT: RFC 9293 §3.10.7.3. */
import { settleAck } from "../acknowledge.ts";
import { emit, emitSyn } from "../emit.ts";
import { agree, learnIrs, mirror } from "../open.ts";
import { ACK, FIN, flagNames, has, RST, type Segment, SYN } from "../segment.ts";
import { add, gt, le, seqNum } from "../seqnum.ts";
import { output } from "../transmit.ts";
import { deleteTcb, enter, signal, startTimer, type Turn, why } from "../turn.ts";
import { ackAdvances, established } from "./ack.ts";
import { resetFor } from "./closed.ts";
import { drainHeld } from "./text.ts";

export function arrivesSynSent(t: Turn, seg: Segment): void {
  const { tcb } = t;
  // First, check the ACK bit.
  if (has(seg, ACK) && (le(seg.ack, tcb.iss) || gt(seg.ack, tcb.snd.nxt))) {
    unacceptableAck(t, seg);
    return;
  }
  // Second, check the RST bit.
  if (has(seg, RST)) {
    reset(t, seg);
    return;
  }
  // (Third, security: not modelled.) Fourth, check the SYN bit.
  if (!has(seg, SYN)) {
    why(t, "syn-sent-dropped", { flags: flagNames(seg.flags) });
    return;
  }
  learn(t, seg);
  if (has(seg, ACK)) establish(t, seg);
  else simultaneous(t, seg);
}

function unacceptableAck(t: Turn, seg: Segment): void {
  const { tcb, profile } = t;
  why(t, "syn-sent-ack-unacceptable", { segAck: seg.ack, iss: tcb.iss, sndNxt: tcb.snd.nxt });
  if (!has(seg, RST)) t.effects.push({ type: "send", seg: resetFor(seg), again: false });
  if (profile.synSentRetrySoonMs === null || tcb.timeouts > 0) return;
  why(t, "syn-sent-retry-soon", { ms: profile.synSentRetrySoonMs });
  startTimer(t, "RETRANSMISSION", profile.synSentRetrySoonMs);
}

/** With an acceptable ACK the RST is believed ("connection reset"); without any ACK it could be anybody's. */
function reset(t: Turn, seg: Segment): void {
  if (!has(seg, ACK)) {
    why(t, "syn-sent-rst-ignored");
    return;
  }
  why(t, "syn-sent-rst-refused", { segAck: seg.ack, sndNxt: t.tcb.snd.nxt });
  signal(t, "connection refused");
  deleteTcb(t);
}

function learn(t: Turn, seg: Segment): void {
  const { tcb } = t;
  learnIrs(t, seg.seq);
  agree(t, seg.options);
  tcb.heardAt = t.now;
  // SYN segments are never scaled (RFC 7323 §2.2).
  tcb.snd.wnd = seg.wnd;
  tcb.snd.max = Math.max(tcb.snd.max, seg.wnd);
  tcb.snd.wl1 = seg.seq;
  tcb.snd.wl2 = has(seg, ACK) ? seg.ack : seqNum(0);
}

/** SND.UNA > ISS: our SYN has been acknowledged. */
function establish(t: Turn, seg: Segment): void {
  const { tcb, profile } = t;
  why(t, "syn-sent-established", {
    segAck: seg.ack,
    sndNxt: tcb.snd.nxt,
    segSeq: seg.seq,
    rcvNxt: tcb.rcv.nxt,
  });
  ackAdvances(t, seg.ack, seg.options?.timestamps?.echo);
  established(t);
  tcb.acks.dataAt = t.now;
  holdText(t, seg, profile.synSentTakesFin);
  tcb.acks.due = "now";
  if (!profile.sendsThirdAck) {
    why(t, "syn-sent-third-ack-withheld");
    tcb.acks.due = "no";
    return;
  }
  drainHeld(t);
  output(t);
  settleAck(t);
}

/** A SYN without ACK: both ends open at once. The SYN,ACK repeats the ISS (`<SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>`). */
function simultaneous(t: Turn, seg: Segment): void {
  const { tcb, profile } = t;
  why(t, "syn-sent-simultaneous", { segSeq: seg.seq, rcvNxt: tcb.rcv.nxt, iss: tcb.iss });
  enter(t, "SYN-RECEIVED");
  tcb.offered = mirror(tcb.offered, seg.options);
  holdText(t, seg, profile.synSentTakesFin);
  // The SYN,ACK takes the SYN's place on the retransmission queue, and the timer runs on.
  tcb.outstanding = tcb.outstanding.map((one) => ({ ...one, sentAt: t.now }));
  if (profile.twoWayHandshake) {
    enter(t, "ESTABLISHED");
    signal(t, "connection established");
    emit(t, { seq: tcb.snd.nxt, flags: ACK });
    return;
  }
  emitSyn(t, false);
}

/** Text and FIN that came with the SYN wait for ESTABLISHED (§3.10.7.3, last paragraph). */
function holdText(t: Turn, seg: Segment, takes: boolean): void {
  const fin = has(seg, FIN);
  if (!takes || (seg.data === "" && !fin)) return;
  why(t, "text-waits-for-open", { octets: seg.data.length });
  t.tcb.held = [{ seq: add(seg.seq, 1), data: seg.data, fin }];
}
