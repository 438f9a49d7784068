/**
 * A picture before it is laid out: what to tell, and in which words. Made fast, in the process that answers people; it is
 * small and plain data, so that it can be laid out where it is painted.
 */
import type { Trace } from "../simulator/network/trace.ts";
import { type Given, type Options, wordsOf } from "./labels.ts";
import { marks } from "./marks.ts";
import { type Cut, cuts, endOf } from "./pages.ts";
import * as size from "./sizes.ts";
import { read, type Story } from "./story.ts";

export interface Plan {
  readonly story: Story;
  readonly options: Given;
  /** Of all waits between what happens, by their ms: which of them are written into a break shows when it is laid out. */
  readonly durations: Readonly<Record<number, string>>;
  /** Which of how many pictures; empty = the only one. */
  readonly page: string;
  /** The lifelines of two runs, each in its half. */
  readonly beside: boolean;
}

/** Two pictures in one, the second below the first. */
export interface Stack {
  readonly upper: Plan;
  readonly lower: Plan;
}

export interface Refused {
  readonly ok: false;
  readonly error: "too many pictures" | "too many hosts" | "too many frames";
  readonly limit: number;
}

export type Plans<P> = { readonly ok: true; readonly plans: readonly P[] } | Refused;

/** One picture. What does not fit into one: its last part, where the newest step is. */
export function plan(trace: Trace, options: Options): Plan {
  const parts = cuts(trace, endOf(trace, options));
  return planPart(trace, options, parts, parts.length - 1);
}

/** As many pictures as it takes, numbered, up to a limit. */
export function planPages(trace: Trace, options: Options, among?: Among): Plans<Plan> {
  if (trace.hosts.length > size.HOSTS_MAX) return refused("too many hosts", size.HOSTS_MAX);
  return planParts(trace, options, cuts(trace, endOf(trace, options)), { among });
}

/** The same for a moving picture, whose steps are shown one after the other. */
export function planReels(trace: Trace, options: Omit<Options, "focus" | "upTo">): Plans<Plan> {
  const made = planPages(trace, options);
  if (!made.ok) return made;
  const last = made.plans.length - 1;
  const { caption } = options.labels;
  const plans = made.plans.map((one, i) => ({
    ...one,
    // All have the footer of the last one, which stays where it is.
    options: { ...one.options, labels: { ...one.options.labels, caption }, moving: { ends: i === last } },
  }));
  return { ok: true, plans };
}

export const refused = (error: Refused["error"], limit: number): Refused => ({ ok: false, error, limit });

/** Pictures that are counted with others: how many stand before them, and how many there are in all. */
export interface Among {
  readonly before: number;
  readonly of: number;
}

interface Parting {
  readonly beside?: boolean;
  readonly among?: Among | undefined;
}

export function planParts(
  trace: Trace,
  options: Options,
  parts: readonly Cut[],
  parting: Parting = {},
): Plans<Plan> {
  if (parts.length > size.PAGES_MAX) return refused("too many pictures", size.PAGES_MAX);
  return { ok: true, plans: parts.map((_, i) => planPart(trace, options, parts, i, parting)) };
}

function planPart(
  whole: Trace,
  options: Options,
  parts: readonly Cut[],
  i: number,
  { beside = false, among = { before: 0, of: parts.length } }: Parting = {},
): Plan {
  const { first, end } = parts[i] ?? { first: 0, end: 0 };
  const { labels, numbers } = options;
  const number = among.before + i + 1;
  // How it ends is told below the end.
  const goesOn = i + 1 < parts.length && { captions: [], caption: labels.goesOn(number + 1, among.of) };
  const story = read(
    { ...whole, hosts: whole.hosts.slice(0, size.HOSTS_MAX) },
    options,
    first,
    end,
    parts.at(-1)?.end,
  );
  const waits = marks(story).all.map(({ waited }) => waited);
  return {
    story,
    options: { labels: wordsOf({ ...labels, ...goesOn }), numbers, moving: false },
    durations: Object.fromEntries(waits.filter((ms) => ms > 0).map((ms) => [ms, labels.duration(ms)])),
    page: among.of > 1 ? labels.page(number, among.of) : "",
    beside,
  };
}
