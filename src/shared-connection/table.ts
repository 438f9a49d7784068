/** A stored connection: opened, read, and played on by whoever is first. */
import type { Scenario } from "../simulator/network/scenario.ts";
import type { RunOptions } from "../simulator/network/simulation.ts";
import type { Loaded } from "../store/connections.ts";
import { type Deed, ENGINE, type Setting } from "./act.ts";
import type { Keep } from "./keep.ts";
import { APPEND_TRIES, DEEDS_MAX } from "./limits.ts";
import type { Decision, Why } from "./may.ts";
import { apply, replay, type State, type Stored } from "./replay.ts";

export interface Table {
  readonly keep: Keep;
  readonly scenarioOf: (id: string) => Scenario | undefined;
}

interface Options {
  readonly setting: Setting;
  readonly run: RunOptions;
}

export interface Opening extends Options {
  readonly id: string;
  readonly place: string;
  readonly scenario: Scenario;
}

export async function open({ keep }: Table, opening: Opening, now: number): Promise<State> {
  const { id, place, scenario, setting, run } = opening;
  const options: Options = { setting, run };
  await keep.create(
    {
      ...{ id, place, scenario: scenario.id, seed: run.seed ?? 1 },
      ...{ engineVersion: ENGINE, options, status: "playing" },
    },
    now,
  );
  return replay({ id, scenario, run, setting, at: now }, []);
}

export type Read =
  | { readonly ok: true; readonly state: State; readonly version: number; readonly place: string }
  | { readonly ok: false; readonly why: "unknown" | "engine" };

export async function read(table: Table, id: string): Promise<Read> {
  const loaded = await table.keep.load(id);
  if (loaded === undefined) return { ok: false, why: "unknown" };
  const scenario = table.scenarioOf(loaded.scenario);
  if (loaded.engineVersion !== ENGINE || scenario === undefined) return { ok: false, why: "engine" };
  const { version, place } = loaded;
  return { ok: true, state: replayed(loaded, scenario), version, place };
}

function replayed({ id, options, moves, createdAt }: Loaded, scenario: Scenario): State {
  const { setting, run } = options as Options;
  const deeds = moves.map(({ person, move, at }): Stored => ({ person, deed: move as Deed, at }));
  return replay({ id, scenario, run, setting, at: createdAt }, deeds);
}

export type Done =
  | { readonly ok: true; readonly state: State; readonly deed: Deed }
  | {
      readonly ok: false;
      readonly why: Why | "unknown" | "engine" | "busy" | "full";
      readonly seat?: string;
      readonly state?: State;
    };

/**
 * Asks `may` about the connection as it is now, and appends what it allows where nobody was first; else it asks again.
 * What is answered is stored already.
 */
export async function act(
  table: Table,
  id: string,
  by: { readonly id: string; readonly name: string },
  may: (state: State) => Decision,
  now: number,
): Promise<Done> {
  for (let tries = 0; tries < APPEND_TRIES; tries++) {
    const found = await read(table, id);
    if (!found.ok) return found;
    const { state, version } = found;
    if (version >= DEEDS_MAX) return { ok: false, why: "full" };
    const decision = may(state);
    if (!decision.ok) return { ...decision, state };
    const deed: Deed = { act: decision.act, name: by.name };
    const appended = await table.keep.append(id, version, { person: by.id, move: deed }, now);
    if (appended.kind === "conflict") continue;
    apply(state, { person: by.id, deed, at: now });
    if (state.ended) await table.keep.changeStatus(id, "playing", "ended", now);
    return { ok: true, state, deed };
  }
  return { ok: false, why: "busy" };
}
