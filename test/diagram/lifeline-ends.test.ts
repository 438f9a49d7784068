// No label stands below where the lifelines end: there it would be read as a row of the legend, or as the footer's.
import { expect, it } from "vitest";
import { boxOfText } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { BAR_GAP, BAR_WIDTH } from "../../src/diagram/sizes.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** The last arrow is a copy's, with the legend below it. */
const MOVES = [2, 1, 6, 7, 13, 16, 26, 7, 2, 30, 3, 19, 18, 23];

it("the last arrow's label ends above them", () => {
  const game = live(beginning("forged-rst", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of MOVES) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const plan = planOf(game.state, { locale: "en", language });
  const { lost, inFlight, held } = plan.options.labels;
  const page = draw(plan);
  const end = endOf(page);
  // The word beside a dot belongs to that wherever it stands.
  const labels = page.shapes.filter(
    (shape): shape is Text =>
      shape.type === "text" && shape.rotation !== 0 && ![lost, inFlight, held].includes(shape.text),
  );
  expect(labels.length).toBeGreaterThan(0);
  const beyond = labels.filter((label) => {
    const { y, reachY } = boxOfText(label);
    return y + reachY > end;
  });
  expect(beyond).toEqual([]);
});

function endOf({ shapes }: Layout): number {
  const feet = shapes.flatMap((shape) =>
    shape.type === "rect" && shape.w === BAR_WIDTH ? [shape.y + shape.h + BAR_GAP / 2] : [],
  );
  return Math.max(...feet);
}
