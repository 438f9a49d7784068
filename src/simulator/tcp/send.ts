/** SEND: RFC 9293 §3.10.2. */
import { output } from "./transmit.ts";
import { signal, type Turn, why } from "./turn.ts";

export function send(t: Turn, data: string): void {
  const { tcb } = t;
  switch (tcb.state) {
    case "CLOSED":
    case "LISTEN":
      // The RFC lets SEND turn a LISTEN active; no socket does, and the host refuses before it comes here.
      why(t, "no-connection");
      signal(t, "error: connection does not exist");
      return;
    case "SYN-SENT":
    case "SYN-RECEIVED":
      if (tcb.closing) {
        refuse(t);
        return;
      }
      tcb.queue += data;
      why(t, "send-queued", { octets: data.length, state: tcb.state });
      signal(t, "ok");
      return;
    case "ESTABLISHED":
    case "CLOSE-WAIT":
      tcb.queue += data;
      output(t, "write");
      signal(t, "ok");
      return;
    default:
      refuse(t);
      return;
  }
}

function refuse(t: Turn): void {
  why(t, "send-closing", { state: t.tcb.state });
  signal(t, "error: connection closing");
}
