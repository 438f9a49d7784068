// A window that has closed opens again in an ACK that acknowledges nothing new: without its win= nobody sees what it is for.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { flagNames } from "../../src/simulator/tcp/segment.ts";
import { language } from "../commands/command-bot.ts";
import { texts } from "./looks.ts";

/** With which a first picture ends before the window opens. */
const SEED = 1;

describe.each(LOCALES)("in %s", (locale) => {
  it("every ACK says its window, in the pictures after the one it closed in too", () => {
    const trace = run(scenarioOf("zero-window") as Scenario, { loss: 0.3, seed: SEED });
    const made = planPages(trace, {
      locale,
      labels: labelsOf(trace, locale, language),
      numbers: "relative",
    });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.length).toBeGreaterThan(1);
    for (const [i, plan] of made.plans.entries()) {
      const acks = plan.story.journeys.filter(
        ({ flight: { seg } }) => flagNames(seg.flags) === "ACK" && seg.data === "",
      );
      const told = texts(draw(plan)).flatMap((text) => text.match(/win=\d+/gu) ?? []);
      expect(told.length, `page ${i + 1}`).toBe(acks.length);
    }
  });
});
