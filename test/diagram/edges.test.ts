// A call beside the outermost of three lifelines must not touch the edge of the picture.
import { expect, it } from "vitest";
import { textBoxes } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { LOCALES } from "../../src/language.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** Where words begin at the earliest, and end at the latest. */
const FROM_EDGE = 7;

it.each(LOCALES)("in %s all words of three hosts keep away from the picture's edges", (locale) => {
  const game = live(beginning("forged-rst", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  // What the client sends first, and its copy.
  for (const move of [2, 2]) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const picture = draw(planOf(game.state, { locale, language }));
  const boxes = textBoxes(picture);
  expect(boxes.map(({ text }) => text)).toContain("send(10)");
  const outside = boxes.filter(
    ({ x, reachX }) => x - reachX < FROM_EDGE || x + reachX > picture.width - FROM_EDGE,
  );
  expect(outside.map(({ text }) => text)).toEqual([]);
});
