/** The label along an arrow: flags, a word, numbers; on one line or several, wherever there is room. */

import { ACK, flagNames, has, RST } from "../simulator/tcp/segment.ts";
import { litWhole, strokeOf } from "./arrows.ts";
import { type Font, width } from "./measure.ts";
import { addFirstFit, fits, giveWay, isHopeless, litOf, type Scene, triesAgain } from "./scene.ts";
import type { Lit, Role, Text } from "./shape.ts";
import { addTexts } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";
import { clip } from "./text.ts";
import { pointOn, type Way, wayOf } from "./way.ts";

const SEARCH_STEP = 10;
/** The word at a lost segment's cross. */
const CUT_AWAY = 6;
const LOWER = 4;
const CUT_WORD_ROOM = 130;
const WORD_ROOM = 150;

interface Run {
  readonly text: string;
  readonly font: Font;
  readonly size: number;
  readonly role: Role;
}

/** Adds the label where it fits; where no stretching helps it is shortened, and at last may cross a line. */
export function drawLabel(scene: Scene, journey: Journey): void {
  const way = wayOf(scene, journey);
  const { whole, key, short, shortest } = arrangements(scene, journey, way);
  const dim = litOf(scene, journey);
  const sections = sectionsOf(scene, journey, way);
  function* along(some: readonly Section[], rows: readonly Row[], side: Side): Generator<Text[]> {
    for (const section of some) for (const row of rows) yield* places(way, section, row, dim, side);
  }
  const above = (rows: readonly Row[]) => along([...sections, wholeOf(way)], rows, "above");
  function* wanted() {
    yield* above(whole);
    if (triesAgain(scene, way.mark)) yield* above(key);
  }
  if (addFirstFit(scene, wanted(), journey, way.mark) || !isHopeless(scene, way.mark)) return;
  const fitting = (candidates: Iterable<Text[]>, overLines = false) =>
    [...candidates].find((texts) => fits(scene, texts, journey, overLines));
  // Only where arrows cross may a label stand below its own: elsewhere it would seem to be the next one's.
  const numbered = [...along(sections, whole, "below"), ...above(key), ...along(sections, key, "below")];
  const next = markAfter(scene, journey, way.mark);
  const found = fitting(numbered);
  // Below the tail there may be room once what comes next has moved.
  if (found === undefined && next >= 0 && !isHopeless(scene, next)) {
    giveWay(scene, next);
    return;
  }
  const shortened = [...above(short), ...along(sections, short, "below"), ...above(shortest)];
  const over = [...above(key), ...above(short), ...above(shortest)];
  addTexts(scene, found ?? fitting(shortened) ?? fitting(over, true) ?? []);
}

/** What happens next at the sender; -1 = nothing does. */
const markAfter = ({ scale: { marks } }: Scene, { from, sentBy }: Journey, mark: number): number =>
  marks.findIndex(({ host, n }, i) => i > mark && host === from && n !== sentBy);

/** Beside the cross or the dot: what became of the segment. */
export function drawCutWord(scene: Scene, journey: Journey): void {
  if (journey.fate === "arrived") return;
  const { labels } = scene.options;
  const held = journey.fate === "in flight" && journey.oddities.includes("held");
  const words = journey.fate === "lost" ? labels.lost : held ? labels.held : labels.inFlight;
  const { text, missing } = clip(words, "bold", size.TEXT_SIZE, CUT_WORD_ROOM);
  scene.draft.missing += missing;
  const way = wayOf(scene, journey);
  const half = width(text, "bold", size.TEXT_SIZE) / 2;
  const away = (journey.fate === "lost" ? size.CROSS_SIZE : size.DOT_RADIUS) + CUT_AWAY;
  const low = size.TEXT_SIZE * size.MIDDLE;
  const candidates = [
    pointOn(way, way.length + away + half, -low),
    pointOn(way, way.length, -away - 2 * low),
    pointOn(way, way.length, -away - 2 * low - LOWER),
    pointOn(way, way.length, away + 2),
    pointOn(way, way.length - half, -away - 2 * low),
    pointOn(way, way.length + half, -away - 2 * low),
  ].map(({ x, y }): Text[] => [
    {
      type: "text",
      role: strokeOf(journey),
      text,
      x,
      y,
      anchor: "middle",
      font: "bold",
      size: size.TEXT_SIZE,
      rotation: way.rotation,
      ...litWhole(scene, journey),
    },
  ]);
  addFirstFit(scene, candidates, null, way.mark);
}

