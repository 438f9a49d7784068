/** Timeouts: RFC 9293 §3.10.8, RFC 6298 §5.4–§5.7, §3.8.4 and §3.8.6.1. */
import { delayedAckExpired } from "./acknowledge.ts";
import { timedOut } from "./congestion.ts";
import { emit } from "./emit.ts";
import { sendMss } from "./flight.ts";
import { emitReset } from "./reset.ts";
import { retransmit } from "./retransmit.ts";
import { backOff, persistInterval, timeOfRetries } from "./rto.ts";
import { ACK } from "./segment.ts";
import { add } from "./seqnum.ts";
import type { TimerName } from "./tcb.ts";
import { sendNew, usableWindow } from "./transmit.ts";
import { deleteTcb, signal, startTimer, type Turn, why } from "./turn.ts";

/** A timer that does not run cannot expire: such an event changes nothing. */
export function timeout(t: Turn, timer: TimerName): void {
  if (t.tcb.timers[timer] === null) return;
  t.tcb.timers[timer] = null;
  switch (timer) {
    case "RETRANSMISSION":
      retransmission(t);
      return;
    case "PERSIST":
      persist(t);
      return;
    case "DELAYED-ACK":
      delayedAckExpired(t);
      return;
    case "TIME-WAIT":
      why(t, "time-wait-expired", { ms: t.profile.timeWaitMs });
      deleteTcb(t);
      return;
    case "FIN-WAIT-2":
      why(t, "fin-wait-2-expired", { ms: t.tcb.finWait2Ms ?? 0 });
      deleteTcb(t);
      return;
    case "KEEPALIVE":
      keepalive(t);
      return;
    case "USER":
      userTimeout(t);
      return;
  }
}

/** §5.4: the earliest unacknowledged segment again; §5.5: back off; §5.6: start the timer. */
function retransmission(t: Turn): void {
  const { tcb } = t;
  if (tcb.outstanding.length === 0) return;
  const opening = tcb.state === "SYN-SENT" || tcb.state === "SYN-RECEIVED";
  if (opening ? synIsGivenUp(t) : dataIsGivenUp(t)) return;
  if (!opening) timedOut(t);
  const rto = tcb.rtt.rtoMs;
  tcb.timeouts++;
  const linear = tcb.state === "SYN-SENT" && tcb.timeouts <= t.profile.synLinearTimeouts;
  if (linear) why(t, "retransmission-linear", { rto, times: tcb.timeouts });
  else {
    backOff(t);
    why(t, "retransmission-timeout", { rto, times: tcb.timeouts, next: tcb.rtt.rtoMs });
  }
  const firstSent = tcb.outstanding[0]?.sentAt ?? t.now;
  retransmit(t, 0);
  // Data: since its first retransmission. A SYN: since it was sent.
  if (opening && tcb.timeouts === 1) tcb.retransmittingSince = firstSent;
  startTimer(t, "RETRANSMISSION", clampToUserTimeout(t, tcb.rtt.rtoMs));
}

/** §3.8.3: SYN and SYN,ACK have limits of their own. */
function synIsGivenUp(t: Turn): boolean {
  const { tcb, profile } = t;
  if (tcb.opened === "passive") {
    if (tcb.timeouts < profile.synAckRetries) return false;
    why(t, "syn-ack-given-up", { times: tcb.timeouts });
    deleteTcb(t, "LISTEN");
    return true;
  }
  const linear = tcb.state === "SYN-SENT" ? profile.synLinearTimeouts : 0;
  const tooOften = tcb.timeouts >= tcb.synRetries + linear;
  if (!tooOften && !takesTooLong(t, tcb.synRetries, profile.initialRtoMs)) return false;
  if (tcb.state === "SYN-SENT") why(t, "syn-given-up", { times: tcb.timeouts });
  else why(t, "syn-ack-given-up", { times: tcb.timeouts });
  giveUp(t);
  return true;
}

/** R2 (§3.8.3): as a number of repetitions, or (Linux) as the time that number would take. */
function dataIsGivenUp(t: Turn): boolean {
  const { tcb, profile } = t;
  const retries = tcb.orphan ? profile.orphanRetries : profile.dataRetries;
  const given = profile.dataRetriesAreTime
    ? takesTooLong(t, retries, LINUX_RTO_MIN_MS)
    : tcb.timeouts >= retries;
  if (!given) return false;
  why(t, "retransmission-given-up", { times: tcb.timeouts });
  giveUp(t);
  return true;
}

/** TCP_RTO_MIN, which this sum uses whatever tcp_rto_min_us says. */
const LINUX_RTO_MIN_MS = 200;

