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
}

export interface TextBox extends Box {
  readonly text: string;
}

/** The boxes of all texts of a picture, from the width table. */
export const textBoxes = (layout: Layout): TextBox[] =>
  layout.shapes.flatMap((shape) =>
    shape.type === "text" ? [{ ...boxOfText(shape), text: shape.text }] : [],
  );

/** What a text must not touch besides other texts: heads, crosses and dots. */
export const markBoxes = (layout: Layout): Box[] => layout.shapes.flatMap(boxOfMark);

export function boxOfText(text: Text): Box {
  const long = width(text.text, text.font, text.size);
  const along = { start: long / 2, middle: 0, end: -long / 2 }[text.anchor];
  const down = (text.size * (DESCENT - ASCENT)) / 2;
  const [cos, sin] = [Math.cos(text.rotation), Math.sin(text.rotation)];
  return {
    x: text.x + along * cos - down * sin,
    y: text.y + along * sin + down * cos,
    halfW: long / 2,
    halfH: (text.size * (ASCENT + DESCENT)) / 2,
    angle: text.rotation,
  };
}

export function boxOfMark(shape: Shape): Box[] {
  if (shape.type === "cross") {
    return [{ x: shape.x, y: shape.y, halfW: shape.size, halfH: shape.size, angle: 0 }];
  }
  if (shape.type === "circle") {
    return [{ x: shape.x, y: shape.y, halfW: shape.radius, halfH: shape.radius, angle: 0 }];
  }
  if (shape.type !== "head") return [];
  const half = shape.length / 2;
  return [
    {
      x: shape.x - half * Math.cos(shape.angle),
      y: shape.y - half * Math.sin(shape.angle),
      halfW: half,
      halfH: HEAD_HALF,
      angle: shape.angle,
    },
  ];
}

export function boxesOfLine(line: Line): Box[] {
  const boxes: Box[] = [];
  for (let i = 0; i + 3 < line.points.length; i += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.points.slice(i, i + 4);
    boxes.push({
      x: (x1 + x2) / 2,
      y: (y1 + y2) / 2,
      halfW: Math.hypot(x2 - x1, y2 - y1) / 2,
      halfH: line.width / 2,
      angle: Math.atan2(y2 - y1, x2 - x1),
    });
  }
  return boxes;
}

export const boxOfRect = (x: number, y: number, w: number, h: number): Box => ({
  x: x + w / 2,
  y: y + h / 2,
  halfW: w / 2,
  halfH: h / 2,
  angle: 0,
});

/** Separating axes: two boxes are apart if they are so along a side of one of them. */
export function touch(a: Box, b: Box, clearance = 0): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const reach = a.halfW + a.halfH + b.halfW + b.halfH + clearance;
  if (Math.abs(dx) > reach || Math.abs(dy) > reach) return false;
  // Across the second, which is mostly a long thin line: there most boxes are apart.
  return (
    overlap(a, b, b.angle + Math.PI / 2, clearance) &&
    overlap(a, b, b.angle, clearance) &&
    overlap(a, b, a.angle, clearance) &&
    overlap(a, b, a.angle + Math.PI / 2, clearance)
  );
}

function overlap(a: Box, b: Box, axis: number, clearance: number): boolean {
  const distance = Math.abs((b.x - a.x) * Math.cos(axis) + (b.y - a.y) * Math.sin(axis));
  return distance < extent(a, axis) + extent(b, axis) + clearance;
}

/** Whether all of the box lies within a picture of this size. */
export function inside(box: Box, w: number, h: number): boolean {
  const [reachX, reachY] = [extent(box, 0), extent(box, Math.PI / 2)];
  return box.x - reachX >= 0 && box.x + reachX <= w && box.y - reachY >= 0 && box.y + reachY <= h;
}

function extent(box: Box, axis: number): number {
  const turn = axis - box.angle;
  return box.halfW * Math.abs(Math.cos(turn)) + box.halfH * Math.abs(Math.sin(turn));
}
