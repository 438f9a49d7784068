/** What the label along an arrow says: flags, a word, numbers; in few long lines or in more short ones. */

import { ACK, flagNames, has } from "../simulator/tcp/segment.ts";
import { strokeOf } from "./arrows.ts";
import type { Given } from "./labels.ts";
import { type Font, width } from "./measure.ts";
import type { Role, Text } from "./shape.ts";
import * as size from "./sizes.ts";
import type { Journey, Story } from "./story.ts";
import { clip } from "./text.ts";

const WORD_ROOM = 150;

/** Ways to break it into lines, the widest first. */
export interface Label {
  readonly whole: readonly Row[];
  /** Letters of its word that no font has. */
  readonly missing: number;
  /** For where none of these finds room. */
  others(): Others;
}

interface Others {
  /** Whole, on both sides of the arrow. */
  readonly split: readonly Row[];
  /** Whole, with numbers on both sides, or in more lines than are read at once. */
  readonly scattered: readonly Row[];
  /** With the one number that matters most. */
  readonly key: readonly Row[];
  /** Without the numbers. */
  readonly short: readonly Row[];
  /** Without the word. */
  readonly shortest: readonly Row[];
}

/** The lines of a label, from above: those that stand above its arrow, and those below. */
export interface Row {
  readonly lines: readonly Line[];
  readonly above: number;
  readonly widest: number;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly long: number;
}

/** A text with its width: a label is tried in many places and measured once. */
export interface Run {
  readonly look: Pick<Text, "text" | "font" | "size" | "role">;
  readonly long: number;
}

/** With a `sign` its numbers stand in the legend. */
export function labelOf(story: Story, options: Given, journey: Journey, sign = ""): Label {
  const role = strokeOf(journey);
  const flags = run(kindOf(journey), "bold", size.FLAGS_SIZE, role);
  const { word, missing } = oddWords(options, journey, role);
  const { seq, ack, len } = numbers(story, options, journey);
  const all = mono(seq, ack, len);
  const [seqAlone, ackAlone, lenAlone, rest] = [mono(seq), mono(ack), mono(len), mono(ack, len)];
  const head = [flags, ...word];
  if (sign !== "") {
    const signed = run(sign, "bold", size.FLAGS_SIZE, role);
    return { ...pointing([...head, signed], [flags, signed], [signed]), missing };
  }
  const whole = rows([
    [[...head, ...all]],
    [head, all],
    [[...head, ...lenAlone], mono(seq, ack)],
    ...several(word, (first, more) => [
      [flags, first],
      [...more, ...all],
    ]),
    [[flags], word, all],
    ...(len === "" ? [] : [[[...head, ...lenAlone], seqAlone, ackAlone]]),
    [head, seqAlone, rest],
    [[flags], word, seqAlone, rest],
    ...several(word, (first, more) => [[flags], [first], more, seqAlone, rest]),
  ]);
  let others: Others | null = null;
  const make = (): Others => {
    // Of data and of SYN and FIN where they are in the stream, of an ACK how far it has been read.
    const { flags: bits, data } = journey.flight.seg;
    const most = isBareAck(bits) && data === "" ? ackAlone : seqAlone;
    return {
      split: distinct([row([head], [all]), row([[flags], word], [all]), row([head], [seqAlone, rest])]),
      scattered: distinct([
        row([head, seqAlone], [rest]),
        row([[flags], word], [seqAlone, rest]),
        row([[flags], word, seqAlone, ackAlone, lenAlone], []),
        row([[flags], word], [seqAlone, ackAlone, lenAlone]),
      ]),
      key: rows([[[...head, ...most]], [head, most], [[flags], word, most]]),
      short: rows([[head], [[flags], word]]),
      shortest: rows([[[flags]]]),
    };
  };
  return { whole, missing, others: () => (others ??= make()) };
}

/** What the legend says of it. */
export function toldOf(story: Story, options: Given, journey: Journey): Run[] {
  const { seq, ack, len } = numbers(story, options, journey);
  return [run(kindOf(journey), "bold", size.FLAGS_SIZE, strokeOf(journey)), ...mono(seq, ack, len)];
}

