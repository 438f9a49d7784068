/** Segments as arrows; each fate and each oddity has a shape of its own, besides its word. */
import { ACK, FIN, has, RST, SYN } from "../simulator/tcp/segment.ts";
import { boxAt } from "./box.ts";
import { touches } from "./pile.ts";
import { isDim, litOf, type Scene } from "./scene.ts";
import type { Lit, Stroke } from "./shape.ts";
import { addFate, addLine, addMark, addSolid } from "./sheet.ts";
import * as size from "./sizes.ts";
import type { Journey, Oddity } from "./story.ts";
import { pointOn, type Way, wayOf } from "./way.ts";

/** Lost and retransmitted are dashed, forged is dotted, a duplicate is two thin lines. */
const LOST: readonly number[] = [7, 5];
const RETRANSMITTED: readonly number[] = [12, 5];
const FORGED: readonly number[] = [2.5, 4.5];
const DUPLICATE_APART = 4;
const DUPLICATE_WIDTH = 1.4;
const LINE_UNDER_HEAD = 0.7;

const ZIGZAG_HALF = 5;
const ZIGZAG_STEP = 7;
const ZIGZAGS = 4;
const TEETH_LONG = ZIGZAGS * ZIGZAG_STEP;
const PAUSE_HALF = 7;
const PAUSE_APART = 6;
const PAUSE_WIDTH = 3;
const CLOCK_RADIUS = 7.5;
const CLOCK_WIDTH = 1.75;

export function strokeOf({ flight, fate, oddities }: Journey): Stroke {
  const { seg } = flight;
  if (fate === "lost" || oddities.includes("forged") || oddities.includes("corrupted")) return "alarm";
  if (has(seg, RST)) return "alarm";
  if (has(seg, FIN)) return "close";
  if (has(seg, SYN)) return "open";
  return seg.data.length > 0 || !has(seg, ACK) ? "data" : "ack";
}

export function drawArrow(scene: Scene, journey: Journey): void {
  const way = wayOf(scene, journey);
  const look = { role: strokeOf(journey), ...litWhole(scene, journey) };
  const end = journey.fate === "arrived" ? way.length - size.HEAD_LENGTH * LINE_UNDER_HEAD : way.length;
  drawLine(scene, journey, way, end, look);
  const { x, y } = pointOn(way, way.length);
  if (journey.fate === "arrived") {
    const hollow = journey.oddities.includes("forged") ? { hollow: true as const } : {};
    addMark(scene, { type: "head", x, y, angle: way.angle, length: size.HEAD_LENGTH, ...hollow, ...look });
  }
  if (journey.fate === "lost") {
    addMark(scene, { type: "cross", x, y, size: size.CROSS_SIZE, width: size.CROSS_WIDTH, ...look });
    // Before the words of another segment it would say that that one is lost.
    addSolid(scene, boxAt(x, y, size.CROSS_SIZE, size.CROSS_SIZE, 0), journey);
  }
  if (journey.fate !== "arrived") addFate(scene, boxAt(x, y, size.CROSS_SIZE, size.CROSS_SIZE, 0), journey);
  if (journey.fate === "unreachable") drawDeadEnd(scene, way, look);
  if (journey.fate === "in flight")
    addMark(scene, { type: "circle", x, y, radius: size.DOT_RADIUS, ...look });
  if (journey.oddities.includes("held")) drawPause(scene, way, look);
  if (journey.oddities.includes("delayed")) drawClock(scene, way, look);
}

/** In a moving picture an arrow is whole only once the segment's fate is known. */
export const litWhole = (scene: Scene, journey: Journey): Lit =>
  scene.options.moving && journey.endedBy !== null ? isDim(scene, journey.endedBy) : litOf(scene, journey);

/** What becomes of a segment on its way, or when it is there: nobody knows it of one that leaves. */
export const LATE: ReadonlySet<Oddity> = new Set(["corrupted", "held", "delayed", "ignored", "dropped"]);

/** As it is known when it leaves. */
export const leaving = (journey: Journey): Journey => ({
  ...journey,
  fate: "in flight",
  oddities: journey.oddities.filter((odd) => !LATE.has(odd)),
});

/** Until then it ends in a dot; in moving pictures alone, and last, where no text stands. */
export function drawOnItsWay(scene: Scene, journey: Journey): void {
  const { sentBy, endedBy } = journey;
  if (!scene.options.moving || sentBy === null || endedBy === null) return;
  const way = wayOf(scene, journey);
  const look = { role: strokeOf(leaving(journey)), steps: [sentBy], until: endedBy };
  const { x, y, radius } = dotOf(scene, { ...journey, sentBy, endedBy }, way);
  const points = [way.x1, way.y1, x, y];
  const dashed = dash(leaving(journey));
  scene.draft.lines.push({ type: "line", points, width: size.ARROW_WIDTH, ...dashed, ...look });
  scene.draft.marks.push({ type: "circle", x, y, radius, ...look });
}

/** Below a label as long as its arrow there is room for a small one alone. */
const DOTS: readonly number[] = [size.DOT_RADIUS, 3];
const DOTS_APART = 2;
/** Parts of the way, the best first. */
const MIDWAY: readonly number[] = [
  size.CUT_AT,
  0.8,
  0.68,
  0.86,
  0.62,
  0.92,
  0.95,
  0.56,
  0.5,
  0.44,
  0.38,
  0.3,
];

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface OnItsWay extends Journey {
  readonly sentBy: number;
  readonly endedBy: number;
}

