/** Socket calls, and what the program gets back: never waiting, as with O_NONBLOCK. */
import type { Event } from "../tcp/event.ts";
import { because } from "../tcp/rules.ts";
import { connect } from "./connecting.ts";
import { release, stepConnection } from "./connection.ts";
import { type Connection, fail, type Host, newOutcome, type Outcome, type Socket, succeed } from "./host.ts";
import { accept, listen, onListener } from "./listening.ts";
import { setOption } from "./options.ts";
import type { Errno, SocketCall } from "./socket.ts";
import { bindUdp, onUdp, receiveFrom, sendTo } from "./udp.ts";

/**
 * The program calls its socket `name` at `now`.
 *
 * Writes on `host`. A call that fails says so in `result`, and may yet have done something: EINPROGRESS has sent a
 * SYN, a port is not chosen twice, and a pending error is forgotten once it was told.
 *
 * @param now milliseconds of simulated time, never less than at the call before
 */
export function perform(host: Host, name: string, call: SocketCall, now: number): Outcome {
  const out = newOutcome();
  const socket: Socket = host.sockets[name] ?? { kind: "new", options: {} };
  switch (call.op) {
    case "bind udp":
      bindUdp(host, name, socket, call.port, out);
      return out;
    case "send to":
      sendTo(host, name, socket, call, out);
      return out;
    case "receive from":
      receiveFrom(host, name, socket, out);
      return out;
  }
  if (socket.kind === "udp") {
    onUdp(host, name, call, out);
    return out;
  }
  switch (call.op) {
    case "listen":
      listen(host, name, socket, call, out);
      break;
    case "connect":
      connect(host, name, socket, call, now, out);
      break;
    case "accept":
      accept(host, socket, call.as, out);
      break;
    case "set option":
      setOption(host, name, socket, call, now, out);
      break;
    default:
      if (socket.kind === "listener") onListener(host, name, socket.port, call, now, out);
      else if (socket.kind === "connection") onConnection(host, name, socket.connection, call, now, out);
      else onNew(host, name, socket, call, out);
  }
  return out;
}

/** A socket that was never connected, or is no longer: an error may still wait to be told. */
function onNew(
  host: Host,
  name: string,
  socket: Socket & { kind: "new" },
  call: SocketCall,
  out: Outcome,
): void {
  const error = socket.error ?? null;
  switch (call.op) {
    case "get error":
      host.sockets[name] = { kind: "new", options: socket.options };
      succeed(out, error ?? "ok");
      return;
    case "close":
    case "abort":
      delete host.sockets[name];
      succeed(out, "ok");
      return;
    case "send":
    case "receive":
      host.sockets[name] = { kind: "new", options: socket.options };
      fail(out, error ?? (call.op === "send" ? "EPIPE" : "ENOTCONN"));
      return;
    default:
      fail(out, "ENOTCONN");
      return;
  }
}

interface At {
  readonly host: Host;
  readonly connection: Connection;
  readonly now: number;
  readonly out: Outcome;
}

function onConnection(
  host: Host,
  name: string,
  id: string,
  call: SocketCall,
  now: number,
  out: Outcome,
): void {
  const connection = host.connections[id];
  if (!connection) {
    fail(out, "EBADF");
    return;
  }
  out.connection = connection.key;
  out.before = out.after = connection.tcb;
  const at: At = { host, connection, now, out };
  switch (call.op) {
    case "send":
      sendOn(at, call.data);
      return;
    case "receive":
      receiveOn(at, call.max ?? Number.MAX_SAFE_INTEGER);
      return;
    case "shutdown":
      shutdownOn(at, name);
      return;
    case "close":
    case "abort":
      closeOn(at, name, call.op);
      return;
    case "get error": {
      const { error } = connection;
      connection.error = null;
      succeed(out, error ?? "ok");
      return;
    }
    default:
      fail(out, "EINVAL");
      return;
  }
}

const happen = ({ host, connection, now, out }: At, event: Event): void =>
  stepConnection(host, connection, event, now, out);

/** An error is reported once; after it, and after shutdown(), every send is EPIPE. */
function sendOn(at: At, data: string): void {
  const { host, connection, out } = at;
  if (connection.error) {
    report(connection, out);
    return;
  }
  const { state, closing, queue } = connection.tcb;
  if (state === "SYN-SENT" || state === "SYN-RECEIVED") {
    if (!host.profile.queuesBeforeOpen) {
      fail(out, "EAGAIN");
      return;
    }
  } else if (state !== "ESTABLISHED" && state !== "CLOSE-WAIT") {
    fail(out, "EPIPE");
    return;
  }
  if (closing) {
    fail(out, "EPIPE");
    return;
  }
  if (queue.length + data.length > SEND_BUFFER) {
    fail(out, "EAGAIN");
    return;
  }
  happen(at, { type: "SEND", data });
  succeed(out, data.length);
}

/** Octets that may wait to be sent, per connection. */
const SEND_BUFFER = 1_000_000;

/** What has arrived comes first, then a pending error, then the end. */
function receiveOn(at: At, max: number): void {
  const { connection, out } = at;
  const { unread, eof, state } = connection.tcb;
  if (unread !== "") {
    happen(at, { type: "RECEIVE", max });
    const data = unread.slice(0, max);
    succeed(out, data.length, data);
    return;
  }
  if (eof) {
    succeed(out, "EOF");
    return;
  }
  if (connection.error) {
    report(connection, out);
    return;
  }
  if (state === "CLOSED" || state === "LISTEN") {
    succeed(out, "EOF");
    return;
  }
  fail(out, "EAGAIN");
}

function report(connection: Connection, out: Outcome): void {
  fail(out, connection.error as Errno);
  connection.error = null;
}

/** shutdown(SHUT_WR). In SYN-SENT it gives the attempt up, and the socket is as if it had never been connected. */
function shutdownOn(at: At, name: string): void {
  const { host, connection, out } = at;
  const { state } = connection.tcb;
  if (state === "CLOSED" || state === "LISTEN" || state === "TIME-WAIT") {
    fail(out, "ENOTCONN");
    return;
  }
  connection.connecting = false;
  happen(at, { type: "CLOSE" });
  succeed(out, "ok");
  if (state !== "SYN-SENT") return;
  host.sockets[name] = { kind: "new", options: host.sockets[name]?.options ?? {}, error: "ECONNRESET" };
  connection.inUse = false;
  release(host, connection);
}

function closeOn(at: At, name: string, op: "close" | "abort"): void {
  const { host, connection, out } = at;
  const linger = host.sockets[name]?.options.SO_LINGER;
  delete host.sockets[name];
  connection.inUse = false;
  const { state } = connection.tcb;
  if (state === "CLOSED" || state === "LISTEN") delete host.connections[connection.id];
  else if (op === "close" && linger !== 0) happen(at, { type: "CLOSE AND FORGET" });
  else if (state === "TIME-WAIT" && host.profile.timeWait === "linux") {
    // Linux keeps TIME-WAIT apart from the socket: there is nothing left that could be aborted.
    out.because.push(because("close-again", { state }));
  } else happen(at, { type: "ABORT" });
  succeed(out, "ok");
}