/** Of a label whose numbers stand elsewhere: it only has to be found. */
function pointing(
  head: readonly Run[],
  less: readonly Run[],
  least: readonly Run[],
): Pick<Label, "whole" | "others"> {
  const whole = rows([[head], [head.slice(0, 1), head.slice(1)]]);
  const [short, shortest] = [rows([[less]]), rows([[least]])];
  return { whole, others: () => ({ split: [row([], [head])], scattered: [], key: whole, short, shortest }) };
}

export const run = (text: string, font: Font, size: number, role: Role): Run => ({
  look: { text, font, size, role },
  long: width(text, font, size),
});

function mono(...texts: readonly string[]): Run[] {
  const text = texts.filter(Boolean).join(" ");
  return text === "" ? [] : [run(text, "mono", size.TEXT_SIZE, "text")];
}

const rows = (all: readonly (readonly (readonly Run[])[])[]): Row[] =>
  distinct(all.map((lines) => row(lines, [])));

/** Without a word, or with one number alone, many are alike: each is tried once. */
function distinct(all: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return all.filter(({ lines, above }) => {
    const texts = lines.map(({ runs }) => runs.map(({ look }) => look.text).join(" "));
    const known = seen.size;
    return seen.add([above, ...texts].join("|")).size > known;
  });
}

function row(above: readonly (readonly Run[])[], below: readonly (readonly Run[])[]): Row {
  const upper = above.filter((runs) => runs.length > 0).map(lineOf);
  const lower = below.filter((runs) => runs.length > 0).map(lineOf);
  const lines = [...upper, ...lower];
  return { lines, above: upper.length, widest: Math.max(...lines.map(({ long }) => long)) };
}

function lineOf(runs: readonly Run[]): Line {
  return { runs, long: runs.reduce((sum, { long }) => sum + long, 0) + (runs.length - 1) * size.LABEL_GAP };
}

/** The same with all lines below the arrow. */
export const lowered = (row: Row): Row => ({ ...row, above: 0 });

/** How far above the arrow the foot of line `i` stands. */
export const upOf = ({ above }: Row, i: number, raised: number): number =>
  i < above
    ? size.LABEL_LIFT + raised + (above - 1 - i) * size.LINE_HEIGHT
    : -size.LABEL_DROP - raised - (i - above) * size.LINE_HEIGHT;

function oddWords(
  { labels }: Given,
  { holding, oddities }: Journey,
  role: Role,
): { word: Run[]; missing: number } {
  const words = oddities
    .filter((odd) => !holding || odd !== "held")
    .map((odd) => clip(labels[odd], "bold", size.TEXT_SIZE, WORD_ROOM));
  return {
    word: words.map(({ text }) => run(text, "bold", size.TEXT_SIZE, role)),
    missing: words.reduce((sum, { missing }) => sum + missing, 0),
  };
}

/** Only where there are several words: the lines that the first and the others make. */
const several = ([first, ...more]: readonly Run[], lines: (first: Run, more: Run[]) => Run[][]) =>
  first === undefined || more.length === 0 ? [] : [lines(first, more)];

const isDatagram = ({ flight }: Journey): boolean => flight.seg.protocol === "udp";

const kindOf = (journey: Journey): string =>
  isDatagram(journey) ? "UDP" : flagNames(journey.flight.seg.flags);

function numbers(story: Story, options: Given, journey: Journey): { seq: string; ack: string; len: string } {
  const { seg, relative } = journey.flight;
  if (isDatagram(journey)) return { seq: "", ack: "", len: `len=${seg.data.length}` };
  const { seq, ack } = options.numbers === "relative" ? relative : seg;
  return {
    seq: `seq=${seq}`,
    ack: has(seg, ACK) ? `ack=${ack}` : "",
    len: seg.data.length > 0 ? `len=${seg.data.length}` : tellsWindow(story, journey) ? `win=${seg.wnd}` : "",
  };
}

/** Only where a window closes are windows worth a word, and there, and from there on, on every ACK. */
const tellsWindow = ({ windows }: Story, { flight: { seg } }: Journey): boolean =>
  windows && isBareAck(seg.flags);

const isBareAck = (flags: number): boolean => flagNames(flags) === "ACK";
