/** What several kinds are put together from: scenarios without a title, what a trace says, and figures in words. */
import { run } from "../../simulator/network/run.ts";
import type { Scenario } from "../../simulator/network/scenario.ts";
import type { Entry, Flight, Trace } from "../../simulator/network/trace.ts";
import { CLIENT, connecting, SERVER, serving } from "../../simulator/scenarios/parts/hosts.ts";
import { ACK, flagNames, has, PSH, type Segment } from "../../simulator/tcp/segment.ts";
import type { Draw } from "../seeded.ts";
import type { Played, Said } from "./kind.ts";

/** One way, where a question does not say otherwise. */
export const DELAY_MS = 50;

/** A client and a server that open a connection at 0; `more` is what this question changes. */
export const story = (more: Partial<Scenario>): Scenario => ({
  id: "made",
  title: { en: "Made for a question", ko: "문제를 위해 만든 실행" },
  about: { en: "Made for a question", ko: "문제를 위해 만든 실행" },
  topic: "open",
  numbers: "absolute",
  hosts: [CLIENT, SERVER],
  delayMs: DELAY_MS,
  programs: [serving(), connecting()],
  ...more,
});

/** Both ends with these initial sequence numbers. */
export const withIsns = (client: number, server: number): Scenario["hosts"] => [
  { ...CLIENT, isn: { mode: "fixed", values: [client] } },
  { ...SERVER, isn: { mode: "fixed", values: [server] } },
];

const SEQUENCE_NUMBERS = 2 ** 32;

/** An initial sequence number: one in four so near to 2^32 that `octets` carry it past. */
export const isnOf = (draw: Draw, octets = 0): number =>
  octets > 0 && draw.whole(1, 4) === 1
    ? SEQUENCE_NUMBERS - draw.whole(1, octets)
    : draw.whole(1_000, 4_000_000_000);

/** Modulo 2^32. */
export const after = (number: number, octets: number): number => (number + octets) >>> 0;

export const text = (octets: number): string => "x".repeat(octets);

export const play = ({ scenario, options }: Played): Trace => run(scenario, options);

/** What hosts really sent, in the order of sending. */
export const sentIn = ({ entries }: Trace, from?: string): Flight[] =>
  entries
    .flatMap(({ sent }) => sent)
    .filter((flight) => flight.forgedBy === undefined && (from === undefined || flight.from === from));

/** Without PSH, as figures write them. */
export const flagsIn = ({ flags }: Segment): string => flagNames(flags & ~PSH);

export const arrivalOf = ({ entries }: Trace, flight: Flight): Entry | undefined =>
  entries.find(({ move }) => move.type === "deliver" && move.id === flight.id);

/** `SYN,ACK SEQ=300 ACK=101`; octets of data behind it. */
export function spelt(seg: Segment): string {
  const ack = has(seg, ACK) ? ` ACK=${seg.ack}` : "";
  const data = seg.data === "" ? "" : ` DATA=${seg.data.length}`;
  return `${flagsIn(seg)} SEQ=${seg.seq}${ack}${data}`;
}

/** The same in both languages. */
export const same = (words: string): Said => ({ en: words, ko: words });

export const commas = (value: number): string => value.toLocaleString("en-US");

/** `1.5 s` and `1.5초`. @param ms milliseconds. */
export function seconds(ms: number): Said {
  const value = commas(ms / 1_000);
  return { en: `${value} s`, ko: `${value}초` };
}

/** A host's name within a sentence: `the client`, but `Peer B`. */
export const inSentence = ({ en, ko }: Said): Said => ({
  en: en === CLIENT.title.en || en === SERVER.title.en ? `the ${en.toLowerCase()}` : en,
  ko,
});

export const NAMES: Readonly<Record<string, Said>> = {
  [CLIENT.id]: CLIENT.title,
  [SERVER.id]: SERVER.title,
};
