/** CLOSE: RFC 9293 §3.10.4 and §3.6. */
import { emitReset, leaveAfterReset } from "./reset.ts";
import type { Tcb } from "./tcb.ts";
import { output } from "./transmit.ts";
import { deleteTcb, enter, signal, startTimer, stopTimer, type Turn, why } from "./turn.ts";

/** "I have nothing more to send": what a program's shutdown(SHUT_WR) asks for. */
export function close(t: Turn): void {
  const { tcb } = t;
  switch (tcb.state) {
    case "CLOSED":
      why(t, "no-connection");
      signal(t, "error: connection does not exist");
      return;
    case "LISTEN":
      why(t, "close-listen");
      deleteTcb(t);
      return;
    case "SYN-SENT":
      why(t, "close-syn-sent");
      signal(t, "error: connection closing");
      deleteTcb(t);
      return;
    case "SYN-RECEIVED":
      closeInSynReceived(t);
      return;
    case "ESTABLISHED":
      finish(t, "FIN-WAIT-1");
      return;
    case "CLOSE-WAIT":
      finish(t, "LAST-ACK");
      return;
    default:
      // "Strictly speaking, this is an error" in FIN-WAIT-1 and -2; no second FIN is sent in any case.
      why(t, "close-again", { state: tcb.state });
      signal(t, "error: connection closing");
      return;
  }
}

/** A program's close(): besides CLOSE, nobody is left to read. Unread text makes it a reset (SHLD-3). */
export function closeAndForget(t: Turn): void {
  const { tcb } = t;
  tcb.orphan = true;
  if (tcb.unread !== "" && tcb.state !== "TIME-WAIT" && tcb.state !== "CLOSED") {
    why(t, "close-unread-reset", { octets: tcb.unread.length });
    emitReset(t);
    leaveAfterReset(t);
    return;
  }
  switch (tcb.state) {
    case "CLOSED":
    case "FIN-WAIT-1":
    case "CLOSING":
    case "LAST-ACK":
    case "TIME-WAIT":
      return;
    case "SYN-RECEIVED":
      // Nobody is left whose shutdown() could wait; text that is queued waits all the same.
      if (tcb.queue === "") finish(t, "FIN-WAIT-1");
      else closeInSynReceived(t);
      return;
    case "FIN-WAIT-2":
      if (mayNotWait(tcb)) resetOrphan(t);
      else startOrphanTimer(t);
      return;
    default:
      close(t);
      return;
  }
}

/** §3.10.4: with nothing queued form a FIN at once, else queue it until ESTABLISHED. */
function closeInSynReceived(t: Turn): void {
  const { tcb } = t;
  if (tcb.closing) {
    why(t, "close-again", { state: tcb.state });
    signal(t, "error: connection closing");
    return;
  }
  if (tcb.queue === "" && !t.profile.shutdownWaitsForOpen) {
    finish(t, "FIN-WAIT-1");
    return;
  }
  tcb.closing = true;
  if (tcb.queue === "") why(t, "close-deferred");
  else why(t, "close-fin-queued", { octets: tcb.queue.length });
}

/** Everything queued leaves first, then the FIN; the state changes at once (§3.10.4). */
export function finish(t: Turn, state: "FIN-WAIT-1" | "LAST-ACK"): void {
  const { tcb } = t;
  tcb.closing = true;
  enter(t, state);
  output(t);
  if (!tcb.finSent) why(t, "close-fin-queued", { octets: tcb.queue.length });
}

/** TCP_LINGER2 below 0: as an orphan this connection is not to wait in FIN-WAIT-2 at all. */
export const mayNotWait = ({ finWait2Ms }: Tcb): boolean => finWait2Ms !== null && finWait2Ms < 0;

function resetOrphan(t: Turn): void {
  why(t, "fin-wait-2-orphan", { ms: 0 });
  emitReset(t);
  leaveAfterReset(t);
}

/** An orphan must not wait for ever for a FIN that may never come; TCP itself knows no such limit. */
export function startOrphanTimer(t: Turn): void {
  const ms = t.tcb.finWait2Ms;
  if (ms === null) return;
  why(t, "fin-wait-2-orphan", { ms });
  if (t.profile.timeWait === "linux") t.tcb.challengedAt = null;
  stopTimer(t, "KEEPALIVE");
  startTimer(t, "FIN-WAIT-2", ms);
}
