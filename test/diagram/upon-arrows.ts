/** Crosses and dots that lie upon another segment's arrow: there they would say of that one that it is lost, or on its way. */
import { type Box, boxAt, touch } from "../../src/diagram/box.ts";
import type { Circle, Cross, Head, Layout, Line } from "../../src/diagram/shape.ts";
import { DOT_RADIUS } from "../../src/diagram/sizes.ts";

interface Arrow {
  readonly head: Head;
  readonly line: Box;
}

/** What arrives, from its tail to its head. */
export function arrowsIn({ shapes }: Layout): Arrow[] {
  const lines = shapes.filter((shape): shape is Line => shape.type === "line");
  return shapes
    .filter((shape): shape is Head => shape.type === "head")
    .flatMap((head) =>
      lines.filter((line) => leadsTo(line, head)).map((line) => ({ head, line: boxOf(line) })),
    );
}

function leadsTo({ points }: Line, { x, y, angle, length }: Head): boolean {
  const [x1, y1, x2, y2] = [points[0] ?? 0, points[1] ?? 0, points.at(-2) ?? 0, points.at(-1) ?? 0];
  const along = Math.abs(Math.atan2(y2 - y1, x2 - x1) - angle) < 0.01;
  return along && Math.hypot(x2 - x, y2 - y) < length + 2;
}

function boxOf({ points, width }: Line): Box {
  const [x1, y1, x2, y2] = [points[0] ?? 0, points[1] ?? 0, points.at(-2) ?? 0, points.at(-1) ?? 0];
  const half = Math.hypot(x2 - x1, y2 - y1) / 2;
  return boxAt((x1 + x2) / 2, (y1 + y2) / 2, half, width / 2, Math.atan2(y2 - y1, x2 - x1));
}

export const crossesIn = ({ shapes }: Layout): Cross[] =>
  shapes.filter((shape): shape is Cross => shape.type === "cross");

const dotsIn = ({ shapes }: Layout): Circle[] =>
  shapes.filter((shape): shape is Circle => shape.type === "circle" && shape.radius === DOT_RADIUS);

export const crossesUponArrows = (picture: Layout): string[] =>
  upon(
    picture,
    "cross",
    crossesIn(picture).map(({ x, y, size }) => boxAt(x, y, size, size, 0)),
  );

export const dotsUponArrows = (picture: Layout): string[] =>
  upon(
    picture,
    "dot",
    dotsIn(picture).map(({ x, y, radius }) => boxAt(x, y, radius, radius, 0)),
  );

function upon(picture: Layout, what: string, boxes: readonly Box[]): string[] {
  if (boxes.length === 0) return [];
  const arrows = arrowsIn(picture);
  return boxes.flatMap((box) =>
    arrows
      .filter(({ line }) => touch(box, line))
      .map(({ head }) => `the ${what} at ${box.x}, ${box.y} and the arrow to ${head.x}, ${head.y}`),
  );
}
