/** What can be ordered as a picture, and laying it out. */
import { picture } from "./picture.ts";
import type { Plan, Stack } from "./plan.ts";
import type { Layout, Shape } from "./shape.ts";
import { scaleOf } from "./sheet.ts";

/** Shapes where laying out is quick; a plan where it may take long. */
export type Drawing = Layout | Plan | Stack;

export function draw(drawing: Drawing): Layout {
  if ("story" in drawing) return picture(drawing);
  return "upper" in drawing ? stacked(picture(drawing.upper), picture(drawing.lower)) : drawing;
}

function stacked(upper: Layout, lower: Layout): Layout {
  const height = upper.height + lower.height;
  const shapes = [...upper.shapes, ...lower.shapes.map((shape) => movedDown(shape, upper.height))];
  const missing = upper.missing + lower.missing;
  return { width: Math.max(upper.width, lower.width), height, scale: scaleOf(height), shapes, missing };
}

const movedDown = (shape: Shape, by: number): Shape =>
  shape.type === "line"
    ? { ...shape, points: shape.points.map((value, i) => (i % 2 === 0 ? value : hundredth(value + by))) }
    : { ...shape, y: hundredth(shape.y + by) };

const hundredth = (value: number): number => Math.round(value * 100) / 100;
