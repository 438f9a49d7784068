/** A stored connection: opened, read, and played on by whoever is first. */
import type { Scenario } from "../simulator/network/scenario.ts";
import type { RunOptions } from "../simulator/network/simulation.ts";
import type { Loaded, Player } from "../store/connections.ts";
import type { Deed, Setting, Sitting } from "./act.ts";
import { ENGINE } from "./engine.ts";
import type { Keep } from "./keep.ts";
import { APPEND_TRIES, DEEDS_MAX } from "./limits.ts";
import type { Decision, Why } from "./may.ts";
import { isBeginning, originOf, type Seen } from "./recent.ts";
import { after, replay, type State } from "./replay.ts";
import {
  continues,
  enrolled,
  numberOf,
  packed,
  packedSetting,
  type Roster,
  rosterOf,
  type StoredAct,
  type StoredSetting,
  sittingAt,
  unpacked,
  unpackedSetting,
} from "./roster.ts";

export interface Table {
  readonly keep: Keep;
  readonly scenarioOf: (id: string) => Scenario | null;
}

interface Options {
  readonly setting: StoredSetting;
  readonly run: RunOptions;
}

export interface Opening {
  readonly id: string;
  readonly place: string;
  readonly scenario: Scenario;
  readonly setting: Setting;
  readonly run: RunOptions;
}

export async function open({ keep }: Table, opening: Opening, now: number): Promise<State> {
  const { id, place, scenario, setting, run } = opening;
  const { roster, people } = enrolled([], setting.starter, Object.values(setting.invited));
  const options: Options = { setting: packedSetting(setting, roster), run };
  await keep.create(
    {
      ...{ id, place, scenario: scenario.id, seed: run.seed ?? 1 },
      ...{ engineVersion: ENGINE, options, status: "playing" },
    },
    people,
    now,
  );
  return replay({ id, scenario, run, setting, at: now }, []);
}

export type Read =
  | { readonly ok: true; readonly state: State; readonly version: number; readonly place: string }
  | { readonly ok: false; readonly why: "unknown" | "engine" | "elsewhere" };

type Found = Extract<Read, { ok: true }> & { readonly seen: Seen };

/** @param here where it was asked for, as `placeOf` names it: a connection of another channel is none of this one's. */
export async function read(table: Table, id: string, here?: string): Promise<Read> {
  return find(table, id, here);
}

async function find(
  table: Table,
  id: string,
  here: string | undefined,
): Promise<Found | Extract<Read, { ok: false }>> {
  const { keep } = table;
  const known = keep.recent?.get(id);
  const loaded = await keep.load(id, known?.version);
  if (loaded === undefined) return { ok: false, why: "unknown" };
  const scenario = table.scenarioOf(loaded.scenario);
  if (loaded.engineVersion !== ENGINE || scenario === null) return { ok: false, why: "engine" };
  if (here !== undefined && !inOneChannel(loaded.place, here)) return { ok: false, why: "elsewhere" };
  const seen = playedOn(known, loaded) ?? playedAnew(known ? await keep.load(id) : loaded, scenario);
  keep.recent?.set(id, seen);
  const { state, version } = seen;
  return { ok: true, state, version, place: loaded.place, seen };
}

const CHANNEL_PARTS = 3;
/** Threads come and go; platform, server and channel stay. */
const inOneChannel = (one: string, other: string): boolean => channelIn(one) === channelIn(other);
const channelIn = (place: string): string => place.split("/").slice(0, CHANNEL_PARTS).join("/");

/** What happened since it was last seen; undefined = it was not, or otherwise. */
function playedOn(known: Seen | undefined, loaded: Loaded): Seen | undefined {
  const roster = rosterOf(loaded.people);
  if (known === undefined || !isBeginning(known, loaded, roster)) return undefined;
  const deeds = deedsOf({ ...loaded, moves: loaded.moves.slice(known.version === 0 ? 0 : 1) }, roster);
  return seenAt(loaded, roster, deeds.reduce(after, known.state));
}

function playedAnew(loaded: Loaded | undefined, scenario: Scenario): Seen {
  if (loaded === undefined) throw new Error("a connection was deleted while it was read");
  const { id, options, createdAt } = loaded;
  const { setting, run } = options as Options;
  const roster = rosterOf(loaded.people);
  const beginning = { id, scenario, run, setting: unpackedSetting(setting, roster), at: createdAt };
  return seenAt(loaded, roster, replay(beginning, deedsOf(loaded, roster)));
}

const deedsOf = ({ moves }: Pick<Loaded, "moves">, roster: Roster): Deed[] =>
  moves.map(({ person, move, at }) => ({
    by: sittingAt(roster, person),
    act: unpacked(move as StoredAct, roster),
    at,
  }));

const seenAt = (loaded: Loaded, roster: Roster, state: State): Seen => {
  const last = loaded.moves.at(-1);
  const { version } = loaded;
  return { version, last: last ? JSON.stringify(last) : "", origin: originOf(loaded), roster, state };
};

export type Done =
  /** `version`: the place of the deed among all that were done. */
  | { readonly ok: true; readonly state: State; readonly deed: Deed; readonly version: number }
  | {
      readonly ok: false;
      readonly why: Why | "unknown" | "engine" | "elsewhere" | "busy" | "full";
      readonly seat?: string;
      readonly state?: State;
    };

/**
 * Asks `may` about the connection as it is now, and appends what it allows where nobody was first; else it asks again.
 * What is answered is stored already.
 * @param here as for `read`.
 */
export async function act(
  table: Table,
  id: string,
  by: Player,
  may: (state: State) => Decision,
  now: number,
  here?: string,
): Promise<Done> {
  for (let tries = 0; tries < APPEND_TRIES; tries++) {
    const found = await find(table, id, here);
    if (!found.ok) return found;
    const { state, version } = found;
    if (version >= DEEDS_MAX) return { ok: false, why: "full" };
    const decision = may(state);
    if (!decision.ok) return { ...decision, state };
    const deed: Deed = { by: { id: by.id, name: by.name }, act: decision.act, at: now };
    const next = await appended(table, found.seen, deed);
    if (next === "renamed") return renamed(await find(table, id, here), deed, version + 1);
    if (next !== undefined) return { ok: true, state: next, deed, version: version + 1 };
  }
  return { ok: false, why: "busy" };
}

/** Whoever has another name now has it everywhere, also in what was played before. */
const renamed = (found: Found | Extract<Read, { ok: false }>, deed: Deed, version: number): Done =>
  found.ok ? { ok: true, state: found.state, deed, version } : found;

/** undefined = somebody was first. What is played on is what is stored: people by the names that they have here. */
async function appended({ keep }: Table, seen: Seen, deed: Deed): Promise<State | "renamed" | undefined> {
  const { version, origin } = seen;
  const { id } = seen.state;
  const { roster, people } = enrolled(seen.roster, deed.by, namedIn(deed));
  const move = { person: numberOf(roster, deed.by), move: packed(deed.act, roster) };
  const state = after(seen.state, { ...deed, act: unpacked(move.move, roster) });
  const what = { ...move, ...(people.length > 0 && { people }), ...(state.ended && { status: "ended" }) };
  const { kind } = await keep.append(id, version, what, deed.at);
  if (kind === "conflict") return undefined;
  if (!continues(seen.roster, roster)) return "renamed";
  const last = JSON.stringify({ ...move, at: deed.at });
  keep.recent?.set(id, { version: version + 1, last, origin, roster, state });
  return state;
}

const namedIn = ({ act: done }: Deed): readonly Sitting[] => ("to" in done ? [done.to] : []);
