/** Socket calls, and what the program gets back: never waiting, as with O_NONBLOCK. */
import type { Event } from "../tcp/event.ts";
import { isn } from "../tcp/isn.ts";
import { newTcb } from "../tcp/open.ts";
import { because } from "../tcp/rules.ts";
import type { Address } from "../tcp/segment.ts";
import { add, type SeqNum, seqNum } from "../tcp/seqnum.ts";
import { step } from "../tcp/step.ts";
import type { State } from "../tcp/tcb.ts";
import { changed, stepConnection, take } from "./connection.ts";
import { type Connection, connectionKey, type Host, newOutcome, type Outcome, type Socket } from "./host.ts";
import { applyOptions, profileFor, setOption } from "./options.ts";
import type { Errno, SocketCall } from "./socket.ts";

/** Linux: tcp_max_syn_backlog and somaxconn leave this much to a program that names no number. */
const DEFAULT_BACKLOG = 128;
/** Linux with tcp_tw_reuse: a TIME-WAIT this old may be taken over by an active open. */
const REUSE_AFTER_MS = 1_000;
const REUSE_GAP = 65_537;

export function perform(host: Host, name: string, call: SocketCall, now: number): Outcome {
  const out = newOutcome();
  const socket: Socket = host.sockets[name] ?? { kind: "new", options: {} };
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
      else if (call.op === "get error") succeed(out, "ok");
      else if (call.op === "close" || call.op === "abort") closeNew(host, name, out);
      else fail(out, "ENOTCONN");
  }
  return out;
}

function succeed(out: Outcome, value: "ok" | "EOF" | number | Errno, data?: string): void {
  out.result = data === undefined ? { ok: true, value } : { ok: true, value, data };
}

function fail(out: Outcome, errno: Errno): void {
  out.result = { ok: false, errno };
}

function closeNew(host: Host, name: string, out: Outcome): void {
  delete host.sockets[name];
  succeed(out, "ok");
}

