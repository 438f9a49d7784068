/** Steps of a host's connections: what the TCB's effects mean for queues, sockets and errno. */
import type { Event, Signal } from "../tcp/event.ts";
import type { Because } from "../tcp/rules.ts";
import { step } from "../tcp/step.ts";
import type { State, Tcb } from "../tcp/tcb.ts";
import { type Connection, connectionKey, type Host, type Outcome } from "./host.ts";
import type { Errno } from "./socket.ts";

/** Lets the event happen to the connection, and takes over what comes of it. */
export function stepConnection(
  host: Host,
  connection: Connection,
  event: Event,
  now: number,
  out: Outcome,
): void {
  const { tcb, effects, because } = step(connection.tcb, event, now, host.profile);
  take(host, connection, tcb, out);
  for (const effect of effects) {
    if (effect.type === "send") out.sent.push(effect);
    else out.effects.push(effect);
    if (effect.type === "signal") note(host, connection, effect.signal, out);
  }
  // Mostly there is nothing before it: then the step's own list serves.
  if (out.because.length === 0) out.because = because as Because[];
  else out.because.push(...because);
}

/** The connection has a new TCB: its place in the queues follows its state. */
export function take(host: Host, connection: Connection, tcb: Tcb, out: Outcome): void {
  const before = connection.tcb;
  connection.tcb = tcb;
  out.connection = connection.key;
  out.before ??= before;
  out.after = tcb;
  changed(out, connection.key, before.state, tcb.state);
  if (connection.listener !== null && before.state !== tcb.state) queueForAccept(host, connection);
  if (tcb.state === "CLOSED" || tcb.state === "LISTEN") release(host, connection);
}

/** A half-open connection dies with its listener, silently, when its next segment or timeout comes (Linux). */
export const isRequestOfClosedListener = (host: Host, { tcb, listener }: Connection): boolean =>
  tcb.state === "SYN-RECEIVED" && listener !== null && !host.listeners[listener];

export function changed(out: Outcome, connection: string, before: State, after: State): void {
  if (before !== after) out.states.push({ connection, before, after });
}

/** A handshake that is complete waits for accept(). */
function queueForAccept(host: Host, connection: Connection): void {
  const { state } = connection.tcb;
  if (state === "SYN-RECEIVED" || state === "CLOSED" || state === "LISTEN" || connection.inUse) return;
  const listener = connection.listener === null ? undefined : host.listeners[connection.listener];
  if (!listener || listener.acceptQueue.includes(connection.id)) return;
  listener.acceptQueue = [...listener.acceptQueue, connection.id];
}

/** A connection comes into being: a listener's child, or one of the program's own that is `connecting`. */
export function adopt(
  host: Host,
  tcb: Tcb,
  by: { readonly listener: number } | { readonly connecting: true },
): Connection {
  const key = connectionKey(tcb.local, tcb.remote);
  const own = "connecting" in by;
  const connection: Connection = {
    id: `${key}#${host.opened++}`,
    key,
    tcb,
    listener: own ? null : by.listener,
    deferred: false,
    error: null,
    inUse: own,
    connecting: own,
  };
  host.connections[connection.id] = connection;
  host.live = [...host.live, connection.id];
  return connection;
}

/** Another connection takes the 4-tuple over; the record stays while a socket refers to it. */
export function forget(host: Host, connection: Connection): void {
  letGo(host, connection);
  if (!connection.inUse) delete host.connections[connection.id];
}

/** The 4-tuple is free; the record stays while a socket or the accept queue refers to it. */
export function release(host: Host, connection: Connection): void {
  letGo(host, connection);
  const listener = connection.listener === null ? undefined : host.listeners[connection.listener];
  const waits = listener?.acceptQueue.includes(connection.id) ?? false;
  if (!connection.inUse && !waits) delete host.connections[connection.id];
}

function letGo(host: Host, { id }: Connection): void {
  if (host.live.includes(id)) host.live = host.live.filter((one) => one !== id);
}

/** SO_ERROR as Linux's tcp_reset and tcp_write_err set it. */
function note({ profile }: Host, connection: Connection, what: Signal, out: Outcome): void {
  const errno = errnoOf(what, (out.before as Tcb).state, profile.resetInCloseWaitIsPipe);
  if (errno) connection.error = out.error = errno;
}

function errnoOf(what: Signal, before: State, pipe: boolean): Errno | null {
  switch (what) {
    case "connection refused":
      return before === "SYN-RECEIVED" ? "ECONNRESET" : "ECONNREFUSED";
    case "connection reset":
      return before === "CLOSE-WAIT" && pipe ? "EPIPE" : "ECONNRESET";
    case "connection aborted due to user timeout":
      return "ETIMEDOUT";
    default:
      return null;
  }
}