interface Arrangements {
  readonly whole: readonly Row[];
  /** With the one number that matters most. */
  readonly key: readonly Row[];
  /** Without the numbers. */
  readonly short: readonly Row[];
  /** Without the word. */
  readonly shortest: readonly Row[];
}

/** Ways to break the label into lines, the widest first. */
function arrangements(scene: Scene, journey: Journey, way: Way): Arrangements {
  const role = strokeOf(journey);
  const flags: Run = { text: kindOf(journey), font: "bold", size: size.FLAGS_SIZE, role };
  const word = oddWord(scene, journey, role);
  const { seq, ack, len } = numbers(scene, journey);
  // Of data and of SYN and FIN where they are in the stream, of an ACK how far it has been read.
  const { flags: bits, data } = journey.flight.seg;
  const most = isBareAck(bits) && data === "" ? ack : seq;
  const mono = (...texts: string[]): Run[] => {
    const text = texts.filter(Boolean).join(" ");
    return text === "" ? [] : [{ text, font: "mono", size: size.TEXT_SIZE, role: "text" }];
  };
  const room = way.length - 2 * size.LABEL_INSET;
  const measured = measuring();
  const narrow = (rows: Run[][][]): Row[] =>
    rows
      .map((lines) => lines.filter((line) => line.length > 0).map(measured))
      .filter((lines) => lines.every((line) => line.long <= room));
  return {
    whole: narrow([
      [[flags, ...word, ...mono(seq, ack, len)]],
      [[flags, ...word], mono(seq, ack, len)],
      [[flags, ...word, ...mono(len)], mono(seq, ack)],
      [[flags, ...word], mono(seq), mono(ack, len)],
      [[flags], word, mono(seq), mono(ack, len)],
    ]),
    key: narrow([
      [[flags, ...word, ...mono(most)]],
      [[flags, ...word], mono(most)],
      [[flags], word, mono(most)],
    ]),
    short: narrow([[[flags, ...word]], [[flags], word]]),
    shortest: narrow([[[flags]]]),
  };
}

function oddWord(scene: Scene, journey: Journey, role: Role): Run[] {
  const { labels } = scene.options;
  const waits = journey.fate === "in flight";
  const words = journey.oddities.filter((odd) => !(waits && odd === "held")).map((odd) => labels[odd]);
  if (words.length === 0) return [];
  const { text, missing } = clip(words.join(" · "), "bold", size.TEXT_SIZE, WORD_ROOM);
  scene.draft.missing += missing;
  return [{ text, font: "bold", size: size.TEXT_SIZE, role }];
}

const isDatagram = ({ flight }: Journey): boolean => flight.seg.protocol === "udp";

const kindOf = (journey: Journey): string =>
  isDatagram(journey) ? "UDP" : flagNames(journey.flight.seg.flags);

function numbers(scene: Scene, journey: Journey): { seq: string; ack: string; len: string } {
  const { seg, relative } = journey.flight;
  if (isDatagram(journey)) return { seq: "", ack: "", len: `len=${seg.data.length}` };
  const { seq, ack } = scene.options.numbers === "relative" ? relative : seg;
  return {
    seq: `seq=${seq}`,
    ack: has(seg, ACK) ? `ack=${ack}` : "",
    len: seg.data.length > 0 ? `len=${seg.data.length}` : tellsWindow(scene, journey) ? `win=${seg.wnd}` : "",
  };
}

/** Only where a window closes are windows worth a word, and there on every ACK. */
const tellsWindow = ({ story }: Scene, { flight: { seg } }: Journey): boolean =>
  isBareAck(seg.flags) &&
  story.journeys.some(({ flight }) => flight.seg.wnd === 0 && has(flight.seg, ACK) && !has(flight.seg, RST));

