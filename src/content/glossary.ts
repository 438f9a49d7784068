/** What a learner can ask to have explained: states, flags, header fields, timers, errors and terms. */
import * as z from "zod";
import { PROFILE_NAMES } from "../simulator/tcp/profile.ts";
import { readEntries } from "./yaml.ts";

/** In the order of the menu; each has its file, `states.yaml` … `terms.yaml`. */
export const KINDS = ["state", "flag", "header", "timer", "errno", "term"] as const;
export type Kind = (typeof KINDS)[number];

/** Fits a title of every platform, and with its source and buttons one message. */
export const TITLE_MAX = 60;
export const TEXT_MAX = 900;

const kebab = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
const article = z.strictObject({
  title: z.string().min(1).max(TITLE_MAX),
  text: z.string().min(40).max(TEXT_MAX),
});

/** A scenario that shows the thing, with the settings of `/handshake run` that make it plain. */
const run = z.union([
  kebab.transform((scenario) => ({ scenario })),
  z.strictObject({
    scenario: kebab,
    os: z.enum(PROFILE_NAMES as [(typeof PROFILE_NAMES)[number]]).optional(),
    isn: kebab.optional(),
    rtt: z.int().optional(),
    loss: z.int().optional(),
    seed: z.int().optional(),
    "what-if": kebab.optional(),
  }),
]);

export const Entry = z.strictObject({
  id: kebab,
  kind: z.enum(KINDS),
  /** Every spelling that people type. Case, spaces, hyphens and underscores do not count. */
  names: z.array(z.string().min(1).max(60)).min(1),
  /** A section of an RFC, or the system whose habit it is. */
  source: z.string().min(3).max(90),
  run: run.optional(),
  related: z.array(kebab).max(8).default([]),
  en: article,
  ko: article,
});
export type Entry = z.output<typeof Entry>;

/** The faults are for a test and a start-up check: a learner gets what is sound. */
export const { entries: glossary, faults: glossaryFaults } = readEntries("glossary", Entry);

const byName = new Map<string, Entry>();
/** The bank's own names, folded: each key that somebody types asks for all of them. */
const ownNames = new Map<string, string>();
for (const entry of glossary) {
  for (const name of [entry.id, ...entry.names]) byName.set(remembered(name), entry);
  for (const { title } of [entry.en, entry.ko]) remembered(title);
}

function remembered(name: string): string {
  const short = spelled(name);
  ownNames.set(name, short);
  return short;
}

/** By its id or any of its names, however it is spaced and spelled. */
export const entryOf = (name: string): Entry | null => byName.get(folded(name)) ?? null;

/** A name without what people spell in different ways: `SYN_RCVD`, `syn-rcvd` and `Syn Rcvd` are one. */
export const folded = (name: string): string => ownNames.get(name) ?? spelled(name);

function spelled(name: string): string {
  return (
    name
      .normalize("NFKC")
      .toLowerCase()
      // `핸드쉐이크` and `핸드셰이크` are both written.
      .replaceAll("쉐", "셰")
      .replace(/[\s_\-‐-―·.,:/()'"`?!]+/gu, "")
  );
}

/** What to type after `/handshake run`: the scenario, then its settings. */
export function runWords({ scenario, ...settings }: NonNullable<Entry["run"]>): string {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return [scenario, ...given.map(([name, value]) => `${name}=${value}`)].join(" ");
}
