/** A connection ends by a RST of our own: RFC 9293 §3.10.5, §3.6.1, §3.5.2. */
import { emit } from "./emit.ts";
import { ACK, RST } from "./segment.ts";
import { NO_TIMERS } from "./tcb.ts";
import { deleteTcb, enter, startTimer, type Turn, why } from "./turn.ts";

/** `<SEQ=SND.NXT><CTL=RST>`; Linux sets the ACK bit, too. */
export function emitReset(t: Turn): void {
  const { tcb, profile } = t;
  emit(t, { seq: tcb.snd.nxt, flags: profile.rstCarriesAck ? RST | ACK : RST });
}

/**
 * After the RST: §3.10.5 says "delete the TCB, enter CLOSED state", figure 5 (note 3) and §3.5.2 want the side that
 * sent the RST in TIME-WAIT. The RFC contradicts itself here; `rstSenderTimeWait` chooses.
 */
export function leaveAfterReset(t: Turn): void {
  const { tcb, profile } = t;
  if (!profile.rstSenderTimeWait || profile.timeWaitMs === 0) {
    deleteTcb(t);
    return;
  }
  why(t, "abort-time-wait", { ms: profile.timeWaitMs });
  enter(t, "TIME-WAIT");
  tcb.timers = { ...NO_TIMERS };
  tcb.outstanding = [];
  tcb.queue = "";
  tcb.acks.due = "no";
  startTimer(t, "TIME-WAIT", profile.timeWaitMs);
}
