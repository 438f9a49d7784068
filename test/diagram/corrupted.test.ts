// A corrupted segment's arrow is bent, whatever else its line is: the teeth of a dashed one are whole, those of a copy double.
import { expect, it } from "vitest";
import { draw } from "../../src/diagram/drawing.ts";
import type { Line } from "../../src/diagram/shape.ts";
import { ARROW_WIDTH } from "../../src/diagram/sizes.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** The points of teeth, and of a whole line that has some: each is x and y. */
const TEETH = 2 * 6;
const BENT = 2 * 8;

it("a retransmitted one is dashed, but for its teeth", () => {
  const lines = linesOf("three-connections", [1, 1, 3, 5]);
  const [teeth, ...more] = lines.filter(({ points }) => points.length >= TEETH);
  expect(more).toEqual([]);
  expect(teeth?.points.length).toBe(TEETH);
  expect(teeth?.dash).toBeUndefined();
  const [x1, y1] = teeth?.points ?? [];
  const [x2, y2] = teeth?.points.slice(-2) ?? [];
  const before = lines.filter(({ points }) => points[2] === x1 && points[3] === y1);
  const after = lines.filter(({ points }) => points[0] === x2 && points[1] === y2);
  expect([...before, ...after].map(({ dash, role }) => ({ dashed: dash !== undefined, role }))).toEqual([
    { dashed: true, role: teeth?.role },
    { dashed: true, role: teeth?.role },
  ]);
});

it("a copy is two thin lines, and both are bent", () => {
  const lines = linesOf("old-duplicate-syn", [0, 0, 6, 7, 5, 4, 7, 1, 0, 5]);
  const bent = lines.filter(({ points, dash }) => points.length === BENT && dash === undefined);
  expect(bent.length).toBe(2);
  for (const { width } of bent) expect(width).toBeLessThan(ARROW_WIDTH);
});

function linesOf(id: string, moves: readonly number[]): Line[] {
  const game = live(beginning(id, { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of moves) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const { shapes } = draw(planOf(game.state, { locale: "en", language }));
  return shapes.filter((shape) => shape.type === "line");
}
