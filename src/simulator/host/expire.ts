/** A timer of one of this machine's connections runs out. */
import { because } from "../tcp/rules.ts";
import type { TimerName } from "../tcp/tcb.ts";
import { isRequestOfClosedListener, stepConnection, take } from "./connection.ts";
import { silentTimeout, staysSilent } from "./deferring.ts";
import { type Connection, type Host, newOutcome, type Outcome } from "./host.ts";

/**
 * The timer fires at `now`. Writes on `host`.
 *
 * @param now milliseconds of simulated time: when the timer is due, or later
 */
export function expire(host: Host, connection: Connection, timer: TimerName, now: number): Outcome {
  const out = newOutcome();
  if (isRequestOfClosedListener(host, connection)) {
    take(host, connection, { ...connection.tcb, state: "CLOSED" }, out);
    out.because.push(because("listener-closed"));
  } else if (timer === "RETRANSMISSION" && staysSilent(host, connection)) {
    const tcb = silentTimeout(connection.tcb, now);
    take(host, connection, tcb, out);
    out.effects.push({ type: "start timer", timer, ms: tcb.rtt.rtoMs });
    out.because.push(because("listener-defers"));
  } else stepConnection(host, connection, { type: "TIMEOUT", timer }, now, out);
  return out;
}
