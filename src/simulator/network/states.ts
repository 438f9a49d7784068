/** The state that each host shows, step by step: what pictures, words, figures and endings mean by "its state". */
import type { SocketCall } from "../host/socket.ts";
import type { State } from "../tcp/tcb.ts";
import type { Entry, HostId, StateChange, Trace } from "./trace.ts";

/** All hosts, by their ids. A value: `statesAfter` makes a new one. */
export type States = ReadonlyMap<HostId, HostStates>;

interface HostStates {
  /** Of the connections that live, by their keys; the one that changed last stands at the end. */
  readonly living: ReadonlyMap<string, State>;
  /** What shows where none lives. A listener that has outlived its connection does not count: the story is over. */
  readonly idle: "LISTEN" | "CLOSED";
}

export interface Shown {
  readonly state: State;
  /** How many connections of the host are in this state; 1 where none lives. */
  readonly count: number;
}

/** The connection with which a trace opens: its key is known only when it changes. */
const UNNAMED = "";

export const statesAtFirst = ({ hosts }: Pick<Trace, "hosts">): States =>
  new Map(hosts.map(({ id, opening }) => [id, opened(opening)]));

function opened(opening: State): HostStates {
  if (opening === "CLOSED" || opening === "LISTEN") return { living: new Map(), idle: opening };
  return { living: new Map([[UNNAMED, opening]]), idle: "CLOSED" };
}

/** After the next entry. */
export function statesAfter(
  states: States,
  { host, states: changes, move }: Pick<Entry, "host" | "states" | "move">,
): States {
  if (host === null) return states;
  if (move.type === "reboot") return new Map(states).set(host, opened("CLOSED"));
  if (changes.length === 0) return states;
  return new Map(states).set(host, changes.reduce(changed, states.get(host) ?? opened("CLOSED")));
}

function changed(
  { living: known, idle }: HostStates,
  { connection, before, after }: StateChange,
): HostStates {
  const gone = after === "CLOSED" || after === "LISTEN";
  if (gone && isListener(connection)) return { living: known, idle: after };
  const living = new Map(known);
  if (!living.delete(connection) && living.get(UNNAMED) === before) living.delete(UNNAMED);
  if (!gone) return { living: living.set(connection, after), idle };
  // A passive OPEN that came to nothing returns to LISTEN (RFC 9293 §3.5.3), if its listener is still there.
  return { living, idle: after === "CLOSED" && before === "SYN-RECEIVED" ? idle : after };
}

/** A listener's key is `*:port`. */
const isListener = (connection: string): boolean => connection.startsWith("*:");

export function shownIn(states: States, host: HostId): Shown {
  const { living, idle } = states.get(host) ?? opened("CLOSED");
  const all = [...living.values()];
  const state = all.at(-1) ?? idle;
  return { state, count: Math.max(1, all.filter((other) => other === state).length) };
}

const UDP_CALLS: ReadonlySet<SocketCall["op"]> = new Set(["bind udp", "send to", "receive from"]);
/** What only a UDP socket is asked: it changes no state. */
export const isUdpCall = ({ op }: SocketCall): boolean => UDP_CALLS.has(op);

/** A host without a connection of its own (an attacker, or one that speaks only UDP) shows none. */
export function showsState({ hosts, entries }: Trace, id: HostId): boolean {
  if (hosts.some((host) => host.id === id && host.opening !== "CLOSED")) return true;
  return entries.some(
    ({ host, states, move, flight }) =>
      (host === id && states.length > 0) ||
      (move.type === "call" && move.host === id && !isUdpCall(move.call)) ||
      (move.type === "deliver" && flight?.to === id && flight.seg.protocol !== "udp"),
  );
}

/** After the last entry: of the hosts that ever showed anything but CLOSED. */
export const finalStates = (trace: Trace): ReadonlyMap<HostId, State> =>
  atLast(trace, (states, id) => shownIn(states, id).state);

/** The same with every state that a connection of the host is in; what it shows stands last. */
export const finalStatesOfAll = (trace: Trace): ReadonlyMap<HostId, readonly Shown[]> =>
  atLast(trace, (states, id) => {
    const all = [...(states.get(id)?.living.values() ?? [])];
    if (all.length === 0) return [shownIn(states, id)];
    const kinds = all.filter((state, i) => all.lastIndexOf(state) === i);
    return kinds.map((state) => ({ state, count: all.filter((other) => other === state).length }));
  });

function atLast<T>(trace: Trace, of: (states: States, id: HostId) => T): ReadonlyMap<HostId, T> {
  const states = trace.entries.reduce(statesAfter, statesAtFirst(trace));
  const changing = new Set(
    trace.entries.flatMap(({ host, states: { length } }) => (length > 0 ? [host] : [])),
  );
  const active = trace.hosts.filter(({ id, opening }) => opening !== "CLOSED" || changing.has(id));
  return new Map(active.map(({ id }) => [id, of(states, id)]));
}
