/** A segment reaches this machine: to which connection, which listener, or nobody? */
import { arrivesClosed, resetFor } from "../tcp/arrives/closed.ts";
import { reopens } from "../tcp/arrives/time-wait.ts";
import { isn } from "../tcp/isn.ts";
import { because } from "../tcp/rules.ts";
import { ACK, has, RST, type Segment, SYN } from "../tcp/segment.ts";
import { type SeqNum, seqNum } from "../tcp/seqnum.ts";
import { step } from "../tcp/step.ts";
import type { Tcb } from "../tcp/tcb.ts";
import { adopt, forget, isRequestOfClosedListener, stepConnection, take } from "./connection.ts";
import { cookieIsn, fromCookie } from "./cookie.ts";
import { defers } from "./deferring.ts";
import { type Connection, connectionAt, type Host, type Listener, newOutcome, type Outcome } from "./host.ts";
import { arriveUdp } from "./udp.ts";

/** How long after an overflow of the SYN queue a cookie is still believed (Linux: two of its minute ticks). */
const COOKIE_BELIEVED_MS = 120_000;

/** One segment on its way through the machine, and what has come of it so far. */
interface Arrival {
  readonly host: Host;
  readonly seg: Segment;
  readonly now: number;
  readonly out: Outcome;
}

/**
 * The machine takes a segment at `now`. Writes on `host`.
 *
 * @param now milliseconds of simulated time, never less than before
 */
export function arrive(host: Host, seg: Segment, now: number): Outcome {
  const out = newOutcome();
  if (seg.protocol === "udp") arriveUdp(host, seg, out);
  else if (seg.corrupted && host.profile.checksum) out.because.push(because("checksum-bad"));
  else demultiplex({ host, seg, now, out });
  return out;
}

/** A connection comes before a listener; without either the state is CLOSED (RFC 9293 §3.10.7.1). */
function demultiplex(arrival: Arrival): void {
  const { host, seg, out } = arrival;
  const listener = seg.dst.ip === host.ip ? host.listeners[seg.dst.port] : undefined;
  const connection = connectionAt(host, seg.dst, seg.src);
  const reopening = connection && listener ? reopens(connection.tcb, seg, host.profile) : null;
  if (connection && reopening) {
    out.because.push(reopening.because);
    forget(host, connection);
  } else if (connection && isRequestOfClosedListener(host, connection)) {
    take(host, connection, { ...connection.tcb, state: "CLOSED" }, out);
  } else if (connection) {
    arriveAtConnection(arrival, connection);
    return;
  }
  if (listener) arriveAtListener(arrival, listener, reopening?.iss ?? null);
  else answerClosed(arrival);
}

function answerClosed({ seg, out }: Arrival): void {
  const { reply, because: reason } = arrivesClosed(seg);
  out.because.push(reason);
  if (reply) out.sent.push({ seg: reply, again: false });
}

/** The step is tried first; the listener's queues may then refuse the handshake that it would complete. */
function arriveAtConnection(arrival: Arrival, connection: Connection): void {
  const { host, seg, now, out } = arrival;
  const listener = connection.listener === null ? undefined : host.listeners[connection.listener];
  if (connection.tcb.state === "SYN-RECEIVED" && listener && completes(arrival, connection)) {
    if (isFull(host, listener)) {
      refuse(arrival, connection, listener);
      return;
    }
    if (defers(listener, connection, seg)) {
      connection.deferred = true;
      standsStill(out, connection);
      out.because.push(because("listener-defers"));
      return;
    }
  }
  stepConnection(host, connection, { type: "SEGMENT ARRIVES", seg, iss: seqNum(0) }, now, out);
}

function completes({ host, seg, now }: Arrival, connection: Connection): boolean {
  const { tcb } = step(connection.tcb, { type: "SEGMENT ARRIVES", seg, iss: seqNum(0) }, now, host.profile);
  return tcb.state !== "SYN-RECEIVED" && tcb.state !== "CLOSED" && tcb.state !== "LISTEN";
}

/** How many each of its two queues holds; Linux queues backlog + 1. */
const limitOf = ({ profile }: Host, { backlog }: Listener): number => backlog + profile.backlogExtra;

const isFull = (host: Host, listener: Listener): boolean =>
  listener.acceptQueue.length >= limitOf(host, listener);

/** The third ACK is ignored: this end stays in SYN-RECEIVED while the other believes in ESTABLISHED. */
function refuse({ host, seg, out }: Arrival, connection: Connection, listener: Listener): void {
  const limit = limitOf(host, listener);
  standsStill(out, connection);
  if (!host.profile.abortOnOverflow) {
    out.because.push(because("listener-accept-queue-full", { limit }));
    return;
  }
  out.because.push(because("listener-accept-queue-full-reset", { limit }));
  out.sent.push({ seg: resetFor(seg), again: false });
  take(host, connection, { ...connection.tcb, state: "LISTEN" }, out);
}

