// What happened before a wait stands above where it is cut, and what happened after it below, on every lifeline.
import { expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { outerHosts } from "../../src/diagram/lifelines.ts";
import { marks } from "../../src/diagram/marks.ts";
import { planPages } from "../../src/diagram/plan.ts";
import { SLANT_LIFE, STRETCH_MAX } from "../../src/diagram/sizes.ts";
import type { Story } from "../../src/diagram/story.ts";
import { place } from "../../src/diagram/timescale.ts";
import { planOf } from "../../src/shared-connection/card.ts";
import { mayJoin, mayMove } from "../../src/shared-connection/may.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";
import { AT, beginning, live } from "../shared-connection/playing.ts";

const TOP = 120;
const LOCALE = "en";

it.each(scenarios.map(({ id }) => id))("in %s, whatever is stretched", (id) => {
  const scenario = scenarios.find((one) => one.id === id);
  if (scenario === undefined) throw new Error(id);
  const trace = run(scenario, { loss: 0.3, seed: 2 });
  const made = planPages(trace, {
    locale: LOCALE,
    labels: labelsOf(trace, LOCALE, language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  for (const { story } of made.plans) expect(disorder(story)).toEqual([]);
});

/** A server closes at the moment at which the client's timer fires. */
const MOVES = [1, 1, 5, 7, 13, 15, 21, 6, 2, 30];

it("on the other lifeline as well, where a timer fires", () => {
  const game = live(beginning("data-lost", { mode: "free" }));
  for (const seat of Object.keys(game.state.seats)) {
    game.press("ada", (state) => mayJoin(state, "test:ada", seat, AT));
  }
  for (const move of MOVES) {
    expect(game.press("ada", (state) => mayMove(state, "test:ada", state.step, move, AT))).toBe("move");
  }
  const { story } = planOf(game.state, { locale: LOCALE, language });
  const cuts = placed(story, -1).breaks;
  expect(cuts.length).toBeGreaterThan(0);
  expect(disorder(story)).toEqual([]);
});

/** With each thing moved down in turn, as for a label above it. */
function disorder(story: Story): string[] {
  return marks(story).all.flatMap((_, moved) => {
    const { marks: ms, ys, breaks } = placed(story, moved);
    return breaks.flatMap(({ y, before }) => {
      const cut = ms.all[before]?.at ?? 0;
      const wrong = ms.all.filter(({ at, host }, i) => host !== null && at >= cut !== (ys[i] ?? 0) > y);
      return wrong.map(({ at, host, kind }) => `${moved} moved: ${host} ${kind} at ${at}, cut before ${cut}`);
    });
  });
}

const placed = (story: Story, moved: number) =>
  place(story, marks(story), {
    top: TOP,
    slant: SLANT_LIFE,
    margins: outerHosts(story),
    stretch: new Map([[moved, STRETCH_MAX]]),
  });
