/** Timeouts: RFC 9293 §3.10.8, RFC 6298 §5.4–§5.7, §3.8.4 and §3.8.6.1. */
import { delayedAckExpired } from "./acknowledge.ts";
import { timedOut } from "./congestion.ts";
import { emit } from "./emit.ts";
import { backOff, timeOfRetries } from "./rto.ts";
import { ACK, RST } from "./segment.ts";
import { add } from "./seqnum.ts";
import type { TimerName } from "./tcb.ts";
import { retransmit, track } from "./transmit.ts";
import { deleteTcb, signal, startTimer, type Turn, why } from "./turn.ts";

export function timeout(t: Turn, timer: TimerName): void {
  t.tcb.timers[timer] = null;
  switch (timer) {
    case "RETRANSMISSION":
      return retransmission(t);
    case "PERSIST":
      return persist(t);
    case "DELAYED-ACK":
      return delayedAckExpired(t);
    case "TIME-WAIT":
      why(t, "time-wait-expired", { ms: t.profile.timeWaitMs });
      return deleteTcb(t);
    case "FIN-WAIT-2":
      why(t, "fin-wait-2-expired", { ms: t.profile.finWait2Ms ?? 0 });
      return deleteTcb(t);
    case "KEEPALIVE":
      return keepalive(t);
    case "USER":
      return userTimeout(t);
  }
}

/** §5.4: the earliest unacknowledged segment again; §5.5: back off; §5.6: start the timer. */
function retransmission(t: Turn): void {
  const { tcb } = t;
  const first = tcb.outstanding[0];
  if (!first) return;
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
  retransmit(t, 0);
  startTimer(t, "RETRANSMISSION", clampToUserTimeout(t, tcb.rtt.rtoMs));
}

function synIsGivenUp(t: Turn): boolean {
  const { tcb, profile } = t;
  if (tcb.state === "SYN-SENT") {
    if (tcb.timeouts < tcb.synRetries + profile.synLinearTimeouts) return false;
    why(t, "syn-given-up", { times: tcb.timeouts });
    giveUp(t);
    return true;
  }
  const limit = tcb.opened === "passive" ? profile.synAckRetries : tcb.synRetries;
  if (tcb.timeouts < limit) return false;
  why(t, "syn-ack-given-up", { times: tcb.timeouts });
  if (tcb.opened === "passive") deleteTcb(t, "LISTEN");
  else giveUp(t);
  return true;
}

/** R2 (§3.8.3): as a number of repetitions, or (Linux) as the time that number would take. */
function dataIsGivenUp(t: Turn): boolean {
  const { tcb, profile } = t;
  const retries = tcb.orphan ? profile.orphanRetries : profile.dataRetries;
  const given = profile.dataRetriesAreTime
    ? tcb.retransmittingSince !== null &&
      t.now - tcb.retransmittingSince >= timeOfRetries(retries, profile.minRtoMs, profile.maxRtoMs)
    : tcb.timeouts >= retries;
  if (!given && !userTimeoutPassed(t)) return false;
  why(t, "retransmission-given-up", { times: tcb.timeouts });
  giveUp(t);
  return true;
}

function giveUp(t: Turn): void {
  signal(t, "connection aborted due to user timeout");
  deleteTcb(t);
}

/** "Flush all queues, signal the user 'error: connection aborted due to user timeout', delete the TCB." */
function userTimeout(t: Turn): void {
  why(t, "user-timeout", { ms: t.tcb.userTimeoutMs ?? 0 });
  giveUp(t);
}

const userTimeoutPassed = (t: Turn): boolean =>
  t.tcb.userTimeoutMs !== null &&
  t.tcb.retransmittingSince !== null &&
  t.now - t.tcb.retransmittingSince >= t.tcb.userTimeoutMs;

function clampToUserTimeout(t: Turn, rto: number): number {
  const { userTimeoutMs, retransmittingSince } = t.tcb;
  if (userTimeoutMs === null || retransmittingSince === null) return rto;
  return Math.max(1, Math.min(rto, retransmittingSince + userTimeoutMs - t.now));
}

/** A closed window is asked about for ever, at growing distances (§3.8.6.1, MUST-36). */
function persist(t: Turn): void {
  const { tcb, profile } = t;
  if (tcb.orphan && tcb.probes >= profile.orphanRetries) {
    why(t, "retransmission-given-up", { times: tcb.probes });
    return giveUp(t);
  }
  const base = Math.max(tcb.rtt.rtoMs, profile.minRtoMs);
  tcb.probes++;
  const next = Math.min(base * 2 ** tcb.probes, profile.maxRtoMs);
  why(t, "zero-window-probe", { times: tcb.probes, next });
  if (profile.zeroWindowProbe === "empty") emit(t, { seq: add(tcb.snd.una, -1), flags: ACK });
  else probeWithOctet(t);
  startTimer(t, "PERSIST", next);
}

/** The RFC's probe is one octet of new text; it stays the same octet until it is taken. */
function probeWithOctet(t: Turn): void {
  const { tcb } = t;
  const [first] = tcb.outstanding;
  if (first) return retransmit(t, 0);
  const data = tcb.queue.slice(0, 1);
  const fin = data === "";
  const seq = tcb.snd.nxt;
  tcb.queue = tcb.queue.slice(1);
  if (fin) tcb.finSent = true;
  track(t, { seq, len: 1, syn: false, fin, data });
  tcb.timers.RETRANSMISSION = null;
  emit(t, { seq, flags: ACK | (fin ? 1 : 0), data });
}

function keepalive(t: Turn): void {
  const { tcb } = t;
  const { keepalive: settings } = tcb;
  if (!settings) return;
  if (tcb.outstanding.length > 0 || tcb.queue !== "") return startTimer(t, "KEEPALIVE", settings.idleMs);
  const idle = t.now - tcb.heardAt;
  if (tcb.probes === 0 && idle < settings.idleMs) return startTimer(t, "KEEPALIVE", settings.idleMs - idle);
  if (tcb.probes >= settings.count) {
    why(t, "keepalive-given-up", { times: tcb.probes });
    emit(t, { seq: tcb.snd.nxt, flags: RST | (t.profile.rstCarriesAck ? ACK : 0) });
    return giveUp(t);
  }
  tcb.probes++;
  why(t, "keepalive-probe", { times: tcb.probes });
  emit(t, { seq: add(tcb.snd.nxt, -1), flags: ACK });
  startTimer(t, "KEEPALIVE", settings.intervalMs);
}
