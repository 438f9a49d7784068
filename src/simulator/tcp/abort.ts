/** ABORT: RFC 9293 §3.10.5. */
import { emitReset, leaveAfterReset, staysAfterReset } from "./reset.ts";
import { deleteTcb, signal, type Turn, why } from "./turn.ts";

export function abort(t: Turn): void {
  const { tcb } = t;
  tcb.orphan = true;
  tcb.unread = "";
  switch (tcb.state) {
    case "CLOSED":
      why(t, "no-connection");
      signal(t, "error: connection does not exist");
      return;
    case "LISTEN":
    case "SYN-SENT":
    case "CLOSING":
    case "LAST-ACK":
    case "TIME-WAIT":
      why(t, "abort-quiet", { state: tcb.state });
      deleteTcb(t);
      return;
    default:
      if (!staysAfterReset(t.profile)) why(t, "abort-reset", { sndNxt: tcb.snd.nxt });
      emitReset(t);
      leaveAfterReset(t);
      return;
  }
}