function listen(host: Host, name: string, socket: Socket, call: { port: number; backlog?: number }, out: Outcome): void {
  if (socket.kind === "connection") return fail(out, "EINVAL");
  if (host.listeners[call.port]) return fail(out, "EADDRINUSE");
  const profile = profileFor(host.profile, socket.options);
  const { tcb, because: reasons } = step(
    newTcb({ ip: host.ip, port: call.port }, null, profile),
    { type: "OPEN", active: false, iss: seqNum(0) },
    0,
    profile,
  );
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

/** TCP_DEFER_ACCEPT is given in seconds and kept as a number of SYN,ACK timeouts (Linux's secs_to_retrans). */
function deferTimeouts(seconds: number, firstMs: number): number {
  let count = 0;
  for (let sum = 0, timeout = firstMs / 1_000; sum < seconds; timeout *= 2) {
    sum += timeout;
    count++;
  }
  return count;
}

function connect(
  host: Host,
  name: string,
  socket: Socket,
  call: { to: Address; localPort?: number },
  now: number,
  out: Outcome,
): void {
  if (socket.kind === "listener") return fail(out, "EISCONN");
  if (socket.kind === "connection") return connectAgain(host, socket.connection, out);
  const local = { ip: host.ip, port: call.localPort ?? host.nextPort++ };
  const key = connectionKey(local, call.to);
  const old = host.connections[host.tuples[key] ?? ""];
  const reused = old ? takeOver(host, old, now) : null;
  if (old && reused === null) return fail(out, "EADDRNOTAVAIL");
  const iss = reused ?? isn(host.isn, { local, remote: call.to, now, count: host.opened, secret: host.secret });
  const profile = profileFor(host.profile, socket.options);
  const connection: Connection = {
    id: `${key}#${host.opened++}`,
    key,
    tcb: newTcb(local, call.to, profile),
    listener: null,
    deferred: false,
    error: null,
    inUse: true,
  };
  applyOptions(connection.tcb, socket.options, host.profile);
  host.connections[connection.id] = connection;
  host.tuples[key] = connection.id;
  host.sockets[name] = { kind: "connection", connection: connection.id, options: socket.options };
  stepConnection(host, connection, { type: "OPEN", active: true, iss }, now, out);
  fail(out, "EINPROGRESS");
}

function connectAgain(host: Host, id: string, out: Outcome): void {
  const state = host.connections[id]?.tcb.state;
  fail(out, state === "SYN-SENT" || state === "SYN-RECEIVED" ? "EALREADY" : "EISCONN");
}

/** tcp_tw_reuse: timestamps tell the incarnations apart, so a TIME-WAIT older than a second gives way. */
function takeOver(host: Host, old: Connection, now: number): SeqNum | null {
  const { tcb } = old;
  const started = (tcb.timers["TIME-WAIT"] ?? 0) - host.profile.timeWaitMs;
  const may = tcb.state === "TIME-WAIT" && host.profile.reusesTimeWait && tcb.agreed.timestamps;
  if (!may || now - started < REUSE_AFTER_MS) return null;
  delete host.tuples[old.key];
  if (!old.inUse) delete host.connections[old.id];
  return add(tcb.snd.nxt, REUSE_GAP);
}

function accept(host: Host, socket: Socket, as: string, out: Outcome): void {
  const listener = socket.kind === "listener" ? host.listeners[socket.port] : undefined;
  if (!listener) return fail(out, "EINVAL");
  const [id, ...rest] = listener.acceptQueue;
  if (id === undefined) return fail(out, "EAGAIN");
  listener.acceptQueue = rest;
  const connection = host.connections[id] as Connection;
  connection.inUse = true;
  connection.listener = null;
  host.sockets[as] = { kind: "connection", connection: id, options: {} };
  out.connection = connection.key;
  out.before = out.after = connection.tcb;
  succeed(out, "ok");
}

function onListener(host: Host, name: string, port: number, call: SocketCall, now: number, out: Outcome): void {
  if (call.op === "get error") return succeed(out, "ok");
  if (call.op !== "close" && call.op !== "abort") return fail(out, call.op === "shutdown" ? "EOPNOTSUPP" : "ENOTCONN");
  const listener = host.listeners[port];
  delete host.sockets[name];
  delete host.listeners[port];
  succeed(out, "ok");
  if (!listener) return;
  changed(out, `*:${port}`, "LISTEN", "CLOSED");
  out.because.push(because("close-listen"));
  // What nobody accepted is aborted; half-open connections are forgotten when their next segment comes.
  for (const id of listener.acceptQueue) {
    const connection = host.connections[id];
    if (!connection) continue;
    out.because.push(because("listener-closed"));
    stepConnection(host, connection, { type: "ABORT" }, now, out);
    delete host.connections[id];
  }
}

function onConnection(host: Host, name: string, id: string, call: SocketCall, now: number, out: Outcome): void {
  const connection = host.connections[id];
  if (!connection) return fail(out, "EBADF");
  out.connection = connection.key;
  out.before = out.after = connection.tcb;
  const at: At = { host, connection, now, out };
  switch (call.op) {
    case "send":
      return sendOn(at, call.data);
    case "receive":
      return receiveOn(at, call.max ?? Number.MAX_SAFE_INTEGER);
    case "shutdown":
      if (connection.tcb.state === "CLOSED" || connection.tcb.state === "TIME-WAIT") return fail(out, "ENOTCONN");
      happen(at, { type: "CLOSE" });
      return succeed(out, "ok");
    case "close":
    case "abort":
      return closeOn(at, name, call.op);
    case "get error": {
      const { error } = connection;
      connection.error = null;
      return succeed(out, error ?? "ok");
    }
    default:
      return fail(out, "EINVAL");
  }
}

interface At {
  readonly host: Host;
  readonly connection: Connection;
  readonly now: number;
  readonly out: Outcome;
}

const happen = ({ host, connection, now, out }: At, event: Event): void =>
  stepConnection(host, connection, event, now, out);

/** An error is reported once; after it, and after shutdown(), every send is EPIPE. */
function sendOn(at: At, data: string): void {
  const { host, connection, out } = at;
  if (connection.error) return report(connection, out);
  const { state, closing } = connection.tcb;
  const opening = state === "SYN-SENT" || state === "SYN-RECEIVED";
  if (closing || !(opening || mayWrite(state))) return fail(out, "EPIPE");
  if (opening && !host.profile.queuesBeforeOpen) return fail(out, "EAGAIN");
  if (connection.tcb.queue.length + data.length > SEND_BUFFER) return fail(out, "EAGAIN");
  happen(at, { type: "SEND", data });
  succeed(out, data.length);
}

/** Octets that may wait to be sent, per connection. */
const SEND_BUFFER = 1_000_000;
const mayWrite = (state: State): boolean => state === "ESTABLISHED" || state === "CLOSE-WAIT";

/** What has arrived comes first, then a pending error, then the end. */
function receiveOn(at: At, max: number): void {
  const { connection, out } = at;
  const { unread, eof, state } = connection.tcb;
  if (unread !== "") {
    happen(at, { type: "RECEIVE", max });
    const data = unread.slice(0, max);
    return succeed(out, data.length, data);
  }
  if (eof) return succeed(out, "EOF");
  if (connection.error) return report(connection, out);
  if (state === "CLOSED" || state === "LISTEN") return succeed(out, "EOF");
  fail(out, "EAGAIN");
}

function report(connection: Connection, out: Outcome): void {
  fail(out, connection.error as Errno);
  connection.error = null;
}

function closeOn(at: At, name: string, op: "close" | "abort"): void {
  const { host, connection, out } = at;
  const linger = host.sockets[name]?.options.SO_LINGER;
  delete host.sockets[name];
  connection.inUse = false;
  if (connection.tcb.state === "CLOSED" || connection.tcb.state === "LISTEN") delete host.connections[connection.id];
  else happen(at, { type: op === "abort" || linger === 0 ? "ABORT" : "CLOSE AND FORGET" });
  if (connection.tcb.state === "CLOSED") take(host, connection, connection.tcb, out);
  succeed(out, "ok");
}
