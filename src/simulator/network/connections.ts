/** Which connections a trace tells of, and which ends of them belong together: what maps and their words mean by "it". */
import { connectionKey } from "../host/host.ts";
import type { State } from "../tcp/tcb.ts";
import type { HostId, Trace } from "./trace.ts";

export interface ConnectionEnd {
  readonly host: HostId;
  /** Its `connectionKey`; null = it never changed, or is nothing but a listener. */
  readonly key: string | null;
  /** After the last entry. */
  readonly state: State;
}

export interface Connection {
  /** `local`'s before `remote`'s. One, where the other end has no host in the trace, or nothing that answers. */
  readonly ends: readonly ConnectionEnd[];
  /** `ip:port` of the end that came first, and of its peer. */
  readonly local: string;
  readonly remote: string;
  /** A program of a host in the trace asked for it, or had it from the start. */
  readonly wanted: boolean;
  /** Entries about it, at either end or between them: how much there is to tell of it. */
  readonly entries: number;
}

/** A listener's key is `*:port`. */
const LISTENER = "*:";

export const isListener = (key: string): boolean => key.startsWith(LISTENER);

interface Found {
  readonly local: string;
  readonly remote: string;
  wanted: boolean;
  /** It was there when the trace began. */
  early: boolean;
  readonly ends: Map<HostId, { key: string | null; state: State }>;
}

/** Those that changed their state, in the order in which they first did; what was there all the while comes last. */
export function connectionsOf(trace: Trace): Connection[] {
  const found: Found[] = [];
  const listeners = new Map<string, State>();
  const changes = trace.entries.flatMap(({ host, states }) =>
    host === null ? [] : states.map((change) => ({ host, ...change })),
  );
  for (const { host, connection: key, before, after } of changes) {
    if (isListener(key)) {
      listeners.set(`${host} ${key}`, after);
      continue;
    }
    const [local = key, remote = ""] = key.split("-");
    const known = found.find((other) => isEnd(other, host, local, remote));
    const one: Found = known ?? { local, remote, wanted: false, early: false, ends: new Map() };
    if (known === undefined) found.push(one);
    one.early ||= !one.ends.has(host) && isOpening(trace, host, before);
    one.wanted ||= one.early || after === "SYN-SENT";
    one.ends.set(host, { key, state: after });
  }
  for (const one of found) addPeer(one, trace, listeners);
  const changed = found.map(({ local, remote, wanted, ends }) => ({
    ...{ local, remote, wanted },
    ends: [...ends].map(([host, end]) => ({ host, ...end })),
    entries: entriesAbout(trace, local, remote),
  }));
  return changed.length === 0 ? [] : [...changed, ...unchanged(trace, found)];
}

/** A segment counts whatever became of it: what a full queue drops belongs to no connection that the receiver has. */
function entriesAbout({ entries }: Trace, local: string, remote: string): number {
  const keys = new Set([`${local}-${remote}`, `${remote}-${local}`]);
  return entries.filter(({ connection, flight }) => {
    const between = flight && connectionKey(flight.seg.src, flight.seg.dst);
    return keys.has(connection ?? "") || keys.has(between ?? "");
  }).length;
}

/** The one with which the trace opens, where nothing became of it: nobody knows its ports. */
function unchanged({ hosts }: Trace, found: readonly Found[]): Connection[] {
  const isTold = (host: HostId): boolean => found.some(({ early, ends }) => early && ends.has(host));
  const [a, b, ...more] = hosts.filter(({ id, opening }) => isAlive(opening) && !isTold(id));
  if (a === undefined || b === undefined || more.length > 0) return [];
  const ends = [a, b].map(({ id, opening }) => ({ host: id, key: null, state: opening }));
  return [{ local: `${a.ip}:`, remote: `${b.ip}:`, wanted: false, ends, entries: 0 }];
}

export const isAlive = (state: State): boolean => state !== "CLOSED" && state !== "LISTEN";

/** The same end again, or the other one: its addresses stand the other way round. */
const isEnd = (one: Found, host: HostId, local: string, remote: string): boolean =>
  [...one.ends].some(
    ([other, { key }]) => key === (other === host ? `${local}-${remote}` : `${remote}-${local}`),
  );

const isOpening = ({ hosts }: Trace, host: HostId, before: State): boolean =>
  isAlive(before) && hosts.some(({ id, opening }) => id === host && opening === before);

/** Of a SYN that was not answered the peer has a listener; of an early connection whatever it had then. */
function addPeer(one: Found, { hosts }: Trace, listeners: ReadonlyMap<string, State>): void {
  const peer = hosts.find(({ ip }) => ip === ipOf(one.remote));
  if (peer === undefined || one.ends.has(peer.id)) return;
  const listener = listeners.get(`${peer.id} ${LISTENER}${portOf(one.remote)}`);
  const state = listener ?? (one.early && peer.opening !== "CLOSED" ? peer.opening : undefined);
  if (state !== undefined) one.ends.set(peer.id, { key: null, state });
}

const ipOf = (address: string): string => address.slice(0, address.lastIndexOf(":"));
const portOf = (address: string): string => address.slice(address.lastIndexOf(":") + 1);

/**
 * The connection that stands for the run where only one can: of those that a host of it wanted the one with most to tell,
 * the first of several. What an attacker asked for comes after it, also where it came before. Undefined = no connection
 * changed its state.
 */
export function mainConnection(connections: readonly Connection[]): Connection | undefined {
  const wanted = connections.filter((one) => one.wanted);
  return [...(wanted.length > 0 ? wanted : connections)].sort((a, b) => b.entries - a.entries)[0];
}

/** What is left of a connection that nobody but an attacker asked for, once it is gone, is nothing to tell of. */
export function toldConnections(connections: readonly Connection[]): Connection[] {
  const main = mainConnection(connections);
  const lives = ({ ends }: Connection): boolean => ends.some(({ state }) => isAlive(state));
  return connections.filter((one) => one === main || one.wanted || one.ends.length > 1 || lives(one));
}

/** What `local` and `remote` are called: host titles, with ports where the same hosts have several; or an IP address. */
export function namesOf(
  { hosts }: Trace,
  connections: readonly Connection[],
  one: Connection,
  titleOf: (host: HostId) => string,
): [string, string] {
  const pair = ({ local, remote }: Connection): string => [local, remote].map(ipOf).sort().join(" ");
  const several = connections.filter((other) => pair(other) === pair(one)).length > 1;
  const name = (address: string): string => {
    const host = hosts.find(({ ip }) => ip === ipOf(address));
    if (host === undefined) return ipOf(address);
    const port = several ? portOf(address) : "";
    return port === "" ? titleOf(host.id) : `${titleOf(host.id)}:${port}`;
  };
  return [name(one.local), name(one.remote)];
}
