/**
 * When to acknowledge: RFC 9293 §3.8.6.3.
 *
 * Three ways: `at once`; `delayed` (every second full segment, or after a while); and Linux's, which acknowledges
 * at once while a connection is young or after trouble ("quick ACKs"), and waits where the two ends talk in turns.
 */
import { DELAY_MIN_MS, emitAck } from "./emit.ts";
import { memoryOf } from "./memory.ts";
import { PSH, type Segment } from "./segment.ts";
import { distance } from "./seqnum.ts";
import { startTimer, type Turn, why } from "./turn.ts";

/** Linux: TCP_DELACK_MAX, and one timer tick at 250 Hz. */
const DELAY_MAX_MS = 200;
const TICK_MS = 4;
/** Linux: TCP_MAX_QUICKACKS. */
const QUICK_MAX = 16;

/** An ACK is owed; `now` if it must not wait. */
export function oweAck(t: Turn, due: "later" | "now"): void {
  if (t.tcb.acks.due !== "now") t.tcb.acks.due = due;
}

/** At the end of a step: sends the ACK that is owed, unless a segment took it along or it may wait. */
export function settleAck(t: Turn): void {
  const { acks, held, rcv } = t.tcb;
  if (acks.due === "no") return;
  if (acks.due === "now" || t.profile.acks === "at once" || held.length > 0) {
    emitAck(t);
    return;
  }
  const enough =
    t.profile.acks === "linux"
      ? (distance(rcv.nxt, rcv.told) > acks.peerMss && windowMoves(t)) ||
        (acks.quick > 0 && !acks.interactive)
      : acks.unanswered >= 2;
  if (enough) {
    emitAck(t);
    return;
  }
  delay(t);
}

/**
 * Linux acknowledges two full segments at once only if the right edge of the window moves with that. Its buffer
 * counts memory, not octets: 128 KiB, of which a segment takes more than it holds.
 */
function windowMoves({ tcb }: Turn): boolean {
  const { acks, rcv, unread } = tcb;
  const worth = acks.peerMss <= UNMEASURED_MSS ? 1 / 2 : acks.peerMss / memoryOf(acks.peerMss);
  return RECEIVE_MEMORY * worth - unread.length >= distance(rcv.edge, rcv.told);
}

/** Linux: tcp_rmem[1]; and the segment size to assume until a larger one was seen. */
const RECEIVE_MEMORY = 131_072;
const UNMEASURED_MSS = 536;

function delay(t: Turn): void {
  const { acks, rtt, timers } = t.tcb;
  const linux = t.profile.acks === "linux";
  let ms = t.profile.delayedAckMs;
  if (linux) {
    // Never longer than a round trip, if one was measured, and that counts as 40 ms at the least.
    const bound = rtt.srtt === null ? DELAY_MAX_MS : Math.max(rtt.srtt, DELAY_MIN_MS);
    ms = Math.max(TICK_MS, Math.min(acks.delayMs, bound, DELAY_MAX_MS));
  }
  const running = timers["DELAYED-ACK"];
  // About to run out: then it may as well go now.
  if (linux && running !== null && running <= t.now + ms / 4) {
    emitAck(t);
    return;
  }
  if (running !== null && running <= t.now + ms) return;
  // Without text nothing has set a delay yet (ato = 0 in tcp_send_delayed_ack): the next tick is the earliest that a timer can be.
  why(t, linux && acks.delayMs === 0 ? "ack-next-tick" : "ack-delayed", { ms });
  startTimer(t, "DELAYED-ACK", ms);
}

/** New text arrived in order. */
export function heardText(t: Turn, seg: Segment): void {
  const { acks, rtt } = t.tcb;
  oweAck(t, "later");
  if (seg.data.length >= Math.min(t.tcb.mss, t.profile.mss)) acks.unanswered++;
  measurePeer(t, seg);
  const silence = t.now - acks.dataAt;
  if (acks.delayMs === 0) {
    goQuick(t);
    acks.delayMs = DELAY_MIN_MS;
  } else if (silence <= DELAY_MIN_MS / 2) acks.delayMs = acks.delayMs / 2 + DELAY_MIN_MS / 2;
  else if (silence < acks.delayMs) acks.delayMs = Math.min(acks.delayMs / 2 + silence, rtt.rtoMs);
  else if (silence > rtt.rtoMs) goQuick(t);
  acks.dataAt = t.now;
}

/** How large are the peer's full segments? A small pushed one says that its program has finished writing. */
function measurePeer(t: Turn, seg: Segment): void {
  const { acks } = t.tcb;
  if (seg.data.length >= acks.peerMss) {
    acks.peerMss = Math.min(seg.data.length, t.profile.mss);
    if (seg.flags & PSH && acks.pushed === 0) acks.pushed = 1;
  } else acks.pushed = acks.pushed === 0 ? 1 : 2;
}

/** As many quick ACKs as half the window holds segments. */
function goQuick(t: Turn): void {
  const { acks, rcv } = t.tcb;
  const quick = Math.floor(rcv.wnd / (2 * acks.peerMss)) || 2;
  acks.quick = Math.max(acks.quick, Math.min(quick, QUICK_MAX));
}

/** Trouble: something old or outside the window arrived. The peer should hear of it at once. */
export function enterQuickMode(t: Turn): void {
  goQuick(t);
  t.tcb.acks.interactive = false;
  t.tcb.acks.delayMs = DELAY_MIN_MS;
  oweAck(t, t.profile.acks === "linux" ? "later" : "now");
}

/** The program answered quickly: the two ends talk in turns, so an ACK will find a segment to travel with. */
export function sentData(t: Turn): void {
  const { acks } = t.tcb;
  if (t.now - acks.dataAt < acks.delayMs) acks.interactive = true;
}

/** The program read. A pushed segment that it has read entirely is acknowledged at once (Linux's tcp_cleanup_rbuf). */
export function readBySomebody(t: Turn, octets: number): boolean {
  const { acks, rcv, unread } = t.tcb;
  if (acks.due === "no" || t.profile.acks !== "linux") return false;
  if (distance(rcv.nxt, rcv.told) > acks.peerMss) return true;
  const finished = acks.pushed === 2 || (acks.pushed === 1 && !acks.interactive);
  return octets > 0 && finished && unread === "";
}

/** The delay ran out: nothing travelled the other way. */
export function delayedAckExpired(t: Turn): void {
  const { acks, rtt } = t.tcb;
  if (acks.due === "no") return;
  if (acks.interactive) {
    acks.interactive = false;
    acks.delayMs = DELAY_MIN_MS;
  } else acks.delayMs = Math.min(acks.delayMs * 2, rtt.rtoMs);
  why(t, "delayed-ack-sent");
  emitAck(t);
}
