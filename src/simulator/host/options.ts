/** setsockopt: the options that change what a learner sees. */
import type { Profile } from "../tcp/profile.ts";
import type { Tcb } from "../tcp/tcb.ts";
import type { Connection, Host, Options, Outcome, Socket } from "./host.ts";
import type { SocketOption } from "./socket.ts";

const SECOND_MS = 1_000;
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
  if (socket.kind !== "connection") return;
  const connection = host.connections[socket.connection] as Connection;
  const tcb = { ...connection.tcb, timers: { ...connection.tcb.timers } };
  applyOptions(tcb, options, host.profile);
  if (tcb.keepalive && tcb.state === "ESTABLISHED") {
    tcb.timers.KEEPALIVE = Math.max(now, tcb.heardAt + tcb.keepalive.idleMs);
  } else if (!tcb.keepalive) tcb.timers.KEEPALIVE = null;
  connection.tcb = tcb;
  out.connection = connection.key;
}

/** What options mean for a TCB; those that belong to the listener or the profile are read elsewhere. */
export function applyOptions(tcb: Tcb, options: Options, profile: Profile): void {
  tcb.noDelay = options.TCP_NODELAY === 1;
  tcb.synRetries = options.TCP_SYNCNT ?? profile.synRetries;
  tcb.userTimeoutMs = options.TCP_USER_TIMEOUT || profile.userTimeoutMs;
  tcb.keepalive = options.SO_KEEPALIVE === 1 ? keepaliveOf(options) : profile.keepalive;
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
  const receiveBuffer = Math.max(Math.floor(buffer / profile.mss) * profile.mss, Math.min(buffer, profile.mss));
  return { ...profile, receiveBuffer };
}
