/** Oriented boxes: what takes room in a picture, and whether two of them touch. */
import { ASCENT, DESCENT, width } from "./measure.ts";
import type { Layout, Line, Shape, Text } from "./shape.ts";
import { HEAD_HALF } from "./sizes.ts";

export interface Box {
  /** Centre. */
  readonly x: number;
  readonly y: number;
  /** Half the length along `angle`, half the height across it. */
  readonly halfW: number;
  readonly halfH: number;
  readonly angle: number;
  /** Of the angle; thousands of boxes are compared, and each is turned once. */
  readonly cos: number;
  readonly sin: number;
  /** Half of what it takes of the picture's width and height. */
  readonly reachX: number;
  readonly reachY: number;
}

export interface TextBox extends Box {
  readonly text: string;
}

/** A box that keeps others so much further away at its ends. */
export const longer = ({ x, y, halfW, halfH, angle }: Box, more: number): Box =>
  boxAt(x, y, halfW + more, halfH, angle);

/** The middle of a line, so much longer: what it touches is on the line, not merely above or below it. */
export const lineOf = ({ x, y, halfW, halfH, angle, cos, sin }: Box, more: number): Box =>
  turned(x, y, halfW + more, halfH * LINE_PART, { angle, cos, sin });

/** Of a text's height. */
const LINE_PART = 0.4;

/** A box that reaches so much further down, as it is read. */
export const deeper = ({ x, y, halfW, halfH, angle, cos, sin }: Box, more: number): Box =>
  turned(x - (sin * more) / 2, y + (cos * more) / 2, halfW, halfH + more / 2, { angle, cos, sin });

/** The boxes of all texts of a picture, from the width table. */
export const textBoxes = (layout: Layout): TextBox[] =>
  layout.shapes.flatMap((shape) =>
    shape.type === "text" ? [{ ...boxOfText(shape), text: shape.text }] : [],
  );

/** What a text must not touch besides other texts: heads, crosses and dots. */
export const markBoxes = (layout: Layout): Box[] => layout.shapes.flatMap(boxOfMark);

/** Around its centre; `angle` in radians. */
export const boxAt = (x: number, y: number, halfW: number, halfH: number, angle: number): Box =>
  turned(x, y, halfW, halfH, { angle, cos: Math.cos(angle), sin: Math.sin(angle) });

export interface Turn {
  readonly angle: number;
  readonly cos: number;
  readonly sin: number;
}

function turned(x: number, y: number, halfW: number, halfH: number, { angle, cos, sin }: Turn): Box {
  const reachX = halfW * Math.abs(cos) + halfH * Math.abs(sin);
  const reachY = halfW * Math.abs(sin) + halfH * Math.abs(cos);
  return { x, y, halfW, halfH, angle, cos, sin, reachX, reachY };
}

export function boxOfText(text: Text): Box {
  const long = width(text.text, text.font, text.size);
  const along = text.anchor === "middle" ? 0 : text.anchor === "start" ? long / 2 : -long / 2;
  const angle = text.rotation;
  const turn = { angle, cos: Math.cos(angle), sin: Math.sin(angle) };
  return boxOfInk(text.x, text.y, along, long, text.size, turn);
}

/** Of a text that begins at this point of its baseline, is `long` and stands as the words along a way do. */
export const boxFrom = (x: number, y: number, long: number, textSize: number, turn: Turn): Box =>
  boxOfInk(x, y, long / 2, long, textSize, turn);

function boxOfInk(x: number, y: number, along: number, long: number, textSize: number, turn: Turn): Box {
  const { cos, sin } = turn;
  const down = (textSize * (DESCENT - ASCENT)) / 2;
  const halfH = (textSize * (ASCENT + DESCENT)) / 2;
  return turned(x + along * cos - down * sin, y + along * sin + down * cos, long / 2, halfH, turn);
}

export function boxOfMark(shape: Shape): Box[] {
  if (shape.type === "cross") return [boxAt(shape.x, shape.y, shape.size, shape.size, 0)];
  if (shape.type === "circle") return [boxAt(shape.x, shape.y, shape.radius, shape.radius, 0)];
  if (shape.type !== "head") return [];
  const half = shape.length / 2;
  const [x, y] = [shape.x - half * Math.cos(shape.angle), shape.y - half * Math.sin(shape.angle)];
  return [boxAt(x, y, half, HEAD_HALF, shape.angle)];
}

export function boxesOfLine(line: Line): Box[] {
  const boxes: Box[] = [];
  for (let i = 0; i + 3 < line.points.length; i += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.points.slice(i, i + 4);
    const [dx, dy] = [x2 - x1, y2 - y1];
    const angle = Math.atan2(dy, dx);
    boxes.push(boxAt((x1 + x2) / 2, (y1 + y2) / 2, Math.hypot(dx, dy) / 2, line.width / 2, angle));
  }
  return boxes;
}

export const boxOfRect = (x: number, y: number, w: number, h: number): Box =>
  boxAt(x + w / 2, y + h / 2, w / 2, h / 2, 0);

/** Separating axes: two boxes are apart if they are so along a side of one of them. */
export function touch(a: Box, b: Box, clearance = 0): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  // Most are so far apart that how they are turned does not matter.
  const corner = Math.max(0, clearance * CORNER);
  if (Math.abs(dx) >= a.reachX + b.reachX + corner || Math.abs(dy) >= a.reachY + b.reachY + corner) {
    return false;
  }
  // Across the second, which is mostly a long thin line: there most boxes are apart.
  return (
    overlap(a, b, -b.sin, b.cos, clearance) &&
    overlap(a, b, b.cos, b.sin, clearance) &&
    overlap(a, b, a.cos, a.sin, clearance) &&
    overlap(a, b, -a.sin, a.cos, clearance)
  );
}

/** A clearance is measured across a side: from corner to corner it is longer. */
export const CORNER = Math.SQRT2;

/** Along the axis that points to (`x`, `y`). */
function overlap(a: Box, b: Box, x: number, y: number, clearance: number): boolean {
  const distance = Math.abs((b.x - a.x) * x + (b.y - a.y) * y);
  return distance < extent(a, x, y) + extent(b, x, y) + clearance;
}

/** Whether all of the box lies within a picture of this size. */
export const inside = ({ x, y, reachX, reachY }: Box, w: number, h: number): boolean =>
  x - reachX >= 0 && x + reachX <= w && y - reachY >= 0 && y + reachY <= h;

const extent = ({ halfW, halfH, cos, sin }: Box, x: number, y: number): number =>
  halfW * Math.abs(cos * x + sin * y) + halfH * Math.abs(cos * y - sin * x);
