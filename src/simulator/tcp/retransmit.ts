/** The retransmission queue: RFC 9293 §3.8, RFC 6298 §5. */
import { emit, emitSyn } from "./emit.ts";
import { inFlight, sendMss } from "./flight.ts";
import { ACK, FIN, PSH } from "./segment.ts";
import { add } from "./seqnum.ts";
import type { Outstanding } from "./tcb.ts";
import { startTimer, type Turn, why } from "./turn.ts";

/** Everything that occupies sequence space goes on the queue (RFC 6298 §5.1 starts the timer). */
export function track(
  t: Turn,
  what: Pick<Outstanding, "seq" | "len" | "syn" | "fin" | "data" | "push">,
): void {
  const { tcb } = t;
  const { seq, len, syn, fin, data, push } = what;
  const one: Outstanding = {
    seq,
    len,
    syn,
    fin,
    data,
    push,
    sentAt: t.now,
    retransmissions: 0,
    lost: false,
    again: false,
  };
  tcb.outstanding = tcb.outstanding.length === 0 ? [one] : [...tcb.outstanding, one];
  tcb.snd.nxt = add(seq, len);
  if (tcb.timers.RETRANSMISSION === null) startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
  if (tcb.userTimeoutMs !== null && tcb.timers.USER === null && t.profile.userTimeoutIs === "timer") {
    startTimer(t, "USER", tcb.userTimeoutMs);
  }
}

/** Sends an outstanding segment again, with today's acknowledgement. */
export function retransmit(t: Turn, index: number): void {
  const { tcb } = t;
  if (t.profile.collapsesRetransmissions) collapse(t, index);
  const one = tcb.outstanding[index];
  if (!one) return;
  tcb.outstanding = tcb.outstanding.with(index, {
    ...one,
    sentAt: t.now,
    retransmissions: one.retransmissions + 1,
    again: true,
  });
  tcb.retransmittingSince ??= t.now;
  if (one.syn) {
    emitSyn(t, true);
    return;
  }
  const flags = ACK | (one.push ? PSH : 0) | (one.fin ? FIN : 0);
  emit(t, { seq: one.seq, flags, data: one.data, again: true });
}

/** Small segments leave together when they leave again (RFC 9293 §3.8 calls it repacketization). */
function collapse({ tcb, profile }: Turn, index: number): void {
  let one = tcb.outstanding[index];
  if (!one || one.syn || one.fin) return;
  const mss = sendMss(tcb, profile);
  const room = tcb.snd.wnd === 0 ? mss : Math.min(mss, tcb.snd.wnd);
  let next = tcb.outstanding[index + 1];
  while (next && !one.fin && one.data.length < room && one.data.length + next.data.length <= room) {
    one = {
      ...one,
      len: one.len + next.len,
      fin: next.fin,
      data: one.data + next.data,
      push: one.push || next.push,
      retransmissions: Math.max(one.retransmissions, next.retransmissions),
    };
    tcb.outstanding = tcb.outstanding.toSpliced(index, 2, one);
    next = tcb.outstanding[index + 1];
  }
}

/** What counts as lost leaves again as far as the congestion window allows; `forced`: the first one in any case. */
export function repeatLost(t: Turn, forced: boolean): void {
  const { tcb } = t;
  const { congestion } = tcb;
  let must = forced;
  for (let i = 0; i < tcb.outstanding.length && (must || inFlight(tcb) < congestion.cwnd); i++) {
    const one = tcb.outstanding[i] as Outstanding;
    if (!one.lost || one.again) continue;
    must = false;
    if (congestion.recovery !== "fast")
      why(t, "loss-retransmit", { sndUna: tcb.snd.una, cwnd: congestion.cwnd });
    retransmit(t, i);
    if (congestion.recovery === "fast") congestion.repeated++;
    if (i === 0 && t.profile.proportionalRecovery) startTimer(t, "RETRANSMISSION", tcb.rtt.rtoMs);
  }
}
