/** listen() and accept(), and what else may be asked of a listener. */
import { newTcb } from "../tcp/open.ts";
import { because } from "../tcp/rules.ts";
import { seqNum } from "../tcp/seqnum.ts";
import { step } from "../tcp/step.ts";
import { changed, stepConnection } from "./connection.ts";
import {
  type Connection,
  fail,
  type Host,
  liveConnections,
  type Outcome,
  type Socket,
  succeed,
} from "./host.ts";
import { applyOptions, deferTimeouts, profileFor } from "./options.ts";
import type { SocketCall } from "./socket.ts";

/** For a program that names no number: SOMAXCONN, as the headers of most systems had it for decades. */
const DEFAULT_BACKLOG = 128;

export function listen(
  host: Host,
  name: string,
  socket: Socket,
  call: { port: number; backlog?: number },
  out: Outcome,
): void {
  // The call stands for bind() and listen(), and nothing is bound twice.
  if (socket.kind !== "new") {
    fail(out, "EINVAL");
    return;
  }
  if (host.listeners[call.port] || isHeldByOld(host, call.port, socket)) {
    fail(out, "EADDRINUSE");
    return;
  }
  const profile = profileFor(host.profile, socket.options);
  const closed = newTcb({ ip: host.ip, port: call.port }, null, profile);
  applyOptions(closed, socket.options, host.profile);
  const { tcb, because: reasons } = step(closed, { type: "OPEN", active: false, iss: seqNum(0) }, 0, profile);
  host.listeners[call.port] = {
    port: call.port,
    backlog: call.backlog ?? DEFAULT_BACKLOG,
    tcb,
    acceptQueue: [],
    deferTimeouts: deferTimeouts(socket.options.TCP_DEFER_ACCEPT ?? 0, profile.initialRtoMs),
    overflowedAt: null,
  };
  host.sockets[name] = { kind: "listener", port: call.port, options: socket.options };
  changed(out, `*:${call.port}`, "CLOSED", "LISTEN");
  out.because.push(...reasons);
  succeed(out, "ok");
}

/** Without SO_REUSEADDR even a TIME-WAIT keeps a port. A socket that says nothing has it set. */
function isHeldByOld(host: Host, port: number, { options }: Socket): boolean {
  if (options.SO_REUSEADDR !== 0) return false;
  return liveConnections(host).some(({ tcb }) => tcb.local.port === port);
}

export function accept(host: Host, socket: Socket, as: string, out: Outcome): void {
  const listener = socket.kind === "listener" ? host.listeners[socket.port] : undefined;
  if (!listener) {
    fail(out, "EINVAL");
    return;
  }
  const [id, ...rest] = listener.acceptQueue;
  if (id === undefined) {
    fail(out, "EAGAIN");
    return;
  }
  listener.acceptQueue = rest;
  const connection = host.connections[id] as Connection;
  connection.inUse = true;
  connection.listener = null;
  host.sockets[as] = { kind: "connection", connection: id, options: socket.options };
  out.connection = connection.key;
  out.before = out.after = connection.tcb;
  out.because.push(because("listener-accepted"));
  succeed(out, "ok");
}

export function onListener(
  host: Host,
  name: string,
  port: number,
  call: SocketCall,
  now: number,
  out: Outcome,
): void {
  switch (call.op) {
    case "get error":
    case "shutdown":
      succeed(out, "ok");
      return;
    case "send":
      fail(out, "EPIPE");
      return;
    case "close":
    case "abort":
      closeListener(host, name, port, now, out);
      return;
    default:
      fail(out, "ENOTCONN");
      return;
  }
}

/** What nobody accepted is aborted; half-open connections are forgotten when their next segment comes. */
function closeListener(host: Host, name: string, port: number, now: number, out: Outcome): void {
  const listener = host.listeners[port];
  delete host.sockets[name];
  delete host.listeners[port];
  succeed(out, "ok");
  if (!listener) return;
  changed(out, `*:${port}`, "LISTEN", "CLOSED");
  out.because.push(because("close-listen"));
  for (const id of listener.acceptQueue) {
    const connection = host.connections[id];
    if (!connection) continue;
    out.because.push(because("listener-closed"));
    stepConnection(host, connection, { type: "ABORT" }, now, out);
    delete host.connections[id];
  }
}
