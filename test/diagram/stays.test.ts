// What has happened stays in its order, whatever is done next: a copy that is held later was made when it was made.
import { expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { type Mark, marks } from "../../src/diagram/marks.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { legal } from "../../src/shared-connection/legal.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, type Live, live } from "../shared-connection/playing.ts";
import { numbers } from "../shared-connection/presses.ts";

const SEEDS = [1, 2, 3];
const STEPS = 14;

it.each(scenarios.map(({ id }) => id))("in games of %s", (id) => {
  for (const seed of SEEDS) {
    const random = numbers(seed);
    const game = live(beginning(id, { mode: "free" }));
    for (const seat of Object.keys(game.state.seats))
      game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
    let before = order(game);
    for (let step = 1; step <= STEPS && move(game, random); step++) {
      const now = order(game);
      const kept = before.filter((one) => now.includes(one));
      expect(
        now.filter((one) => before.includes(one)),
        `seed ${seed}, step ${step}`,
      ).toEqual(kept);
      before = now;
    }
  }
});

function move({ state, press }: Live, random: (bound: number) => number): boolean {
  const choices = legal(state.sim, state.goal);
  if (choices.length === 0) return false;
  const index = random(choices.length);
  return press("ada", (now) => mayMove(now, "test:ada", now.step, index, AT)) === "move";
}

/** What is in the picture, from above; but for how far something has come by now that was sent: it waits for what is ahead of it. */
const order = ({ state }: Live): string[] =>
  marks(planOf(state, { locale: "en", language }).story)
    .all.filter(({ kind, journey }) => kind !== "ghost" || journey?.sentBy === null)
    .map(nameOf);

const nameOf = ({ kind, n, host, journey }: Mark): string =>
  kind === "ghost" ? `${journey?.flight.id} under way` : `${kind} ${n} ${host} ${journey?.flight.id ?? ""}`;
