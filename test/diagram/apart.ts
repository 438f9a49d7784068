/** Words of two things that stand as close together on one line as those of one: they would be read on. */
import { type Box, boxOfText } from "../../src/diagram/box.ts";
import type { Labels } from "../../src/diagram/index.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { LABEL_GAP } from "../../src/diagram/sizes.ts";

const APART = 12;
const ALMOST = 0.2;
/** So much higher or lower, in halves of a line. */
const ON_LINE = 1.3;

interface Word {
  readonly text: Text;
  readonly box: Box;
}

/** Words upon the ground between lifelines, but those that say what became of a segment: they are near its own words. */
function wordsIn({ shapes }: Layout, { lost, unreachable, inFlight, held }: Labels): Word[] {
  const fates = [lost, unreachable, inFlight, held];
  return shapes
    .filter((shape): shape is Text => shape.type === "text")
    .filter(({ role, text }) => role !== "onFill" && role !== "onTitle" && !fates.includes(text))
    .map((text) => ({ text, box: boxOfText(text) }));
}

/** How far to the right of the first word's end the second begins, and how much higher; in the first one's direction. */
function gapOf({ box: a }: Word, { box: b }: Word): { along: number; up: number } {
  const [dx, dy] = [
    b.x - b.halfW * b.cos - a.x - a.halfW * a.cos,
    b.y - b.halfW * b.sin - a.y - a.halfW * a.sin,
  ];
  return { along: dx * a.cos + dy * a.sin, up: dx * a.sin - dy * a.cos };
}

function isOfOne(a: Word, b: Word, { along, up }: ReturnType<typeof gapOf>): boolean {
  const isLevel = Math.abs(a.box.angle - b.box.angle) < 1e-3 && Math.abs(up) < 1;
  return isLevel && Math.abs(along - LABEL_GAP) < ALMOST;
}

export function readAsOne(picture: Layout, labels: Labels): string[] {
  const words = wordsIn(picture, labels);
  return words.flatMap((a) =>
    words
      .filter((b) => {
        const gap = gapOf(a, b);
        const isOnLine = Math.abs(gap.up) < Math.min(a.box.halfH, b.box.halfH) * ON_LINE;
        return a !== b && isOnLine && gap.along > 0 && gap.along < APART - ALMOST && !isOfOne(a, b, gap);
      })
      .map((b) => `"${a.text.text}" and "${b.text.text}"`),
  );
}
