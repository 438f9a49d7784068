/**
 * How much a sentence is like known phrasings: the words, letter groups and concepts that both have, each weighing
 * the more the fewer phrasings have it (idf), as the cosine of the two. No model and no language is needed; the same
 * sentence always gets the same answer.
 */
import { conceptsIn, plain } from "./concepts.ts";

export interface Phrasing<T> {
  readonly of: T;
  readonly text: string;
}

export interface Like<T> {
  readonly of: T;
  /** 0..1, of its nearest phrasing. */
  readonly likeness: number;
}

/** A concept says more than a word, since it is the same in both languages. */
const CONCEPT_WEIGHT = 2;
const HANGUL_GROUP = 2;

/** Says how much a text is like each of the things that the phrasings are of, the likest first. */
export function likenessTo<T>(phrasings: readonly Phrasing<T>[]): (text: string) => Like<T>[] {
  const known = phrasings.map(({ of, text }) => ({ of, features: featuresOf(text) }));
  const seen = new Map<string, number>();
  for (const { features } of known) for (const one of features) seen.set(one, (seen.get(one) ?? 0) + 1);
  const weight = (feature: string): number => {
    const idf = Math.log(1 + known.length / (1 + (seen.get(feature) ?? 0)));
    return feature.startsWith("#") ? idf * CONCEPT_WEIGHT : idf;
  };
  const sized = known.map((one) => ({ ...one, size: sizeOf(one.features) }));
  return (text) => {
    const features = featuresOf(text);
    const size = sizeOf(features);
    const best = new Map<T, number>();
    for (const one of sized) {
      const likeness = size === 0 ? 0 : shared(features, one.features) / (size * one.size);
      best.set(one.of, Math.max(best.get(one.of) ?? 0, likeness));
    }
    return [...best].map(([of, likeness]) => ({ of, likeness })).sort((a, b) => b.likeness - a.likeness);
  };

  function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
    return [...a].reduce((sum, one) => (b.has(one) ? sum + weight(one) ** 2 : sum), 0);
  }

  function sizeOf(features: ReadonlySet<string>): number {
    return Math.sqrt(shared(features, features));
  }
}

/** Latin words whole, Hangul in groups of two letters (endings and particles change, stems stay), `#concepts`. */
function featuresOf(text: string): ReadonlySet<string> {
  const simple = plain(text);
  const words = simple.match(/[\p{Script=Latin}\d]+/gu) ?? [];
  const hangul = (simple.match(/\p{Script=Hangul}+/gu) ?? []).flatMap(groups);
  const concepts = [...conceptsIn(simple)].map((name) => `#${name}`);
  return new Set([...words, ...hangul, ...concepts]);
}

function groups(word: string): string[] {
  if (word.length <= HANGUL_GROUP) return [word];
  return Array.from({ length: word.length - HANGUL_GROUP + 1 }, (_, at) => word.slice(at, at + HANGUL_GROUP));
}
