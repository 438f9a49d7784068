/** A segment reaches this machine: to which connection, which listener, or nobody? */
import { arrivesClosed, resetFor } from "../tcp/arrives/closed.ts";
import { reopens } from "../tcp/arrives/time-wait.ts";
import { isn } from "../tcp/isn.ts";
import { because } from "../tcp/rules.ts";
import { ACK, has, len, RST, type Segment, SYN } from "../tcp/segment.ts";
import { type SeqNum, seqNum } from "../tcp/seqnum.ts";
import { step } from "../tcp/step.ts";
import { adopt, forget, stepConnection, take } from "./connection.ts";
import { cookieIsn, fromCookie } from "./cookie.ts";
import { type Connection, connectionAt, type Host, type Listener, newOutcome, type Outcome } from "./host.ts";
import { arriveUdp } from "./udp.ts";

/** How long after an overflow of the SYN queue a cookie is still believed (Linux: two of its minute ticks). */
const COOKIE_BELIEVED_MS = 120_000;

export function arrive(host: Host, seg: Segment, now: number): Outcome {
  const out = newOutcome();
  if (seg.protocol === "udp") {
    arriveUdp(host, seg, out);
    return out;
  }
  if (seg.corrupted && host.profile.checksum) {
    out.because.push(because("checksum-bad"));
    return out;
  }
  let connection = connectionAt(host, seg.dst, seg.src);
  const reopening =
    connection && host.listeners[seg.dst.port] ? reopens(connection.tcb, seg, host.profile) : null;
  if (connection && reopening) {
    out.because.push(reopening.because);
    forget(host, connection);
    connection = null;
  }
  if (connection && isRequestOfClosedListener(host, connection)) {
    take(host, connection, { ...connection.tcb, state: "CLOSED" }, out);
    connection = null;
  }
  if (connection) arriveAtConnection(host, connection, seg, now, out);
  else if (host.listeners[seg.dst.port] && seg.dst.ip === host.ip) {
    arriveAtListener(host, host.listeners[seg.dst.port] as Listener, seg, now, out, reopening?.iss ?? null);
  } else answerClosed(seg, out);
  return out;
}

function answerClosed(seg: Segment, out: Outcome): void {
  const { reply, because: reason } = arrivesClosed(seg);
  out.because.push(reason);
  if (reply) out.sent.push({ seg: reply, again: false });
}

/** A half-open connection dies with its listener, silently, when the next segment comes (Linux). */
const isRequestOfClosedListener = (host: Host, { tcb, listener }: Connection): boolean =>
  tcb.state === "SYN-RECEIVED" && listener !== null && !host.listeners[listener];

/** The step is tried first; the listener's queues may then refuse the handshake that it would complete. */
function arriveAtConnection(
  host: Host,
  connection: Connection,
  seg: Segment,
  now: number,
  out: Outcome,
): void {
  const listener = connection.listener === null ? undefined : host.listeners[connection.listener];
  if (connection.tcb.state === "SYN-RECEIVED" && listener && completes(host, connection, seg, now)) {
    if (isFull(host, listener)) {
      refuse(host, connection, listener, seg, out);
      return;
    }
    if (defers(connection, listener, seg)) {
      connection.deferred = true;
      out.connection = connection.key;
      out.before = out.after = connection.tcb;
      out.because.push(because("listener-defers"));
      return;
    }
  }
  stepConnection(host, connection, { type: "SEGMENT ARRIVES", seg, iss: seqNum(0) }, now, out);
}

function completes(host: Host, connection: Connection, seg: Segment, now: number): boolean {
  const { tcb } = step(connection.tcb, { type: "SEGMENT ARRIVES", seg, iss: seqNum(0) }, now, host.profile);
  return tcb.state !== "SYN-RECEIVED" && tcb.state !== "CLOSED" && tcb.state !== "LISTEN";
}

/** How many each of its two queues holds; Linux queues backlog + 1. */
const limitOf = ({ profile }: Host, { backlog }: Listener): number => backlog + profile.backlogExtra;

const isFull = (host: Host, listener: Listener): boolean =>
  listener.acceptQueue.length >= limitOf(host, listener);

const defers = (connection: Connection, { deferTimeouts }: Listener, seg: Segment): boolean =>
  connection.tcb.timeouts < deferTimeouts && len(seg) === 0;

/** The third ACK is ignored: this end stays in SYN-RECEIVED while the other believes in ESTABLISHED. */
function refuse(host: Host, connection: Connection, listener: Listener, seg: Segment, out: Outcome): void {
  const limit = limitOf(host, listener);
  out.connection = connection.key;
  out.before = out.after = connection.tcb;
  if (!host.profile.abortOnOverflow) {
    out.because.push(because("listener-accept-queue-full", { limit }));
    return;
  }
  out.because.push(because("listener-accept-queue-full-reset", { limit }));
  out.sent.push({ seg: resetFor(seg), again: false });
  take(host, connection, { ...connection.tcb, state: "LISTEN" }, out);
}

