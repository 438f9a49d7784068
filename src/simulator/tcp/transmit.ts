/** Queued text and the FIN behind it, as far as the windows allow: RFC 9293 §3.10.2, §3.7.4, §3.8.6.2.1. */
import { sentData } from "./acknowledge.ts";
import { emit } from "./emit.ts";
import { inFlight, isProbing, noteUse, sendMss } from "./flight.ts";
import { track } from "./retransmit.ts";
import { ACK, FIN, PSH } from "./segment.ts";
import { add, distance } from "./seqnum.ts";
import type { Tcb } from "./tcb.ts";
import { startTimer, stopTimer, type Turn, why } from "./turn.ts";

/** How Linux came to transmit: it cuts the queue differently while the program is still writing. */
type Occasion = "write" | "acknowledgement" | "recovery";

/** Segment by segment, until a window or Nagle's rule says stop. */
export function output(t: Turn, occasion: Occasion = "acknowledgement"): void {
  const { tcb } = t;
  if (!canSendText(tcb)) return;
  let sent = false;
  let blocked = false;
  while (hasMore(tcb)) {
    const room = tcb.congestion.cwnd - inFlight(tcb);
    if (room <= 0) {
      why(t, "send-congestion-window", { cwnd: tcb.congestion.cwnd, outstanding: tcb.outstanding.length });
      blocked = true;
      break;
    }
    const cut = t.profile.sendsInPairs ? nextPair(t, room, occasion, sent) : next(t);
    if (cut === null) break;
    sendNew(t, cut.octets, cut.fin);
    if (cut.second > 0) sendNew(t, cut.second, tcb.closing && cut.second === tcb.queue.length);
    sent = true;
  }
  if (sent || blocked) noteUse(tcb, blocked);
  settlePersist(t);
}

/** RFC 5682 §2.1 step 2b: new text instead of old, and Nagle's rule must not hold it back. */
export const outputInRecovery = (t: Turn): void => output(t, "recovery");

/** Text that no segment has carried yet, or a FIN. */
export const hasMore = (tcb: Tcb): boolean => tcb.queue !== "" || (tcb.closing && !tcb.finSent);

const canSendText = (tcb: Tcb): boolean =>
  tcb.state === "ESTABLISHED" || tcb.state === "CLOSE-WAIT" || (tcb.closing && !isOver(tcb) && isOpen(tcb));
const isOver = (tcb: Tcb): boolean =>
  tcb.state === "CLOSED" || tcb.state === "LISTEN" || tcb.state === "TIME-WAIT" || tcb.state === "FIN-WAIT-2";
const isOpen = (tcb: Tcb): boolean => tcb.state !== "SYN-SENT" && tcb.state !== "SYN-RECEIVED";

/** The first probe of a closed window waits one RTO (§3.8.6.1, SHLD-29). */
function settlePersist(t: Turn): void {
  const { tcb } = t;
  if (isProbing(tcb)) return;
  if (!hasMore(tcb) || tcb.outstanding.length > 0) {
    stopTimer(t, "PERSIST");
    return;
  }
  if (tcb.timers.PERSIST !== null) return;
  tcb.probes = 0;
  tcb.probeBackoff = 0;
  tcb.probingSince = null;
  why(t, "send-window-closed", { sndWnd: tcb.snd.wnd, octets: tcb.queue.length });
  startTimer(t, "PERSIST", Math.max(tcb.rtt.rtoMs, t.profile.minRtoMs));
}

/** U of §3.8.6.2.1: SND.UNA + SND.WND - SND.NXT. Negative after the peer has taken window back. */
export const usableWindow = ({ snd }: Tcb): number => distance(add(snd.una, snd.wnd), snd.nxt);

interface Cut {
  readonly octets: number;
  readonly fin: boolean;
  /** Octets of a second segment that leaves together with this one; 0 = none. */
  readonly second: number;
}

/**
 * §3.8.6.2.1, the sender's side of silly window avoidance; every SEND is pushed here. D is what is queued. Send
 *
 *     (1) if min(D,U) >= Eff.snd.MSS
 *     (2) or if [SND.NXT = SND.UNA and] D <= U
 *     (3) or if [SND.NXT = SND.UNA and] min(D,U) >= Fs * Max(SND.WND), Fs = 1/2
 *
 * where the brackets are Nagle's. (4), the override timeout, is left to the persist timer.
 */
