// What stands in the legend has its sign in the picture as well: a state too, however little room there is upon its bar.
import { expect, it } from "vitest";
import { draw } from "../../src/diagram/drawing.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { EDGE } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** A SYN is lost, sent again and held, and the client closes: all within one short bar. */
const MOVES = [1, 1, 3, 5, 6, 9, 15, 3, 1, 5, 0, 4];

it.each(LOCALES)("in %s every sign of the legend is in the picture", (locale) => {
  const game = live(beginning("three-connections", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of MOVES) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const { shapes } = draw(planOf(game.state, { locale, language }));
  const signs = shapes.filter((shape): shape is Text => shape.type === "text" && /^[①-⑳]$/.test(shape.text));
  const told = signs.filter(({ x }) => x === EDGE).map(({ text }) => text);
  const shown = signs.filter(({ x }) => x !== EDGE).map(({ text }) => text);
  expect(told.length).toBeGreaterThan(0);
  expect([...new Set(shown)].sort()).toEqual(told);
});
