/** A connection ends by a RST of our own: RFC 9293 §3.10.5, §3.6.1, §3.5.2. */
import { emit } from "./emit.ts";
import type { Profile } from "./profile.ts";
import { ACK, RST } from "./segment.ts";
import { noTimers } from "./tcb.ts";
import { deleteTcb, enter, startTimer, type Turn, why } from "./turn.ts";

/** `<SEQ=SND.NXT><CTL=RST>`; Linux sets the ACK bit, too. */
export function emitReset(t: Turn): void {
  const { tcb, profile } = t;
  emit(t, { seq: tcb.snd.nxt, flags: profile.rstCarriesAck ? RST | ACK : RST });
}

/** Is there a TIME-WAIT for whoever sends a RST, and a profile that wants it there? */
export const staysAfterReset = ({ rstSenderTimeWait, timeWaitMs }: Profile): boolean =>
  rstSenderTimeWait && timeWaitMs > 0;

/**
 * After the RST: §3.10.5 says "delete the TCB, enter CLOSED state", figure 5 (note 3) and §3.5.2 want the side that
 * sent the RST in TIME-WAIT. The RFC contradicts itself here; `rstSenderTimeWait` chooses.
 */
export function leaveAfterReset(t: Turn): void {
  const { tcb, profile } = t;
  if (!staysAfterReset(profile)) {
    deleteTcb(t);
    return;
  }
  why(t, "abort-time-wait", { ms: profile.timeWaitMs });
  enter(t, "TIME-WAIT");
  tcb.timers = noTimers();
  tcb.outstanding = [];
  tcb.queue = "";
  tcb.acks.due = "no";
  startTimer(t, "TIME-WAIT", profile.timeWaitMs);
}