function next(t: Turn): Cut | null {
  const { tcb } = t;
  const usable = usableWindow(tcb);
  const wanted = Math.min(tcb.mss, tcb.queue.length);
  const octets = Math.min(wanted, usable);
  const finDue = tcb.closing && !tcb.finSent;
  const fin = finDue && octets === tcb.queue.length && usable > octets;
  if (octets <= 0 && !fin) return null;
  if (octets === tcb.mss || fin) return { octets, fin, second: 0 };
  if (octets < wanted && octets < tcb.snd.max / 2) return silly(t, octets);
  if (nagleHolds(t)) return held(t, octets);
  return { octets, fin, second: 0 };
}

function silly(t: Turn, usable: number): null {
  why(t, "send-silly-window", { usable, mss: t.tcb.mss });
  return null;
}

function held(t: Turn, octets: number): null {
  why(t, "send-nagle", { octets, mss: t.tcb.mss, outstanding: t.tcb.outstanding.length });
  return null;
}

/** §3.7.4: hold back a small segment while unacknowledged text is on its way. */
function nagleHolds(t: Turn): boolean {
  const { tcb, profile } = t;
  if (tcb.noDelay || profile.nagle === "none") return false;
  if (profile.nagle === "rfc") return tcb.outstanding.length > 0;
  // Minshall: only while the last *small* segment is unacknowledged.
  const { smallest } = tcb.congestion;
  return smallest !== null && tcb.outstanding.length > 0 && distance(smallest, tcb.snd.una) > 0;
}

/**
 * Linux hands two segments down at once. The first must fit the window whole; the second may be what is left of
 * the window. While the program writes, and half the peer's window is less than two segments, they go singly.
 */
function nextPair(t: Turn, room: number, occasion: Occasion, burst: boolean): Cut | null {
  const { tcb } = t;
  const mss = sendMss(tcb, t.profile);
  const finDue = tcb.closing && !tcb.finSent;
  const usable = usableWindow(tcb);
  const rest = tcb.queue.length;
  const needed = rest > mss ? mss : rest + (finDue ? 1 : 0);
  if (needed > usable) return usable > 0 ? silly(t, usable) : null;
  if (rest <= mss) {
    const small = rest < mss && !finDue && occasion !== "recovery";
    return small && nagleHolds(t) ? held(t, rest) : { octets: rest, fin: finDue, second: 0 };
  }
  if (burst && room < 2 && waitsForPair(t)) return null;
  const single = occasion === "write" && Math.floor(tcb.snd.max / 2 / mss) < 2;
  if (single || room < 2) return { octets: mss, fin: false, second: 0 };
  const both = Math.min(rest, usable, 2 * mss);
  const partial = both < 2 * mss && !finDue && nagleHolds(t);
  return { octets: mss, fin: false, second: partial ? 0 : both - mss };
}

/** Linux's tcp_tso_should_defer: rather a pair soon than one segment now, if an ACK is about to make room for it. */
function waitsForPair({ tcb, now }: Turn): boolean {
  const { congestion, outstanding, rtt } = tcb;
  if (congestion.recovery !== "none" || congestion.cwnd < WINDOW_DIVISOR + 1) return false;
  const [oldest] = outstanding;
  return oldest !== undefined && now - oldest.sentAt >= (rtt.srtt ?? 0) / 2;
}

/** tcp_tso_win_divisor: a third of the window is worth sending at once, and one segment of three is a third. */
const WINDOW_DIVISOR = 3;

/** One new segment from the queue. `fin`: our FIN goes with its last octet. */
export function sendNew(t: Turn, octets: number, fin: boolean): void {
  const { tcb } = t;
  const data = tcb.queue.slice(0, octets);
  const push = data !== "" && octets === tcb.queue.length;
  const flags = ACK | (push ? PSH : 0) | (fin ? FIN : 0);
  const seq = tcb.snd.nxt;
  tcb.queue = tcb.queue.slice(octets);
  if (fin) {
    tcb.finSent = true;
    why(t, "close-fin", { sndNxt: seq });
  } else why(t, "send-segmentised", { octets });
  if (octets > 0 && octets < sendMss(tcb, t.profile)) tcb.congestion.smallest = add(seq, octets);
  if (octets > 0) sentData(t);
  track(t, { seq, len: octets + (fin ? 1 : 0), syn: false, fin, data, push });
  if (tcb.congestion.recovery === "fast") tcb.congestion.repeated++;
  emit(t, { seq, flags, data });
}
