/** setsockopt: the options that change what a learner sees. */
import type { Profile } from "../tcp/profile.ts";
import type { Tcb } from "../tcp/tcb.ts";
import { startTimer, stopTimer, type Turn } from "../tcp/turn.ts";
import { stepConnection } from "./connection.ts";
import type { Connection, Host, Listener, Options, Outcome, Socket } from "./host.ts";
import type { SocketOption } from "./socket.ts";

const SECOND_MS = 1_000;
/** Linux: TCP_FIN_TIMEOUT_MAX. */
const LINGER2_MAX_MS = 120_000;
/** Linux's defaults for the three numbers of keep-alive (RFC 9293 §3.8.4 asks for two hours at least). */
const KEEPALIVE = { idleMs: 7_200_000, intervalMs: 75_000, count: 9 };

export function setOption(
  host: Host,
  name: string,
  socket: Socket,
  { option, value }: { option: SocketOption; value: number },
  now: number,
  out: Outcome,
): void {
  const options = { ...socket.options, [option]: value };
  host.sockets[name] = { ...socket, options };
  out.result = { ok: true, value: "ok" };
  if (socket.kind === "listener") {
    setOnListener(host, socket.port, options);
    return;
  }
  if (socket.kind !== "connection") return;
  const connection = host.connections[socket.connection] as Connection;
  const tcb = { ...connection.tcb, timers: { ...connection.tcb.timers } };
  applyOptions(tcb, options, host.profile);
  if (OF_IDLENESS.includes(option)) timeKeepalive({ ...out, tcb, now, profile: host.profile });
  connection.tcb = tcb;
  out.connection = connection.key;
  if (tcb.noDelay && tcb.queue !== "") stepConnection(host, connection, { type: "PUSH" }, now, out);
}

/** What says whether, and after how long a silence, the peer is probed. Other options leave the timer as it runs. */
const OF_IDLENESS: readonly SocketOption[] = ["SO_KEEPALIVE", "TCP_KEEPIDLE"];

/** RFC 9293 §3.8.4: the time counts from the last segment that was heard. */
function timeKeepalive(t: Turn): void {
  const { tcb, now } = t;
  if (!tcb.keepalive) stopTimer(t, "KEEPALIVE");
  else if (tcb.state !== "SYN-SENT" && tcb.state !== "CLOSED" && tcb.state !== "TIME-WAIT")
    startTimer(t, "KEEPALIVE", Math.max(0, tcb.heardAt + tcb.keepalive.idleMs - now));
}

/** A listener's options are those of every connection that it will make. */
function setOnListener(host: Host, port: number, options: Options): void {
  const listener = host.listeners[port] as Listener;
  const tcb = { ...listener.tcb };
  applyOptions(tcb, options, host.profile);
  const defer = deferTimeouts(options.TCP_DEFER_ACCEPT ?? 0, host.profile.initialRtoMs);
  host.listeners[port] = { ...listener, tcb, deferTimeouts: defer };
}

/** TCP_DEFER_ACCEPT is given in seconds and kept as a number of SYN,ACK timeouts (Linux's secs_to_retrans). */
export function deferTimeouts(seconds: number, firstMs: number): number {
  let count = 0;
  for (let sum = 0, timeout = firstMs / SECOND_MS; sum < seconds; timeout *= 2) {
    sum += timeout;
    count++;
  }
  return count;
}

/** What options mean for a TCB; those that belong to the listener or the profile are read elsewhere. */
export function applyOptions(tcb: Tcb, options: Options, profile: Profile): void {
  tcb.noDelay = options.TCP_NODELAY === 1;
  tcb.synRetries = options.TCP_SYNCNT ?? profile.synRetries;
  tcb.finWait2Ms = finWait2Of(options.TCP_LINGER2, profile);
  tcb.userTimeoutMs = options.TCP_USER_TIMEOUT || profile.userTimeoutMs;
  tcb.keepalive = options.SO_KEEPALIVE === 1 ? keepaliveOf(options) : profile.keepalive;
}

/** Negative = an orphan does not enter FIN-WAIT-2 at all; 0 or nothing = the system's number. */
function finWait2Of(seconds: number | undefined, profile: Profile): number | null {
  if (!seconds) return profile.finWait2Ms;
  return seconds < 0 ? seconds : Math.min(seconds * SECOND_MS, LINGER2_MAX_MS);
}

const keepaliveOf = (options: Options) => ({
  idleMs: options.TCP_KEEPIDLE === undefined ? KEEPALIVE.idleMs : options.TCP_KEEPIDLE * SECOND_MS,
  intervalMs: options.TCP_KEEPINTVL === undefined ? KEEPALIVE.intervalMs : options.TCP_KEEPINTVL * SECOND_MS,
  count: options.TCP_KEEPCNT ?? KEEPALIVE.count,
});

/** SO_RCVBUF leaves room for whole segments. */
export function profileFor(profile: Profile, options: Options): Profile {
  const buffer = options.SO_RCVBUF;
  if (buffer === undefined) return profile;
  const receiveBuffer = Math.max(
    Math.floor(buffer / profile.mss) * profile.mss,
    Math.min(buffer, profile.mss),
  );
  // Linux doubles what it is asked for, because its own records take their part.
  const receiveMemory = profile.receiveBufferIsMemory ? 2 * buffer : null;
  return { ...profile, receiveBuffer, receiveMemory };
}
