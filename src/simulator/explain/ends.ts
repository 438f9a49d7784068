/** How each connection of a run ended, for a picture that shows one of them. */
import type { Language, Locale } from "../../language.ts";
import {
  type Connection,
  connectionsOf,
  mainConnection,
  namesOf,
  toldConnections,
} from "../network/connections.ts";
import type { Trace } from "../network/trace.ts";
import { eventHeadline, headline } from "./headline.ts";
import { type Voice, voiceOf } from "./voice.ts";

/** Below a state map: `captions` are lines of their own above `caption`. */
export interface MapCaptions {
  readonly captions: readonly string[];
  readonly caption: string;
}

/**
 * What happened, in a sentence. Where there are several connections "the" state of a host says nothing of the one that a
 * map shows: they are told one by one instead, the map's own first.
 */
export function captionsOfMap(trace: Trace, locale: Locale, language: Language): MapCaptions {
  const told = toldConnections(connectionsOf(trace));
  if (told.length <= 1) return { captions: [], caption: headline(trace, locale, language) };
  const voice = voiceOf(locale, language);
  const event = eventHeadline(trace, voice);
  const lines = [...(event === null ? [] : [event]), voice.say("ends.head"), ...linesOf(trace, voice, told)];
  return { captions: lines.slice(0, -1), caption: lines.at(-1) ?? "" };
}

function linesOf(trace: Trace, voice: Voice, told: readonly Connection[]): string[] {
  const main = mainConnection(told);
  const titleOf = (id: string): string =>
    trace.hosts.find((host) => host.id === id)?.title[voice.locale] ?? id;
  // Those of which only one end is in the run, and all in one state, are one line: a flood has many.
  const lines = new Map<string, string[]>();
  for (const one of [...told].sort((a, b) => Number(b === main) - Number(a === main))) {
    const [near, far] = namesOf(trace, told, one, titleOf);
    const [first, second] = one.ends.map(({ state }) => state);
    const end = `${near} ${first}`;
    if (second === undefined) lines.set(end, [...(lines.get(end) ?? []), far]);
    else lines.set(`${end} ↔ ${far} ${second}`, []);
  }
  const times = (n: number): string => (n > 1 ? ` ×${n}` : "");
  return [...lines].map(([line, peers]) =>
    peers.length === 0 ? line : `${line}${times(peers.length)} ↔ ${peers.join(", ")}`,
  );
}
