// What stands in the legend has its sign in the picture as well: a state too, however little room there is upon its bar.
import { describe, expect, it } from "vitest";
import { draw } from "../../src/diagram/drawing.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { EDGE } from "../../src/diagram/sizes.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

/** Each found to need a legend: the moves by their numbers in the game. */
const GAMES: readonly [id: string, what: string, moves: readonly number[]][] = [
  ["three-connections", "a state within one short bar", [1, 1, 3, 5, 6, 9, 15, 3, 1, 5, 0, 4]],
  ["forged-rst", "two arrows that cross", [2, 1, 6, 7, 13, 16, 26, 7]],
  ["forged-rst", "a call made last", [2, 1, 6, 7, 13, 16, 26, 7, 2, 30]],
  ["forged-rst", "a third arrow across both", [2, 1, 6, 7, 13, 16, 26, 7, 2, 30, 3, 19]],
  ["forged-rst", "a copy below them", [2, 1, 6, 7, 13, 16, 26, 7, 2, 30, 3, 19, 18, 23]],
];

describe.each(LOCALES)("in %s", (locale) => {
  it.each(GAMES)("%s: every sign of the legend is in the picture of %s", (id, _, moves) => {
    const { told, shown } = signsOf(id, moves, locale);
    expect(shown).toEqual(told);
  });

  it.each(GAMES)("%s: what is newest stands out in both, in the picture of %s", (id, _, moves) => {
    const { rows, signs } = signsOf(id, moves, locale);
    for (const { text, role, dim } of signs.filter((sign) => sign.role !== "onFill")) {
      expect(rows.find((row) => row.text === text)).toMatchObject({ role, ...(dim && { dim }) });
    }
  });

  it("there is a legend", () => {
    const games = GAMES.map(([id, , moves]) => signsOf(id, moves, locale).told.length);
    expect(Math.max(...games)).toBeGreaterThan(1);
  });
});

function signsOf(id: string, moves: readonly number[], locale: Locale) {
  const game = live(beginning(id, { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of moves) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const { shapes } = draw(planOf(game.state, { locale, language }));
  const signs = shapes.filter((shape): shape is Text => shape.type === "text" && /^[①-⑳]$/.test(shape.text));
  const rows = signs.filter(({ x }) => x === EDGE);
  const shown = signs.filter(({ x }) => x !== EDGE);
  return {
    rows,
    signs: shown,
    told: rows.map(({ text }) => text),
    shown: [...new Set(shown.map(({ text }) => text))].sort(),
  };
}
