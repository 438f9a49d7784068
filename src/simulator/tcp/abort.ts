/** ABORT: RFC 9293 §3.10.5. */
import { emit } from "./emit.ts";
import { ACK, RST } from "./segment.ts";
import { deleteTcb, signal, type Turn, why } from "./turn.ts";

export function abort(t: Turn): void {
  const { tcb } = t;
  tcb.orphan = true;
  tcb.unread = "";
  switch (tcb.state) {
    case "CLOSED":
      why(t, "no-connection");
      return signal(t, "error: connection does not exist");
    case "LISTEN":
    case "SYN-SENT":
    case "CLOSING":
    case "LAST-ACK":
    case "TIME-WAIT":
      why(t, "abort-quiet", { state: tcb.state });
      return deleteTcb(t);
    default:
      why(t, "abort-reset", { sndNxt: tcb.snd.nxt });
      emit(t, { seq: tcb.snd.nxt, flags: RST | (t.profile.rstCarriesAck ? ACK : 0) });
      return deleteTcb(t);
  }
}
