/**
 * Connections as they were last seen here, so that a press replays only what happened since. Nothing depends on it: a
 * restart or another process replays all, and what was stored since, or otherwise, is noticed when it is read.
 */
import { LRUCache } from "lru-cache";
import type { Loaded } from "../store/connections.ts";
import { RECENT_ENTRIES } from "./limits.ts";
import type { State } from "./replay.ts";
import { continues, type Roster } from "./roster.ts";

export interface Seen {
  /** How many acts led to it, and the last of them as it was stored. */
  readonly version: number;
  readonly last: string;
  readonly origin: string;
  readonly roster: Roster;
  readonly state: State;
}

export interface Recent {
  get(id: string): Seen | undefined;
  set(id: string, seen: Seen): void;
}

/** The least recently used go first. */
export function recentTables(entries = RECENT_ENTRIES): Recent {
  const seen = new LRUCache<string, Seen>({ maxSize: entries, sizeCalculation: weightOf });
  return {
    get: (id) => seen.get(id),
    set: (id, one) => void seen.set(id, { ...one, state: frozen(one.state) }),
  };
}

/** A connection without moves takes room too: its hosts, programs and people. */
const EMPTY_WEIGHT = 8;
const weightOf = ({ state }: Seen): number => EMPTY_WEIGHT + state.sim.trace.length;

/** What cannot change while a connection lasts; another one may bear its id where a backup was restored. */
export const originOf = ({ scenario, seed, engineVersion, createdAt }: Loaded): string =>
  JSON.stringify([scenario, seed, engineVersion, createdAt]);

/** Is what was seen the beginning of what is stored? `loaded.moves` starts with the last act that was seen. */
export function isBeginning(seen: Seen, loaded: Loaded, roster: Roster): boolean {
  return (
    seen.version <= loaded.version &&
    seen.origin === originOf(loaded) &&
    seen.last === (seen.version === 0 ? "" : JSON.stringify(loaded.moves[0])) &&
    continues(seen.roster, roster)
  );
}

/** Who holds it may not write on it: `after` and `play` copy. What is frozen already is so to the ground. */
function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  // A trace is long, and most of it is frozen already: its places are not asked for by name.
  if (Array.isArray(value)) for (const one of value) frozen(one);
  else for (const key in value) frozen(value[key]);
  return value;
}