/** Linux's retransmits_timed_out: nothing is given up before it was repeated once. */
function takesTooLong(t: Turn, retries: number, firstMs: number): boolean {
  const { tcb, profile } = t;
  if (!profile.dataRetriesAreTime || tcb.timeouts === 0 || tcb.retransmittingSince === null) return false;
  const limit = tcb.userTimeoutMs ?? timeOfRetries(retries, firstMs, profile.maxRtoMs);
  return t.now - tcb.retransmittingSince >= limit;
}

function giveUp(t: Turn): void {
  signal(t, "connection aborted due to user timeout");
  deleteTcb(t);
}

/** "Flush all queues, signal the user 'error: connection aborted due to user timeout', delete the TCB." */
function userTimeout(t: Turn): void {
  why(t, "user-timeout", { ms: t.tcb.userTimeoutMs ?? t.profile.openGiveUpMs ?? 0 });
  giveUp(t);
}

/** Linux looks at the user timeout when the timer fires, so the timer must not fire later than that. */
function clampToUserTimeout(t: Turn, rto: number): number {
  const { userTimeoutMs, retransmittingSince } = t.tcb;
  if (t.profile.userTimeoutIs === "timer" || userTimeoutMs === null || retransmittingSince === null)
    return rto;
  const left = retransmittingSince + userTimeoutMs - t.now;
  return Math.min(rto, Math.max(left, t.profile.timerTickMs));
}

/** A closed window is asked about for ever, at growing distances (§3.8.6.1, MUST-36). */
function persist(t: Turn): void {
  const { tcb, profile } = t;
  if (persistIsGivenUp(t)) {
    why(t, "retransmission-given-up", { times: tcb.probes });
    giveUp(t);
    return;
  }
  tcb.probes++;
  if (tcb.probeBackoff < profile.dataRetries) tcb.probeBackoff++;
  const nextMs = persistInterval(t);
  why(t, "zero-window-probe", { times: tcb.probes, next: nextMs });
  const usable = usableWindow(tcb);
  if (usable > 0) {
    // The window is not closed, only small: what fits goes (§3.8.6.2.1, the override timeout).
    sendNew(
      t,
      Math.min(usable, sendMss(tcb, profile), tcb.queue.length),
      tcb.closing && tcb.queue.length < usable,
    );
    return;
  }
  if (profile.zeroWindowProbe === "empty") emit(t, { seq: add(tcb.snd.una, -1), flags: ACK });
  else probeWithOctet(t);
  startTimer(t, "PERSIST", persistUntilUserTimeout(t, nextMs));
}

/** Only an orphan, or a program with a user timeout, stops asking. */
function persistIsGivenUp(t: Turn): boolean {
  const { tcb, profile } = t;
  if (tcb.probingSince === null) tcb.probingSince = t.now;
  else if (tcb.userTimeoutMs !== null && t.now - tcb.probingSince >= tcb.userTimeoutMs) return true;
  return tcb.orphan && tcb.probes >= profile.orphanRetries;
}

function persistUntilUserTimeout({ tcb, now, profile }: Turn, ms: number): number {
  if (tcb.userTimeoutMs === null || tcb.probingSince === null) return ms;
  return Math.min(ms, Math.max(tcb.probingSince + tcb.userTimeoutMs - now, profile.timerTickMs));
}

/** The RFC's probe is one octet of new text; it stays the same octet until it is taken. */
function probeWithOctet(t: Turn): void {
  const { tcb } = t;
  if (tcb.outstanding.length > 0) {
    retransmit(t, 0);
    return;
  }
  sendNew(t, Math.min(1, tcb.queue.length), tcb.closing && tcb.queue === "");
  tcb.timers.RETRANSMISSION = null;
}

/** §3.8.4: after a long silence, a segment that says nothing new and yet has to be answered. */
function keepalive(t: Turn): void {
  const { tcb } = t;
  const { keepalive: settings, userTimeoutMs } = tcb;
  if (!settings) return;
  if (tcb.outstanding.length > 0 || tcb.queue !== "") {
    startTimer(t, "KEEPALIVE", settings.idleMs);
    return;
  }
  const idle = t.now - tcb.heardAt;
  if (idle < settings.idleMs) {
    startTimer(t, "KEEPALIVE", settings.idleMs - idle);
    return;
  }
  const given =
    userTimeoutMs !== null ? idle >= userTimeoutMs && tcb.probes > 0 : tcb.probes >= settings.count;
  if (given) {
    why(t, "keepalive-given-up", { times: tcb.probes });
    emitReset(t);
    giveUp(t);
    return;
  }
  tcb.probes++;
  why(t, "keepalive-probe", { times: tcb.probes });
  emit(t, { seq: add(tcb.snd.nxt, -1), flags: ACK });
  startTimer(t, "KEEPALIVE", settings.intervalMs);
}