/** It was about this connection, and changed nothing of it. */
function standsStill(out: Outcome, { key, tcb }: Connection): void {
  out.connection = key;
  out.before = out.after = tcb;
}

/** `iss`: the ISN where the segment takes a 4-tuple over from TIME-WAIT; null = it does not. */
function arriveAtListener(arrival: Arrival, listener: Listener, iss: SeqNum | null): void {
  const { host, seg, now, out } = arrival;
  if ((seg.flags & (SYN | ACK | RST)) === SYN) {
    arriveSyn(arrival, listener, iss);
    return;
  }
  if (has(seg, ACK) && !has(seg, SYN | RST) && believesCookies(host, listener, now)) {
    const tcb = fromCookie(host, listener.tcb, seg, now);
    if (tcb) {
      acceptCookie(arrival, listener, tcb);
      return;
    }
    out.because.push(because("listener-cookie-invalid", { segAck: seg.ack }));
  }
  stepListener(arrival, listener, seqNum(0));
}

const believesCookies = ({ profile }: Host, { overflowedAt }: Listener, now: number): boolean =>
  profile.synCookies === "always" ||
  (profile.synCookies === "overflow" && overflowedAt !== null && now - overflowedAt < COOKIE_BELIEVED_MS);

function acceptCookie({ host, seg, now, out }: Arrival, listener: Listener, tcb: Tcb): void {
  out.because.push(because("listener-cookie-valid", { segAck: seg.ack, mss: tcb.mss }));
  if (isFull(host, listener)) {
    out.because.push(because("listener-accept-queue-full", { limit: limitOf(host, listener) }));
    return;
  }
  const connection = adopt(host, { ...tcb, state: "SYN-RECEIVED" }, { listener: listener.port });
  stepConnection(host, connection, { type: "SEGMENT ARRIVES", seg, iss: tcb.iss }, now, out);
}

/** A SYN needs a place in the SYN queue, and one that its connection could move to. */
function arriveSyn(arrival: Arrival, listener: Listener, iss: SeqNum | null): void {
  const { host, now, out } = arrival;
  const { profile } = host;
  const limit = limitOf(host, listener);
  if (isFull(host, listener)) {
    out.because.push(because("listener-accept-queue-full", { limit }));
    return;
  }
  const full = halfOpen(host, listener.port) >= limit;
  if (profile.synCookies === "always" || (full && profile.synCookies === "overflow")) {
    listener.overflowedAt = now;
    answerWithCookie(arrival, listener);
    return;
  }
  if (full) {
    out.because.push(because("listener-syn-queue-full", { limit }));
    return;
  }
  const child = stepListener(arrival, listener, iss ?? chooseIsn(arrival));
  if (child.state === "LISTEN") return;
  const connection = adopt(host, { ...child, state: "LISTEN" }, { listener: listener.port });
  take(host, connection, child, out);
  out.before = null;
}

const halfOpen = (host: Host, port: number): number => {
  let count = 0;
  for (const id in host.connections) {
    const one = host.connections[id] as Connection;
    if (one.listener === port && one.tcb.state === "SYN-RECEIVED") count++;
  }
  return count;
};

/** The listener's own TCB stays as it is: what comes of the step is its child's. */
function stepListener({ host, seg, now, out }: Arrival, { tcb }: Listener, iss: SeqNum): Tcb {
  const stepped = step(tcb, { type: "SEGMENT ARRIVES", seg, iss }, now, host.profile);
  for (const effect of stepped.effects) {
    if (effect.type === "send") out.sent.push(effect);
    else out.effects.push(effect);
  }
  out.because.push(...stepped.because);
  return stepped.tcb;
}

/** The SYN,ACK bears everything that has to be remembered in its sequence number; nothing is stored. */
function answerWithCookie(arrival: Arrival, listener: Listener): void {
  const { host, seg, now, out } = arrival;
  const iss = cookieIsn(host, seg, now);
  const ghost = newOutcome();
  stepListener({ ...arrival, out: ghost }, listener, iss);
  out.because.push(because("listener-cookie-sent", { iss }));
  out.sent.push(...ghost.sent);
}

const chooseIsn = ({ host, seg, now }: Arrival): SeqNum =>
  isn(host.isn, { local: seg.dst, remote: seg.src, now, count: host.opened, secret: host.secret });
