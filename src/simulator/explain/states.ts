/** The state that each host is in, step by step. */
import type { Entry, HostId, Trace } from "../network/trace.ts";
import type { State } from "../tcp/tcb.ts";

const LISTENER = "*";
/** The connection with which a trace opens: its name is known only when it changes. */
const UNNAMED = "";

/** Per host the states of its connections, the one that changed last at the end. */
export type States = ReadonlyMap<HostId, ReadonlyMap<string, State>>;

export const statesAtFirst = (trace: Trace): States =>
  new Map(trace.hosts.map(({ id, opening }) => [id, opened(opening)]));

function opened(opening: State): ReadonlyMap<string, State> {
  if (opening === "CLOSED") return new Map();
  return new Map([[opening === "LISTEN" ? LISTENER : UNNAMED, opening]]);
}

export function statesAfter(states: States, { host, states: changes, move }: Entry): States {
  if (host === null) return states;
  if (move.type === "reboot") return new Map(states).set(host, new Map());
  if (changes.length === 0) return states;
  const connections = new Map(states.get(host));
  for (const { connection, before, after } of changes) {
    if (connections.get(UNNAMED) === before) connections.delete(UNNAMED);
    connections.delete(connection);
    const key = connection.startsWith("*:") || after === "LISTEN" ? LISTENER : connection;
    connections.delete(key);
    if (after !== "CLOSED") connections.set(key, after);
  }
  return new Map(states).set(host, connections);
}

/** The connection that changed last, else the listener, else CLOSED. */
export function stateOf(states: States, host: HostId): State {
  const connections = states.get(host) ?? new Map<string, State>();
  const living = [...connections].filter(([key]) => key !== LISTENER);
  return living.at(-1)?.[1] ?? connections.get(LISTENER) ?? "CLOSED";
}

/** The states after the last entry, of the hosts that ever had one other than CLOSED. */
export function finalStates(trace: Trace): ReadonlyMap<HostId, State> {
  const states = trace.entries.reduce(statesAfter, statesAtFirst(trace));
  const active = trace.hosts.filter(
    ({ id, opening }) =>
      opening !== "CLOSED" || trace.entries.some((entry) => entry.host === id && entry.states.length > 0),
  );
  return new Map(active.map(({ id }) => [id, stateOf(states, id)]));
}
