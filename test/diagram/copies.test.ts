// What is sent after the network made a copy goes its own way: it does not sink below the copy, steep and across it.
import { expect, it } from "vitest";
import { draw } from "../../src/diagram/drawing.ts";
import type { Line } from "../../src/diagram/shape.ts";
import { ARROW_WIDTH } from "../../src/diagram/sizes.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** Data is sent and doubled; a FIN follows. */
const MOVES = [2, 2, 16];
/** One arrow's slant may be as much more than another's. */
const STEEP = 1.2;

it("a FIN after the copy of data is as level as the data was", () => {
  const game = live(beginning("half-open", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of MOVES) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const plan = planOf(game.state, { locale: "en", language });
  const kinds = plan.story.journeys.map(({ flight, sentBy }) => [
    flight.copyOf !== undefined,
    sentBy !== null,
  ]);
  expect(kinds).toContainEqual([true, false]);
  const arrows = draw(plan).shapes.filter(
    (shape): shape is Line => shape.type === "line" && shape.width === ARROW_WIDTH,
  );
  const slants = arrows.map(({ points: [x1 = 0, y1 = 0, x2 = 0, y2 = 0] }) => (y2 - y1) / Math.abs(x2 - x1));
  expect(slants.length).toBe(2);
  expect(Math.max(...slants) / Math.min(...slants)).toBeLessThan(STEEP);
});
