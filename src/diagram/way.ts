/** The way of a segment across the picture: from where to where, and how a text stands along it. */
import { type Box, boxAt, type Turn, touch } from "./box.ts";
import { columnOf, type Scene } from "./scene.ts";
import * as size from "./sizes.ts";
import type { Journey } from "./story.ts";

export interface Way {
  readonly x1: number;
  readonly y1: number;
  /** Where the drawn line ends: at the receiver, or where the segment is lost or by now. */
  readonly x2: number;
  readonly y2: number;
  readonly length: number;
  /** How far the line would go on beyond its ends, to the lifelines. */
  readonly before: number;
  readonly after: number;
  /** Radians, from start to end. */
  readonly angle: number;
  readonly cos: number;
  readonly sin: number;
  /** The same, turned so that text never stands on its head. */
  readonly rotation: number;
  readonly turn: Turn;
  readonly rightward: boolean;
  /** The mark that gives way if the label finds no room. */
  readonly mark: number;
}

/** Where a cross or a dot looks for a place, in parts of its way: nearer to its sender first. */
const END_AT: readonly number[] = [1, 0.88, 0.76, 1.1, 0.64];
/** So far it stays from another arrow. */
const END_APART = 1;
/** Half of what stands at the end. */
const END_SIZE: Partial<Record<Journey["fate"], number>> = {
  lost: size.CROSS_SIZE,
  "in flight": size.DOT_RADIUS,
};

/** Of all segments; each is asked for by every other one. */
export function waysOf(ground: Ground, journeys: readonly Journey[]): Map<Journey, Way> {
  const ways = new Map(journeys.map((journey) => [journey, wayOn(ground, journey)]));
  // A cross upon another's arrow would say that that one is lost, a dot that it is still on its way.
  for (const [journey, way] of ways) {
    const half = END_SIZE[journey.fate];
    if (half !== undefined) ways.set(journey, clearOf(ways, journey, way, half));
  }
  return ways;
}

function clearOf(ways: ReadonlyMap<Journey, Way>, journey: Journey, way: Way, half: number): Way {
  const isClear = ({ x2, y2 }: Way): boolean => {
    const end = boxAt(x2, y2, half, half, 0);
    return ![...ways].some(([other, line]) => other !== journey && touch(end, boxOfLine(line), END_APART));
  };
  return END_AT.map((part) => endingAt(way, part)).find(isClear) ?? way;
}

const boxOfLine = ({ x1, y1, x2, y2, length, angle }: Way): Box =>
  boxAt((x1 + x2) / 2, (y1 + y2) / 2, length / 2, size.ARROW_WIDTH / 2, angle);

/** On the same line, but only so far. */
function endingAt(way: Way, part: number): Way {
  if (part === 1) return way;
  const length = way.length * part;
  const { x, y } = pointOn(way, length);
  return { ...way, x2: x, y2: y, length, after: way.after + way.length - length };
}

export const wayOf = (scene: Scene, journey: Journey): Way =>
  scene.ways.get(journey) ?? wayOn(scene, journey);

type Ground = Pick<Scene, "columns" | "scale" | "top" | "bottom">;

function wayOn(scene: Ground, journey: Journey): Way {
  const { marks, ys } = scene.scale;
  const from = columnOf(scene, journey.from).x;
  const to = columnOf(scene, journey.to).x;
  const side = Math.sign(to - from);
  const [start, end] = [marks.sent(journey), marks.ended(journey)];
  const whole = {
    x1: from + side * (size.BAR_WIDTH / 2 + size.TIP_GAP),
    x2: to - side * (size.BAR_WIDTH / 2 + size.TIP_GAP),
  };
  const cutX = whole.x1 + (whole.x2 - whole.x1) * size.CUT_AT;
  const y2 = ys[end] ?? scene.bottom;
  const y1 = ys[start];
  const x2 = journey.fate === "arrived" ? whole.x2 : cutX;
  // Sent in the picture before this one: it comes from the middle.
  if (y1 === undefined)
    return way(whole, whole.x1 + (whole.x2 - whole.x1) * (1 - size.CUT_AT), y2 - sunk(scene), x2, y2, end);
  return way(whole, whole.x1, y1, x2, y2, start);
}

/** How far an arrow has sunk on the part of its way that a picture shows. */
const sunk = ({ scale, top }: Ground): number => Math.min(size.SUNK, (scale.ys[0] ?? top) - top);

function way(
  whole: { readonly x1: number; readonly x2: number },
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  mark: number,
): Way {
  const rightward = x2 >= x1;
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const rotation = rightward ? angle : Math.atan2(y1 - y2, x1 - x2);
  return {
    x1,
    y1,
    x2,
    y2,
    length: Math.hypot(x2 - x1, y2 - y1),
    before: Math.abs((x1 - whole.x1) / Math.cos(angle)),
    after: Math.abs((whole.x2 - x2) / Math.cos(angle)),
    angle,
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    rotation,
    turn: { angle: rotation, cos: Math.cos(rotation), sin: Math.sin(rotation) },
    rightward,
    mark,
  };
}

/** The point `along` pixels from the start and `up` pixels above the line as it is read. */
export function pointOn(way: Way, along: number, up = 0): { x: number; y: number } {
  return {
    x: way.x1 + along * way.cos + up * way.turn.sin,
    y: way.y1 + along * way.sin - up * way.turn.cos,
  };
}