function arriveAtListener(
  host: Host,
  listener: Listener,
  seg: Segment,
  now: number,
  out: Outcome,
  iss: SeqNum | null,
): void {
  if ((seg.flags & (SYN | ACK | RST)) === SYN) {
    arriveSyn(host, listener, seg, now, out, iss);
    return;
  }
  if (has(seg, ACK) && !has(seg, SYN | RST) && believesCookies(host, listener, now)) {
    const tcb = fromCookie(host, seg, now);
    if (tcb) {
      out.because.push(because("listener-cookie-valid", { segAck: seg.ack, mss: tcb.mss }));
      if (isFull(host, listener)) {
        out.because.push(because("listener-accept-queue-full", { limit: limitOf(host, listener) }));
        return;
      }
      const connection = adopt(host, { ...tcb, state: "SYN-RECEIVED" }, { listener: listener.port });
      stepConnection(host, connection, { type: "SEGMENT ARRIVES", seg, iss: tcb.iss }, now, out);
      return;
    }
    out.because.push(because("listener-cookie-invalid", { segAck: seg.ack }));
  }
  stepListener(host, listener, seg, now, out, seqNum(0));
}

const believesCookies = ({ profile }: Host, { overflowedAt }: Listener, now: number): boolean =>
  profile.synCookies === "always" ||
  (profile.synCookies === "overflow" && overflowedAt !== null && now - overflowedAt < COOKIE_BELIEVED_MS);

/** A SYN needs a place in the SYN queue, and one that its connection could move to. */
function arriveSyn(
  host: Host,
  listener: Listener,
  seg: Segment,
  now: number,
  out: Outcome,
  iss: SeqNum | null,
): void {
  const { profile } = host;
  const limit = limitOf(host, listener);
  if (isFull(host, listener)) {
    out.because.push(because("listener-accept-queue-full", { limit }));
    return;
  }
  const full = halfOpen(host, listener.port) >= limit;
  if (profile.synCookies === "always" || (full && profile.synCookies === "overflow")) {
    listener.overflowedAt = now;
    answerWithCookie(host, listener, seg, now, out);
    return;
  }
  if (full) {
    out.because.push(because("listener-syn-queue-full", { limit }));
    return;
  }
  const child = stepListener(host, listener, seg, now, out, iss ?? chooseIsn(host, seg, now));
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

function stepListener(host: Host, { tcb }: Listener, seg: Segment, now: number, out: Outcome, iss: SeqNum) {
  const stepped = step(tcb, { type: "SEGMENT ARRIVES", seg, iss }, now, host.profile);
  for (const effect of stepped.effects) {
    if (effect.type === "send") out.sent.push(effect);
    else out.effects.push(effect);
  }
  out.because.push(...stepped.because);
  return stepped.tcb;
}

/** The SYN,ACK bears everything that has to be remembered in its sequence number; nothing is stored. */
function answerWithCookie(host: Host, listener: Listener, seg: Segment, now: number, out: Outcome): void {
  const iss = cookieIsn(host, seg, now);
  const ghost = newOutcome();
  stepListener(host, listener, seg, now, ghost, iss);
  out.because.push(because("listener-cookie-sent", { iss }));
  out.sent.push(...ghost.sent);
}

function chooseIsn(host: Host, seg: Segment, now: number): SeqNum {
  return isn(host.isn, { local: seg.dst, remote: seg.src, now, count: host.opened, secret: host.secret });
}

/** A timer of one of this host's connections ran out. */
export function expire(
  host: Host,
  connection: Connection,
  timer: keyof Connection["tcb"]["timers"],
  now: number,
): Outcome {
  const out = newOutcome();
  if (isRequestOfClosedListener(host, connection)) {
    take(host, connection, { ...connection.tcb, state: "CLOSED" }, out);
    out.because.push(because("listener-closed"));
    return out;
  }
  if (connection.deferred && timer === "RETRANSMISSION" && waitsOn(host, connection)) {
    // The client has acknowledged: repeating the SYN,ACK would tell it nothing (Linux's syn_ack_recalc).
    const tcb = connection.tcb;
    const rtoMs = tcb.rtt.rtoMs * 2;
    const waiting = {
      ...tcb,
      timeouts: tcb.timeouts + 1,
      rtt: { ...tcb.rtt, rtoMs },
      timers: { ...tcb.timers, RETRANSMISSION: now + rtoMs },
    };
    take(host, connection, waiting, out);
    out.effects.push({ type: "start timer", timer, ms: rtoMs });
    out.because.push(because("listener-defers"));
    return out;
  }
  stepConnection(host, connection, { type: "TIMEOUT", timer }, now, out);
  return out;
}

const waitsOn = (host: Host, { listener, tcb }: Connection): boolean =>
  listener !== null && tcb.timeouts < (host.listeners[listener]?.deferTimeouts ?? 0) - 1;
