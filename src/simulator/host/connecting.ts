/** connect(): an active OPEN, and what Linux answers when it is asked again. */
import { issAfter } from "../tcp/arrives/time-wait.ts";
import { isn } from "../tcp/isn.ts";
import { newTcb } from "../tcp/open.ts";
import type { Address } from "../tcp/segment.ts";
import type { SeqNum } from "../tcp/seqnum.ts";
import { adopt, forget, stepConnection } from "./connection.ts";
import {
  type Connection,
  connectionAt,
  fail,
  type Host,
  type Outcome,
  type Socket,
  succeed,
} from "./host.ts";
import { applyOptions, profileFor } from "./options.ts";

/** Linux with tcp_tw_reuse: a TIME-WAIT this old may be taken over by an active open (tcp_tw_reuse_delay). */
const REUSE_AFTER_MS = 1_000;
/** Linux: ip_local_port_range ends here. */
const LAST_EPHEMERAL_PORT = 60_999;

interface Connect {
  readonly to: Address;
  readonly localPort?: number;
  readonly data?: string;
}

export function connect(
  host: Host,
  name: string,
  socket: Socket,
  call: Connect,
  now: number,
  out: Outcome,
): void {
  if (socket.kind === "listener") {
    fail(out, "EISCONN");
    return;
  }
  if (socket.kind === "connection") {
    connectAgain(host, name, socket, out);
    return;
  }
  const port = call.localPort ?? ephemeralPort(host, call.to);
  if (port === null) {
    fail(out, "EADDRNOTAVAIL");
    return;
  }
  const local = { ip: host.ip, port };
  const old = connectionAt(host, local, call.to);
  const reused = old ? takeOver(host, old, call.localPort !== undefined, now) : null;
  if (old && reused === null) {
    fail(out, "EADDRNOTAVAIL");
    return;
  }
  const iss =
    reused ?? isn(host.isn, { local, remote: call.to, now, count: host.opened, secret: host.secret });
  const tcb = newTcb(local, call.to, profileFor(host.profile, socket.options));
  const connection = adopt(host, tcb, { connecting: true });
  applyOptions(connection.tcb, socket.options, host.profile);
  host.sockets[name] = { kind: "connection", connection: connection.id, options: socket.options };
  stepConnection(host, connection, { type: "OPEN", active: true, iss, data: call.data ?? "" }, now, out);
  fail(out, "EINPROGRESS");
}

/** The next port whose 4-tuple is free; null = the range was gone through, for no port is chosen twice. */
function ephemeralPort(host: Host, to: Address): number | null {
  while (host.nextPort <= LAST_EPHEMERAL_PORT) {
    const port = host.nextPort++;
    if (connectionAt(host, { ip: host.ip, port }, to) === null) return port;
  }
  return null;
}

/** The first call after the attempt has ended learns how it ended; after a failure the socket may try anew. */
function connectAgain(host: Host, name: string, socket: Socket & { kind: "connection" }, out: Outcome): void {
  const connection = host.connections[socket.connection];
  if (!connection?.connecting) {
    fail(out, "EISCONN");
    return;
  }
  const { state } = connection.tcb;
  if (state === "SYN-SENT" || state === "SYN-RECEIVED") {
    fail(out, "EALREADY");
    return;
  }
  connection.connecting = false;
  if (state !== "CLOSED") {
    succeed(out, "ok");
    return;
  }
  host.sockets[name] = { kind: "new", options: socket.options };
  delete host.connections[connection.id];
  fail(out, connection.error ?? "ECONNABORTED");
}

/**
 * Timestamps tell the incarnations apart, so a TIME-WAIT gives way: at once to a program that asks for this very
 * port, and after a second, with tcp_tw_reuse=1, to one that leaves the choice to the system.
 */
function takeOver(host: Host, old: Connection, asked: boolean, now: number): SeqNum | null {
  const { tcb } = old;
  const { profile } = host;
  if (tcb.state !== "TIME-WAIT" || !tcb.agreed.timestamps) return null;
  const age = now - ((tcb.timers["TIME-WAIT"] ?? 0) - profile.timeWaitMs);
  const may = (asked && profile.timeWait === "linux") || (profile.reusesTimeWait && age >= REUSE_AFTER_MS);
  if (!may) return null;
  forget(host, old);
  return issAfter(tcb);
}
