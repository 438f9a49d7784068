/**
 * One machine: its sockets, listeners and connections.
 *
 * A `Host` is plain JSON. The functions of this folder write on the host they are given; whoever still wants
 * the old one makes a copy first (`copyHost`). TCBs inside are never written on: `step` returns new ones.
 */
import type { Effect } from "../tcp/event.ts";
import type { IsnMode, Secret } from "../tcp/isn.ts";
import type { Profile } from "../tcp/profile.ts";
import type { Because } from "../tcp/rules.ts";
import type { Address, Segment } from "../tcp/segment.ts";
import type { State, Tcb } from "../tcp/tcb.ts";
import type { Errno, SocketOption, SocketResult } from "./socket.ts";

export interface Host {
  readonly id: string;
  readonly ip: string;
  readonly profile: Profile;
  readonly isn: IsnMode;
  readonly secret: Secret;
  /** Connections opened so far, in either direction. */
  opened: number;
  nextPort: number;
  /** By port. */
  listeners: Record<number, Listener>;
  /** Every connection that holds a 4-tuple, or that a queue or a socket still refers to, by its id. */
  connections: Record<string, Connection>;
  /** Ids of those that hold their 4-tuple, the newest at the end. */
  live: readonly string[];
  /** By the name that the program uses. */
  sockets: Record<string, Socket>;
}

export interface Listener {
  readonly port: number;
  readonly backlog: number;
  readonly tcb: Tcb;
  /** Ids of established connections that nobody has accepted, oldest first. */
  acceptQueue: readonly string[];
  /** TCP_DEFER_ACCEPT in retransmissions of the SYN,ACK; 0 = off. */
  readonly deferTimeouts: number;
  /** When the SYN queue last overflowed; null = never. Cookies are believed only for a while after it. */
  overflowedAt: number | null;
}

export interface Connection {
  readonly id: string;
  readonly key: string;
  tcb: Tcb;
  /** The port of the listener that made it; null = opened actively, or taken by accept(). */
  listener: number | null;
  /** A bare ACK came while TCP_DEFER_ACCEPT waits for data. */
  deferred: boolean;
  /** SO_ERROR. */
  error: Errno | null;
  /** A socket refers to it. */
  inUse: boolean;
  /** connect() made it, and has not yet been told how that ended. */
  connecting: boolean;
}

export type Options = { readonly [O in SocketOption]?: number };

export type Socket =
  /** `error` is SO_ERROR of an attempt that was given up. */
  | { readonly kind: "new"; readonly options: Options; readonly error?: Errno }
  | { readonly kind: "listener"; readonly port: number; readonly options: Options }
  | { readonly kind: "connection"; readonly connection: string; readonly options: Options }
  /** `arrived`: datagrams in all; `received`: their octets. */
  | {
      readonly kind: "udp";
      readonly port: number;
      readonly waiting: readonly { readonly from: Address; readonly data: string }[];
      readonly arrived: number;
      readonly received: number;
      readonly options: Options;
    };

/** What came of a call, a segment or a timeout. */
export interface Outcome {
  connection: string | null;
  readonly sent: { readonly seg: Segment; readonly again: boolean }[];
  readonly states: { readonly connection: string; readonly before: State; readonly after: State }[];
  readonly effects: Effect[];
  because: Because[];
  result: SocketResult | null;
  /** Noted in the connection's socket by what TCP signalled. */
  error: Errno | null;
  before: Tcb | null;
  after: Tcb | null;
}

/** Ephemeral ports start here (Linux: 32768–60999). */
const FIRST_EPHEMERAL_PORT = 40_001;

export const newHost = (id: string, ip: string, profile: Profile, isn: IsnMode, secret: Secret): Host => ({
  id,
  ip,
  profile,
  isn,
  secret,
  opened: 0,
  nextPort: FIRST_EPHEMERAL_PORT,
  listeners: {},
  connections: {},
  live: [],
  sockets: {},
});

/** A copy that may be written on without the original noticing. Fields are named for the sake of speed, as in `copyTcb`. */
export function copyHost(host: Host): Host {
  const connections: Record<string, Connection> = {};
  for (const id in host.connections) connections[id] = copyConnection(host.connections[id] as Connection);
  const listeners: Record<number, Listener> = {};
  for (const port in host.listeners) listeners[port] = copyListener(host.listeners[port] as Listener);
  return {
    id: host.id,
    ip: host.ip,
    profile: host.profile,
    isn: host.isn,
    secret: host.secret,
    opened: host.opened,
    nextPort: host.nextPort,
    listeners,
    connections,
    live: host.live,
    sockets: { ...host.sockets },
  };
}

const copyConnection = (connection: Connection): Connection => ({
  id: connection.id,
  key: connection.key,
  tcb: connection.tcb,
  listener: connection.listener,
  deferred: connection.deferred,
  error: connection.error,
  inUse: connection.inUse,
  connecting: connection.connecting,
});

const copyListener = (listener: Listener): Listener => ({
  port: listener.port,
  backlog: listener.backlog,
  tcb: listener.tcb,
  acceptQueue: listener.acceptQueue,
  deferTimeouts: listener.deferTimeouts,
  overflowedAt: listener.overflowedAt,
});

export const newOutcome = (): Outcome => ({
  connection: null,
  sent: [],
  states: [],
  effects: [],
  because: [],
  result: null,
  error: null,
  before: null,
  after: null,
});

export function succeed(out: Outcome, value: "ok" | "EOF" | number | Errno, data?: string): void {
  out.result = data === undefined ? { ok: true, value } : { ok: true, value, data };
}

export function fail(out: Outcome, errno: Errno): void {
  out.result = { ok: false, errno };
}

/** A connection is its 4-tuple, seen from this end: `10.0.0.1:40001-10.0.0.2:80`. */
export const connectionKey = (local: Address, remote: Address): string =>
  `${local.ip}:${local.port}-${remote.ip}:${remote.port}`;

export const liveConnections = ({ live, connections }: Host): Connection[] =>
  live.map((id) => connections[id] as Connection);

/** The connection that holds this 4-tuple. Comparing takes less time than spelling the key of each segment. */
export function connectionAt(
  { live, connections }: Host,
  local: Address,
  remote: Address,
): Connection | null {
  for (const id of live) {
    const connection = connections[id] as Connection;
    if (isSame(connection.tcb.remote, remote) && isSame(connection.tcb.local, local)) return connection;
  }
  return null;
}

const isSame = (a: Address, b: Address): boolean => a.port === b.port && a.ip === b.ip;

/** A crash and restart: nothing is remembered (§3.5.1). */
export function reboot(host: Host): void {
  host.listeners = {};
  host.connections = {};
  host.live = [];
  host.sockets = {};
}