const isBareAck = (flags: number): boolean => flagNames(flags) === "ACK";

/** A line with its width and that of each run: a label is tried in many places and measured once. */
interface Line {
  readonly runs: readonly Run[];
  readonly widths: readonly number[];
  readonly long: number;
}

/** The lines of a label, from above. */
type Row = readonly Line[];

function measuring(): (runs: readonly Run[]) => Line {
  const known = new Map<string, number>();
  const widthOf = ({ text, font, size }: Run): number => {
    const key = `${font} ${text}`;
    const long = known.get(key) ?? width(text, font, size);
    known.set(key, long);
    return long;
  };
  return (runs) => {
    const widths = runs.map(widthOf);
    return {
      runs,
      widths,
      long: widths.reduce((sum, one) => sum + one, 0) + (runs.length - 1) * size.LABEL_GAP,
    };
  };
}

type Side = "above" | "below";

interface Section {
  readonly from: number;
  readonly to: number;
}

const wholeOf = (way: Way): Section => ({ from: size.LABEL_INSET, to: way.length - size.LABEL_INSET });

/** What other arrows cut this one into, the longest first; of two alike, the one nearer the sender. */
function sectionsOf(scene: Scene, journey: Journey, way: Way): Section[] {
  const crossings = scene.story.journeys
    .filter((other) => other !== journey)
    .map((other) => crossing(way, wayOf(scene, other)))
    .filter((along) => along !== null)
    .sort((a, b) => a - b);
  if (crossings.length === 0) return [];
  const { from, to } = wholeOf(way);
  const ends = [from, ...crossings, to];
  return ends
    .slice(1)
    .map((end, i) => ({
      from: Math.max(from, (ends[i] ?? from) + (i > 0 ? size.CROSSING_GAP : 0)),
      to: Math.min(to, end - (end === to ? 0 : size.CROSSING_GAP)),
    }))
    .sort((a, b) => Math.round((b.to - b.from - (a.to - a.from)) / SEARCH_STEP));
}

/** How far along the first way the second one crosses it; null = nowhere. */
function crossing(a: Way, b: Way): number | null {
  const [ax, ay, bx, by] = [a.x2 - a.x1, a.y2 - a.y1, b.x2 - b.x1, b.y2 - b.y1];
  const area = ax * by - ay * bx;
  if (Math.abs(area) < 1e-6) return null;
  const s = ((b.x1 - a.x1) * by - (b.y1 - a.y1) * bx) / area;
  const t = ((b.x1 - a.x1) * ay - (b.y1 - a.y1) * ax) / area;
  return s > 0 && s < 1 && t > 0 && t < 1 ? s * a.length : null;
}

/** From the middle of the section outward. */
function* places(way: Way, section: Section, lines: Row, dim: Lit, side: Side): Generator<Text[]> {
  const widest = Math.max(...lines.map(({ long }) => long));
  const first = section.from + widest / 2;
  const middle = (section.from + section.to) / 2;
  for (let away = 0; middle - away >= first - 1e-9; away += SEARCH_STEP) {
    yield textsAt(way, lines, middle - away, dim, side);
    if (away > 0) yield textsAt(way, lines, middle + away, dim, side);
  }
}

function textsAt(way: Way, lines: Row, along: number, dim: Lit, side: Side): Text[] {
  return lines.flatMap((line, i) => {
    const up =
      side === "above"
        ? size.LABEL_LIFT + (lines.length - 1 - i) * size.LINE_HEIGHT
        : -size.LABEL_DROP - i * size.LINE_HEIGHT;
    let at = -line.long / 2;
    return line.runs.map((run, k) => {
      const { x, y } = pointOn(way, along + (way.rightward ? at : -at), up);
      at += (line.widths[k] ?? 0) + size.LABEL_GAP;
      return { type: "text", ...run, x, y, anchor: "start", rotation: way.rotation, ...dim };
    });
  });
}