function dotOf(scene: Scene, journey: OnItsWay, way: Way): Dot {
  const at = (along: number, radius: number): Dot => ({ ...pointOn(way, along), radius });
  // Where a lost one ends there is room: for its cross.
  if (journey.fate !== "arrived") return at(way.length, size.DOT_RADIUS);
  const dots = DOTS.flatMap((radius) => MIDWAY.map((part) => at(part * way.length, radius)));
  const others = dotsBeside(scene, journey);
  const isFree = (dot: Dot): boolean =>
    !touches(scene.draft.solid, boxAt(dot.x, dot.y, dot.radius, dot.radius, way.angle), 0) &&
    others.every(
      (other) => Math.hypot(dot.x - other.x, dot.y - other.y) > dot.radius + other.radius + DOTS_APART,
    );
  return dots.find(isFree) ?? at(size.CUT_AT * way.length, size.DOT_RADIUS);
}

/** Of those that are on their way at the same time: dots upon each other would say that two segments meet. */
function dotsBeside({ draft }: Scene, { sentBy, endedBy }: OnItsWay): readonly Dot[] {
  return draft.marks.flatMap((mark) => {
    if (mark.type !== "circle" || mark.until === undefined) return [];
    const from = Math.min(...(mark.steps ?? []));
    return from < endedBy && mark.until > sentBy ? [mark] : [];
  });
}

type Look = { readonly role: Stroke } & Lit;

function drawLine(scene: Scene, journey: Journey, way: Way, end: number, look: Look): void {
  const odd = (oddity: Oddity) => journey.oddities.includes(oddity);
  const isCopy = odd("duplicate") || odd("oldDuplicate");
  const isBent = odd("corrupted") && way.length > size.SYMBOL_AT * 3;
  const dashed = dash(journey);
  const width = isCopy ? DUPLICATE_WIDTH : size.ARROW_WIDTH;
  for (const up of isCopy ? [-DUPLICATE_APART / 2, DUPLICATE_APART / 2] : [0]) {
    for (const { places, whole } of isBent ? bent(end, dashed.dash !== undefined) : straight(end)) {
      const points = places.flatMap(([along, raised]) => {
        const { x, y } = pointOn(way, along, raised + up);
        return [x, y];
      });
      addLine(scene, { type: "line", width, ...(whole ? {} : dashed), ...look, points }, journey);
    }
  }
  if (isBent) addSolid(scene, symbolBox(way, end - size.SYMBOL_AT - TEETH_LONG / 2, TEETH_LONG / 2));
}

/** So far along, and so far above the line. */
type Place = readonly [along: number, up: number];

interface Part {
  readonly places: readonly Place[];
  /** Whatever the line is. */
  readonly whole: boolean;
}

const part = (places: readonly Place[], whole = false): Part => ({ places, whole });

const straight = (end: number): readonly Part[] => [
  part([
    [0, 0],
    [end, 0],
  ]),
];

/** Where a line is dashed its teeth are not: they would fall into strokes. */
function bent(end: number, isDashed: boolean): readonly Part[] {
  const to = end - size.SYMBOL_AT;
  const from = to - TEETH_LONG;
  const tips = Array.from(
    { length: ZIGZAGS },
    (_, i): Place => [from + (i + 0.5) * ZIGZAG_STEP, i % 2 === 0 ? ZIGZAG_HALF : -ZIGZAG_HALF],
  );
  const teeth: readonly Place[] = [[from, 0], ...tips, [to, 0]];
  return isDashed
    ? [
        part([
          [0, 0],
          [from, 0],
        ]),
        part(teeth, true),
        part([
          [to, 0],
          [end, 0],
        ]),
      ]
    : [part([[0, 0], ...teeth, [end, 0]])];
}

function dash({ fate, oddities }: Journey): { dash?: readonly number[] } {
  if (oddities.includes("forged")) return { dash: FORGED };
  if (fate === "lost") return { dash: LOST };
  return oddities.includes("retransmitted") ? { dash: RETRANSMITTED } : {};
}

/** Two strokes across the line, as on a tape recorder. */
function drawPause(scene: Scene, way: Way, look: Look): void {
  for (const along of [-PAUSE_APART / 2, PAUSE_APART / 2]) {
    const from = pointOn(way, size.SYMBOL_AT + along, -PAUSE_HALF);
    const to = pointOn(way, size.SYMBOL_AT + along, PAUSE_HALF);
    const points = [from.x, from.y, to.x, to.y];
    scene.draft.marks.push({ type: "line", points, width: PAUSE_WIDTH, ...look });
  }
  addSolid(scene, symbolBox(way, size.SYMBOL_AT, PAUSE_APART));
}

/** A clock's face at three. */
function drawClock(scene: Scene, way: Way, look: Look): void {
  const { x, y } = pointOn(way, size.SYMBOL_AT + CLOCK_RADIUS * 2);
  addMark(scene, { type: "circle", x, y, radius: CLOCK_RADIUS, ring: CLOCK_WIDTH, ...look });
  const hand = CLOCK_RADIUS * 0.55;
  scene.draft.marks.push({
    type: "line",
    points: [x, y - hand, x, y, x + hand, y],
    width: CLOCK_WIDTH,
    ...look,
  });
}

/** A stroke across the end: here nobody takes it. */
function drawDeadEnd(scene: Scene, way: Way, look: Look): void {
  const points = [-size.CROSS_SIZE, size.CROSS_SIZE].flatMap((up) =>
    Object.values(pointOn(way, way.length, up)),
  );
  scene.draft.marks.push({ type: "line", points, width: size.CROSS_WIDTH, ...look });
  addSolid(scene, boxAt(way.x2, way.y2, size.CROSS_WIDTH, size.CROSS_SIZE, way.angle));
}

function symbolBox(way: Way, along: number, halfW: number) {
  const { x, y } = pointOn(way, along);
  return boxAt(x, y, halfW, PAUSE_HALF, way.angle);
}
