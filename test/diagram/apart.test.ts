// Words of two segments that stand close together on one line would be read as one's: "ACK ack=2" of two ACKs.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";
import { readAsOne } from "./apart.ts";

/** Long numbers: labels that stand on both sides of their arrows. */
const CROSSING = ["both-ways", "simultaneous-open", "simultaneous-close", "tcp-loss", "syn-cookies"];

describe.each(LOCALES)("in %s", (locale) => {
  it.each(CROSSING)("words of two segments of %s keep apart, with ten digits a number", (id) => {
    const trace = run(scenarioOf(id) as Scenario, { isn: { mode: "random32" } });
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "absolute" });
    if (!made.ok) throw new Error(made.error);
    expect(made.plans.map(draw).flatMap((picture) => readAsOne(picture, labels))).toEqual([]);
  });
});
