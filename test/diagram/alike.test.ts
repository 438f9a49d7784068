// Seven equal retransmissions whose labels stand now above, now below, now on both sides look like seven different things.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

/** How many lines of its label stand how far below the flags of each retransmission, as a reader counts them. */
function formsIn({ shapes }: Layout, retransmitted: string): string[] {
  const texts = shapes.filter((shape): shape is Text => shape.type === "text").sort((a, b) => a.y - b.y);
  const numbers = texts.filter(({ text, font }) => font === "mono" && text.startsWith("seq="));
  return texts
    .filter(({ text }) => text === retransmitted)
    .map((word) => {
      const seq = numbers.find(({ y }) => y > word.y - word.size / 2)!;
      const ack = texts.find(({ text, y }) => text.includes("ack=") && y > word.y)!;
      return [seq.y - word.y, ack.y - seq.y].map((down) => Math.round(down / 4)).join(" ");
    });
}

describe.each(LOCALES)("in %s", (locale) => {
  it("the retransmissions of one segment that are lost have labels of one form, with ten digits a number", () => {
    const trace = run(scenarioOf("give-up") as Scenario, { isn: { mode: "random32" } });
    const labels = labelsOf(trace, locale, language);
    const made = planPages(trace, { locale, labels, numbers: "absolute" });
    if (!made.ok) throw new Error(made.error);
    const forms = made.plans.map(draw).flatMap((picture) => formsIn(picture, labels.retransmitted));
    expect(forms.length).toBeGreaterThan(5);
    expect([...new Set(forms)]).toEqual([forms[0]]);
  });
});
