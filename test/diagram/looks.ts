/** What every picture is looked at for. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { boxOfRect, markBoxes, textBoxes, touch } from "../../src/diagram/box.ts";
import type { Layout } from "../../src/diagram/index.ts";
import type { Plan } from "../../src/diagram/plan.ts";
import { ARROW_WIDTH } from "../../src/diagram/sizes.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";

/**
 * What languages and numberings have alike is laid out by turns, or all of it: `PICTURES=all npx vitest run test/diagram`.
 * Whole pictures of every scenario are laid out in both languages in any case.
 */
export const isTurn = (...at: readonly number[]): boolean =>
  process.env.PICTURES === "all" || at.reduce((sum, one) => sum + one, 0) % 2 === 0;

const PHONE_WIDTH = 360;
export const READABLE_PX = 9;
/** What rounding to a hundredth of a pixel may take from the distance kept. */
const ROUNDING = 0.05;

/** A line ends a little before its head's tip. */
const UNDER_HEAD = 10;

/** Every way a text is in somebody's way; the expectation is that there is none. */
export function collisions(picture: Layout): string[] {
  const all = textBoxes(picture);
  const marks = markBoxes(picture);
  const { width, height } = picture;
  const frame = [
    boxOfRect(0, -height, 0, 3 * height),
    boxOfRect(width, -height, 0, 3 * height),
    boxOfRect(-width, 0, 3 * width, 0),
    boxOfRect(-width, height, 3 * width, 0),
  ];
  const found: string[] = [];
  for (const [i, text] of all.entries()) {
    for (const other of all.slice(i + 1)) {
      if (touch(text, other, -ROUNDING)) found.push(`"${text.text}" and "${other.text}"`);
    }
    if (marks.some((mark) => touch(text, mark, -ROUNDING))) found.push(`"${text.text}" and a mark`);
    if (frame.some((side) => touch(text, side, -ROUNDING))) found.push(`"${text.text}" and the edge`);
  }
  return found;
}

/** Pairs of an arrow's ends of which the later one stands higher; arrows that come out of nowhere have one end. */
export function disorder({ story }: Plan, { entries }: Trace, { shapes }: Layout): string[] {
  const arrows = shapes.flatMap((s) => (s.type === "line" && s.width === ARROW_WIDTH ? [s.points] : []));
  const journeys = story.journeys.filter(
    ({ oddities }) => !oddities.includes("duplicate") && !oddities.includes("oldDuplicate"),
  );
  expect(arrows.length).toBe(journeys.length);
  const ends = journeys.flatMap(({ fate, sentBy, endedBy, flight }, i) => {
    const points = arrows[i] ?? [];
    const head = entries[endedBy ?? -1]?.at;
    return [
      ...(sentBy === null ? [] : [{ at: flight.sentAt, y: points[1] ?? 0, what: `${i} leaves` }]),
      ...(fate !== "arrived" || head === undefined
        ? []
        : [{ at: head, y: points.at(-1) ?? 0, what: `${i} arrives` }]),
    ];
  });
  return ends.flatMap((a) =>
    ends.flatMap((b) => (a.at < b.at && a.y > b.y + UNDER_HEAD ? [`${b.what} above where ${a.what}`] : [])),
  );
}

export const texts = (picture: Layout): string[] => textBoxes(picture).map((box) => box.text);

/** Height of the smallest text where the picture is as wide as a phone. */
export function smallestOnPhone(picture: Layout): number {
  const sizes = picture.shapes.flatMap((shape) => (shape.type === "text" ? [shape.size] : []));
  return (Math.min(...sizes) * PHONE_WIDTH) / picture.width;
}

/** A shape a line, so that a difference reads well. `UPDATE_GOLDENS=1` writes what there is now. */
export function expectGolden(name: string, ...pictures: readonly Layout[]): void {
  const file = path.join(import.meta.dirname, "golden", `${name}.golden.json`);
  const lines = pictures.flatMap(({ shapes, ...frame }) => [frame, ...shapes]);
  const now = `[\n${lines.map((line) => JSON.stringify(line)).join(",\n")}\n]\n`;
  if (process.env.UPDATE_GOLDENS === "1") writeFileSync(file, now);
  if (!existsSync(file))
    throw new Error(
      `${file} is not stored yet: look at the picture, then UPDATE_GOLDENS=1 npx vitest run this test`,
    );
  expect(now).toBe(readFileSync(file, "utf8"));
}
