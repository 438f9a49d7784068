/** Who is who: what is stored names people by their number, so that one row can forget somebody; what is played has people. */
import type { Appending, Loaded, Player } from "../store/connections.ts";
import type { Act, Setting, Sitting } from "./act.ts";

/** By number. */
export type Roster = readonly Sitting[];

/** Whoever was forgotten is still somebody: two of them are not the same. */
export const rosterOf = (people: Loaded["people"]): Roster =>
  people.map((one, number) => one ?? { id: `gone:${number}`, name: null });

type Numbered<T> = T extends { readonly to: Sitting } ? Omit<T, "to"> & { readonly to: number } : T;
/** An act as it is stored. */
export type StoredAct = Numbered<Act>;

export const packed = (act: Act, roster: Roster): StoredAct =>
  "to" in act ? { ...act, to: numberOf(roster, act.to) } : act;

export const unpacked = (act: StoredAct, roster: Roster): Act =>
  "to" in act ? { ...act, to: sittingAt(roster, act.to) } : act;

/** A setting as it is stored. */
export interface StoredSetting extends Omit<Setting, "starter" | "invited"> {
  readonly starter: number;
  readonly invited: Readonly<Record<string, number>>;
}

export function packedSetting({ starter, invited, ...rest }: Setting, roster: Roster): StoredSetting {
  const seats = Object.entries(invited).map(([seat, one]) => [seat, numberOf(roster, one)]);
  return { ...rest, starter: numberOf(roster, starter), invited: Object.fromEntries(seats) };
}

export function unpackedSetting({ starter, invited, ...rest }: StoredSetting, roster: Roster): Setting {
  const seats = Object.entries(invited).map(([seat, number]) => [seat, sittingAt(roster, number)]);
  return { ...rest, starter: sittingAt(roster, starter), invited: Object.fromEntries(seats) };
}

export const numberOf = (roster: Roster, { id }: Sitting): number => roster.findIndex((one) => one.id === id);

export const sittingAt = (roster: Roster, number: number): Sitting =>
  roster[number] ?? { id: `gone:${number}`, name: null };

export interface Enrolled {
  readonly roster: Roster;
  /** What of it is to be stored. */
  readonly people: NonNullable<Appending["people"]>;
}

/**
 * The roster with `by` in it, by today's name, and whomever the act names.
 * @param named of them often only the id is known: a name that is there already stays.
 */
export function enrolled(roster: Roster, by: Sitting, named: readonly Sitting[]): Enrolled {
  const next = [...roster];
  const people: (Player & { number: number })[] = [];
  const put = (number: number, { id, name }: Sitting) => {
    const one = { id, name: name ?? id };
    next[number] = one;
    people.push({ ...one, number });
  };
  const own = numberOf(roster, by);
  if (own < 0 || roster[own]?.name !== by.name) put(own < 0 ? next.length : own, by);
  for (const one of named) if (numberOf(next, one) < 0) put(next.length, one);
  return { roster: people.length === 0 ? roster : next, people };
}

/** Is `now` the same people as `before`, with or without more behind them? */
export const continues = (before: Roster, now: Roster): boolean =>
  before.length <= now.length &&
  before.every(({ id, name }, number) => id === now[number]?.id && name === now[number]?.name);
