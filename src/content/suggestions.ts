/** What of the glossary fits a word that is being typed. */
import type { Locale } from "../language.ts";
import { folded, glossary } from "./glossary.ts";

/** Names that fit what is typed so far: those that start with it, then those that hold it. */
export function suggestions(typed: string, locale: Locale): { value: string; label: string }[] {
  const word = folded(typed);
  const fitting = glossary.flatMap((entry) => {
    const held = [...entry.names, entry.id].filter((name) => folded(name).includes(word));
    const found = held.find((name) => folded(name).startsWith(word)) ?? held[0];
    const inTitle = folded(entry[locale].title).includes(word);
    if (found === undefined && !inTitle) return [];
    const first = entry.names[0] ?? entry.id;
    const plain = word === "" || found === undefined ? first : found;
    return [
      {
        value: plain.includes(" ") ? entry.id : plain,
        label: entry[locale].title,
        starts: found !== undefined && folded(found).startsWith(word),
      },
    ];
  });
  return [...fitting.filter(({ starts }) => starts), ...fitting.filter(({ starts }) => !starts)].map(
    ({ value, label }) => ({ value, label }),
  );
}
