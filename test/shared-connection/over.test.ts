// When all is done, the card does not ask for what cannot be done.
import { expect, it } from "vitest";
import { LOCALES } from "../../src/language.ts";
import { nextLine } from "../../src/shared-connection/card.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { indexOf } from "../../src/shared-connection/spoken.ts";
import { language } from "../commands/command-bot.ts";
import { AT, asking, beginning, live } from "./playing.ts";

it.each(LOCALES)("after a close at both ends, in %s", (locale) => {
  const game = live(beginning("four-way", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats))
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  for (let step = 0; step < 20; step++) {
    const next = indexOf(game.state, "next", language);
    if (next < 0) break;
    game.press("ada", (state) => mayMove(state, "test:ada", state.step, next, AT));
  }
  expect(legal(game.state.sim, game.state.goal)).toEqual([]);
  const said = nextLine(game.state, asking("ada", locale));
  expect(said).toContain({ en: "nothing can be done", ko: "할 수 있는 일도 없어요" }[locale]);
  expect(said).not.toMatch(/Send data|보내거나/u);
});
