/** What the label along an arrow says: flags, a word, numbers; in few long lines or in more short ones. */

import { ACK, flagNames, has, RST } from "../simulator/tcp/segment.ts";
import { strokeOf } from "./arrows.ts";
import type { Options } from "./labels.ts";
import { type Font, width } from "./measure.ts";
import type { Role } from "./shape.ts";
import * as size from "./sizes.ts";
import type { Journey, Story } from "./story.ts";
import { clip } from "./text.ts";

const WORD_ROOM = 150;

/** Ways to break it into lines, the widest first. */
export interface Label {
  readonly whole: readonly Row[];
  /** Whole, on both sides of the arrow or on more lines. */
  readonly split: readonly Row[];
  /** With the one number that matters most. */
  readonly key: readonly Row[];
  /** Without the numbers. */
  readonly short: readonly Row[];
  /** Without the word. */
  readonly shortest: readonly Row[];
  /** Letters of the word that no font has. */
  readonly missing: number;
}

/** The lines of a label, from above: those that stand above its arrow, and those below. */
export interface Row {
  readonly lines: readonly Line[];
  readonly above: number;
  readonly widest: number;
}

/** A line with its width and that of each run: a label is tried in many places and measured once. */
interface Line {
  readonly runs: readonly Run[];
  readonly widths: readonly number[];
  readonly long: number;
}

interface Run {
  readonly text: string;
  readonly font: Font;
  readonly size: number;
  readonly role: Role;
}

export function labelOf(story: Story, options: Options, journey: Journey): Label {
  const role = strokeOf(journey);
  const flags: Run = { text: kindOf(journey), font: "bold", size: size.FLAGS_SIZE, role };
  const { word, missing } = oddWord(options, journey, role);
  const { seq, ack, len } = numbers(story, options, journey);
  // Of data and of SYN and FIN where they are in the stream, of an ACK how far it has been read.
  const { flags: bits, data } = journey.flight.seg;
  const most = isBareAck(bits) && data === "" ? ack : seq;
  return {
    whole: rows([
      [[flags, ...word, ...mono(seq, ack, len)]],
      [[flags, ...word], mono(seq, ack, len)],
      [[flags, ...word, ...mono(len)], mono(seq, ack)],
      [[flags, ...word], mono(seq), mono(ack, len)],
      [[flags], word, mono(seq), mono(ack, len)],
    ]),
    split: [
      row([[flags, ...word]], [mono(seq, ack, len)]),
      row([[flags, ...word]], [mono(seq), mono(ack, len)]),
      row([[flags, ...word], mono(seq)], [mono(ack, len)]),
      row([[flags], word], [mono(seq), mono(ack, len)]),
      row([[flags], word, mono(seq), mono(ack), mono(len)], []),
      row([[flags], word], [mono(seq), mono(ack), mono(len)]),
    ],
    key: rows([
      [[flags, ...word, ...mono(most)]],
      [[flags, ...word], mono(most)],
      [[flags], word, mono(most)],
    ]),
    short: rows([[[flags, ...word]], [[flags], word]]),
    shortest: rows([[[flags]]]),
    missing,
  };
}

function mono(...texts: readonly string[]): Run[] {
  const text = texts.filter(Boolean).join(" ");
  return text === "" ? [] : [{ text, font: "mono", size: size.TEXT_SIZE, role: "text" }];
}

const rows = (all: readonly Run[][][]): Row[] => all.map((lines) => row(lines, []));

function row(above: readonly Run[][], below: readonly Run[][]): Row {
  const [upper, lower] = [above, below].map((runs) =>
    runs.filter((line) => line.length > 0).map(measured),
  ) as [Line[], Line[]];
  const lines = [...upper, ...lower];
  return { lines, above: upper.length, widest: Math.max(...lines.map(({ long }) => long)) };
}

/** The same with all lines below the arrow. */
export const lowered = (row: Row): Row => ({ ...row, above: 0 });

/** How far above the arrow the foot of line `i` stands. */
export const upOf = ({ above }: Row, i: number, raised: number): number =>
  i < above
    ? size.LABEL_LIFT + raised + (above - 1 - i) * size.LINE_HEIGHT
    : -size.LABEL_DROP - raised - (i - above) * size.LINE_HEIGHT;

function measured(runs: readonly Run[]): Line {
  const widths = runs.map(({ text, font, size }) => width(text, font, size));
  return {
    runs,
    widths,
    long: widths.reduce((sum, one) => sum + one, 0) + (runs.length - 1) * size.LABEL_GAP,
  };
}

function oddWord(
  { labels }: Options,
  { fate, oddities }: Journey,
  role: Role,
): { word: Run[]; missing: number } {
  const words = oddities.filter((odd) => fate !== "in flight" || odd !== "held").map((odd) => labels[odd]);
  if (words.length === 0) return { word: [], missing: 0 };
  const { text, missing } = clip(words.join(" · "), "bold", size.TEXT_SIZE, WORD_ROOM);
  return { word: [{ text, font: "bold", size: size.TEXT_SIZE, role }], missing };
}

const isDatagram = ({ flight }: Journey): boolean => flight.seg.protocol === "udp";

const kindOf = (journey: Journey): string =>
  isDatagram(journey) ? "UDP" : flagNames(journey.flight.seg.flags);

function numbers(
  story: Story,
  options: Options,
  journey: Journey,
): { seq: string; ack: string; len: string } {
  const { seg, relative } = journey.flight;
  if (isDatagram(journey)) return { seq: "", ack: "", len: `len=${seg.data.length}` };
  const { seq, ack } = options.numbers === "relative" ? relative : seg;
  return {
    seq: `seq=${seq}`,
    ack: has(seg, ACK) ? `ack=${ack}` : "",
    len: seg.data.length > 0 ? `len=${seg.data.length}` : tellsWindow(story, journey) ? `win=${seg.wnd}` : "",
  };
}

/** Only where a window closes are windows worth a word, and there on every ACK. */
const tellsWindow = (story: Story, { flight: { seg } }: Journey): boolean =>
  isBareAck(seg.flags) &&
  story.journeys.some(({ flight }) => flight.seg.wnd === 0 && has(flight.seg, ACK) && !has(flight.seg, RST));

const isBareAck = (flags: number): boolean => flagNames(flags) === "ACK";
