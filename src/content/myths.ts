/** What learners and their notes get wrong: `assets/myths`, one entry per claim. */
import * as z from "zod";
import { WHAT_IF_NAMES } from "../simulator/network/what-if.ts";
import { PROFILE_NAMES, type ProfileName } from "../simulator/tcp/profile.ts";
import { CONCEPT_NAMES, conceptsIn, denies, plain } from "./concepts.ts";
import { likenessTo } from "./likeness.ts";
import { readEntries } from "./yaml.ts";

export const VERDICTS = ["wrong", "imprecise"] as const;
export type Verdict = (typeof VERDICTS)[number];

const TOPICS = [
  "handshake",
  "segments",
  "isn",
  "states",
  "time-wait",
  "resources",
  "reset",
  "timeouts",
  "udp",
] as const;

/** What a button can show. */
const TITLE_MAX = 40;
const text = z.string().trim().min(1);
const concept = z.enum(CONCEPT_NAMES, {
  error: ({ input }) => `"${input}" is no concept of src/content/concepts.ts`,
});

const words = z.strictObject({
  title: text.max(TITLE_MAX),
  /** As learners write it. */
  claim: text,
  /** Other ways in which people put it. */
  paraphrases: z.array(text).min(3).max(6),
  /** What is true, why, and where it is written. */
  correct: text,
  /** One sentence. */
  whyBelieved: text,
});

export const Entry = z.strictObject({
  /** The row of the table of topics. */
  id: z.string().regex(/^[A-I]\d{1,2}$/u),
  slug: z.string().regex(/^[a-z0-9-]+$/u),
  verdict: z.enum(VERDICTS),
  source: text,
  topic: z.enum(TOPICS),
  /** The run whose trace contradicts the claim. */
  run: z.strictObject({
    scenario: z.string().regex(/^[a-z0-9-]+$/u),
    os: z.enum(PROFILE_NAMES as [ProfileName, ...ProfileName[]]).optional(),
    isn: z.string().optional(),
    whatIf: z.enum(WHAT_IF_NAMES).optional(),
  }),
  /** A sentence can be this claim only if it speaks of one concept of each group ... */
  needs: z.array(z.array(concept).min(1)).min(1),
  /** ... and of none of these, with which it would be true or about something else. */
  unless: z.array(concept).default([]),
  en: words,
  ko: words,
});

export type Myth = z.output<typeof Entry>;

const read = readEntries("myths", Entry);
export const mythFaults = read.faults;

/** Wrong ones first, then by id. */
export const myths: readonly Myth[] = [...read.entries].sort(
  (a, b) =>
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    a.id.charCodeAt(0) - b.id.charCodeAt(0) ||
    Number(a.id.slice(1)) - Number(b.id.slice(1)),
);

export const mythOf = (id: string): Myth | null => myths.find((myth) => myth.id === id) ?? null;

/** `/handshake run last-ack-lost what-if=no-time-wait` */
export const commandOfRun = ({ scenario, os, isn, whatIf }: Myth["run"]): string =>
  [
    `/handshake run ${scenario}`,
    ...(os === undefined ? [] : [`os=${os}`]),
    ...(isn === undefined ? [] : [`isn=${isn}`]),
    ...(whatIf === undefined ? [] : [`what-if=${whatIf}`]),
  ].join(" ");

/** Chosen on `test/content/myths-sentences.ts` and `myths-truths.ts`, with room on the side of saying nothing. */
const LIKE_ENOUGH = 0.4;
const WORTH_ASKING = 0.12;
const NEAR = 2;

export interface Answer {
  /** Null: no claim that we know. */
  readonly myth: Myth | null;
  /** Without a myth: the two that it might have meant; fewer where even those are far. */
  readonly near: readonly Myth[];
}

const phrasings = myths.flatMap((of) =>
  [of.en, of.ko].flatMap(({ claim, paraphrases }) =>
    [claim, ...paraphrases].map((said) => ({ of, text: said })),
  ),
);
/** Weighing every phrasing takes longer than most of a start: whoever asks first waits for it. */
let likeness: ReturnType<typeof likenessTo<Myth>> | undefined;

/**
 * The known claim that a sentence makes. Being alike is not enough: "the server is in CLOSE-WAIT" and "the server is in
 * TIME-WAIT" are. So the sentence must also speak of what the claim is about, of nothing that makes it true, and
 * deny nothing. In doubt it is none, since a true sentence must never be called a myth.
 */
export function mythIn(sentence: string): Answer {
  likeness ??= likenessTo(phrasings);
  const liked = likeness(sentence);
  const simple = plain(sentence);
  const found = liked.find(({ of, likeness: much }) => much >= LIKE_ENOUGH && claims(of, simple));
  if (found !== undefined) return { myth: found.of, near: [] };
  const near = liked.filter(({ likeness: much }) => much >= WORTH_ASKING).slice(0, NEAR);
  return { myth: null, near: near.map(({ of }) => of) };
}

function claims({ needs, unless }: Myth, simple: string): boolean {
  const spoken = conceptsIn(simple);
  return (
    !denies(simple) &&
    needs.every((group) => group.some((one) => spoken.has(one))) &&
    !unless.some((one) => spoken.has(one))
  );
}
