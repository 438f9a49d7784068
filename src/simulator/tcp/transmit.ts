/** Queued text, as far as the windows allow (§3.10.2, §3.8.6.2), and what has to be sent again. */
import { sentData } from "./acknowledge.ts";
import { emit, emitSyn } from "./emit.ts";
import { ACK, FIN, PSH } from "./segment.ts";
import { add, distance } from "./seqnum.ts";
import type { Outstanding, Tcb } from "./tcb.ts";
import { startTimer, stopTimer, type Turn, why } from "./turn.ts";

/** Queued text and the FIN behind it, segment by segment, until a window or Nagle's rule says stop. */
export function output(t: Turn): void {
  if (!canSendText(t.tcb)) return;
  repeatLost(t);
  let burst = false;
  for (;;) {
    const next = nextSegment(t, burst);
    if (!next) break;
    burst = next.data.length >= t.tcb.mss;
    sendNew(t, next);
  }
  const { tcb } = t;
  const blocked = (tcb.queue !== "" || (tcb.closing && !tcb.finSent)) && tcb.outstanding.length === 0;
  if (blocked && tcb.timers.PERSIST === null) startPersist(t);
  if (!blocked) stopTimer(t, "PERSIST");
}

/** The first probe of a closed window waits one RTO (§3.8.6.1). */
function startPersist(t: Turn): void {
  t.tcb.probes = 0;
  why(t, "send-window-closed", { sndWnd: t.tcb.snd.wnd, octets: t.tcb.queue.length });
  startTimer(t, "PERSIST", Math.max(t.tcb.rtt.rtoMs, t.profile.minRtoMs));
}

const canSendText = (tcb: Tcb): boolean =>
  tcb.state === "ESTABLISHED" || tcb.state === "CLOSE-WAIT" || (tcb.closing && !isOver(tcb) && isOpen(tcb));
const isOver = (tcb: Tcb): boolean =>
  tcb.state === "CLOSED" || tcb.state === "LISTEN" || tcb.state === "TIME-WAIT" || tcb.state === "FIN-WAIT-2";
const isOpen = (tcb: Tcb): boolean => tcb.state !== "SYN-SENT" && tcb.state !== "SYN-RECEIVED";

interface Next {
  readonly data: string;
  readonly fin: boolean;
}

/** What may leave now; null = nothing. `burst`: a full segment left just before, in the same go. */
function nextSegment(t: Turn, burst: boolean): Next | null {
  const { tcb } = t;
  const finDue = tcb.closing && !tcb.finSent;
  if (tcb.queue === "" && !finDue) return null;
  if (inFlight(tcb) >= tcb.congestion.cwnd) {
    why(t, "send-congestion-window", { cwnd: tcb.congestion.cwnd, outstanding: tcb.outstanding.length });
    return null;
  }
  const mss = segmentLimit(t);
  const usable = distance(add(tcb.snd.una, tcb.snd.wnd), tcb.snd.nxt);
  const wanted = Math.min(mss, tcb.queue.length);
  const octets = Math.min(wanted, usable);
  const fin = finDue && octets === tcb.queue.length && usable > octets;
  if (octets <= 0 && !fin) return null;
  if (octets < wanted && !burst && octets < tcb.snd.max / 2) {
    why(t, "send-silly-window", { usable: octets, mss });
    return null;
  }
  if (octets < mss && !fin && !finDue && nagleHolds(t)) {
    why(t, "send-nagle", { octets, mss, outstanding: tcb.outstanding.length });
    return null;
  }
  return { data: tcb.queue.slice(0, octets), fin };
}

function segmentLimit(t: Turn): number {
  const { mss, snd } = t.tcb;
  if (!t.profile.halfWindowSegments) return mss;
  const half = snd.max > 536 ? snd.max >> 1 : snd.max;
  return half > 0 ? Math.min(mss, half) : mss;
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

export const inFlight = (tcb: Tcb): number => {
  let lost = 0;
  for (const one of tcb.outstanding) if (one.lost) lost++;
  return Math.max(0, tcb.outstanding.length - lost - tcb.congestion.duplicates);
};

function sendNew(t: Turn, { data, fin }: Next): void {
  const { tcb } = t;
  const pushes = data !== "" && data.length === tcb.queue.length;
  const flags = ACK | (pushes ? PSH : 0) | (fin ? FIN : 0);
  const seq = tcb.snd.nxt;
  tcb.queue = tcb.queue.slice(data.length);
  if (fin) {
    tcb.finSent = true;
    why(t, "close-fin", { sndNxt: seq });
  } else why(t, "send-segmentised", { octets: data.length });
  if (data.length > 0 && data.length < tcb.mss) tcb.congestion.smallest = add(seq, data.length);
  if (data.length > 0) sentData(t);
  track(t, { seq, len: data.length + (fin ? 1 : 0), syn: false, fin, data });
  emit(t, { seq, flags, data });
}

/** Everything that occupies sequence space goes on the retransmission queue (RFC 6298 §5.1 starts the timer). */
export function track(t: Turn, what: Pick<Outstanding, "seq" | "len" | "syn" | "fin" | "data">): void {
  const { tcb } = t;
  const { seq, len, syn, fin, data } = what;
  const one: Outstanding = { seq, len, syn, fin, data, sentAt: t.now, retransmissions: 0, lost: false };
  tcb.outstanding = tcb.outstanding.length === 0 ? [one] : [...tcb.outstanding, one];
  tcb.snd.nxt = add(seq, len);
  if (tcb.timers.RETRANSMISSION === null) startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
}

/** Sends an outstanding segment again as it was, with today's acknowledgement. */
export function retransmit(t: Turn, index: number): void {
  const { tcb } = t;
  const one = tcb.outstanding[index];
  if (!one) return;
  tcb.outstanding = tcb.outstanding.with(index, {
    ...one,
    sentAt: t.now,
    retransmissions: one.retransmissions + 1,
    lost: false,
  });
  tcb.retransmittingSince ??= t.now;
  if (one.syn) emitSyn(t, true);
  else emit(t, { seq: one.seq, flags: ACK | (one.data ? PSH : 0) | (one.fin ? FIN : 0), data: one.data, again: true });
}

/** After a timeout: what counts as lost leaves again as fast as the congestion window opens (RFC 5681 §3.1). */
function repeatLost(t: Turn): void {
  const { tcb } = t;
  if (tcb.congestion.recovery !== "timeout") return;
  for (let i = 0; i < tcb.outstanding.length && inFlight(tcb) < tcb.congestion.cwnd; i++) {
    if (!tcb.outstanding[i]?.lost) continue;
    why(t, "loss-retransmit", { sndUna: tcb.snd.una, cwnd: tcb.congestion.cwnd });
    retransmit(t, i);
  }
}
