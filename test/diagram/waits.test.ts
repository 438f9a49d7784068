// The length of a wait stands where the picture is cut: beside RTO 16 s a wait of 15.95 s must not be told as 16 s.
import { expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { marks } from "../../src/diagram/marks.ts";
import { planPages } from "../../src/diagram/plan.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";

const MINUTE_MS = 60_000;

it.each(scenarios)("waits of $id under a minute are told to a hundredth of a second", (scenario) => {
  const trace = run(scenario, { loss: 0.5, seed: 1 });
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  for (const { story, durations } of made.plans) {
    const all = marks(story).all.filter(({ kind }) => kind !== "ghost");
    for (const [i, { at, waited }] of all.entries()) {
      const exact = at - (all[i - 1]?.at ?? at);
      if (exact === 0 || exact >= MINUTE_MS) continue;
      expect(Math.abs(waited - exact), `${exact} ms`).toBeLessThanOrEqual(5);
      expect(durations[waited]).toBeDefined();
    }
  }
});
