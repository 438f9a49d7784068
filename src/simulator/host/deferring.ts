/** TCP_DEFER_ACCEPT: a handshake counts as complete only once data comes, or its SYN,ACK was repeated often enough. */
import { len, type Segment } from "../tcp/segment.ts";
import type { Tcb } from "../tcp/tcb.ts";
import type { Connection, Host, Listener } from "./host.ts";

/** Does the listener let this third ACK wait? */
export const defers = ({ deferTimeouts }: Listener, { tcb }: Connection, seg: Segment): boolean =>
  tcb.timeouts < deferTimeouts && len(seg) === 0;

/** The client has acknowledged, so repeating the SYN,ACK would tell it nothing (Linux's syn_ack_recalc). */
export const staysSilent = (host: Host, { deferred, listener, tcb }: Connection): boolean =>
  deferred && listener !== null && tcb.timeouts < (host.listeners[listener]?.deferTimeouts ?? 0) - 1;

/** The timeout counts all the same, and the next one is twice as far off. */
export function silentTimeout(tcb: Tcb, now: number): Tcb {
  const rtoMs = tcb.rtt.rtoMs * 2;
  return {
    ...tcb,
    timeouts: tcb.timeouts + 1,
    rtt: { ...tcb.rtt, rtoMs },
    timers: { ...tcb.timers, RETRANSMISSION: now + rtoMs },
  };
}
