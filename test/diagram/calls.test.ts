// Between lifelines a call looks for room beside its own place: what was called first must not seem to come second.
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { columns, marginWidth } from "../../src/diagram/lifelines.ts";
import { width } from "../../src/diagram/measure.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Layout, Text } from "../../src/diagram/shape.ts";
import { TEXT_SIZE } from "../../src/diagram/sizes.ts";
import type { Story } from "../../src/diagram/story.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

/** So near to its lifeline a call begins or ends. */
const BESIDE = 24;

const withMoreHosts = scenarios.filter(({ hosts }) => hosts.length > 2);

interface Drawn {
  readonly story: Story;
  readonly picture: Layout;
}

function pagesOf(scenario: Scenario, locale: Locale): Drawn[] {
  const trace = run(scenario);
  const numbers = scenario.numbers ?? "relative";
  const made = planPages(trace, { locale, labels: labelsOf(trace, locale, language), numbers });
  if (!made.ok) throw new Error(made.error);
  return made.plans.map((plan) => ({ story: plan.story, picture: draw(plan) }));
}

interface Said {
  readonly n: number;
  readonly y: number;
  readonly name: string;
}

/** Where each call stands: beside its own lifeline, those of one name in the order of time. */
function callsIn({ story, picture }: Drawn): Said[] {
  const words = picture.shapes.filter((shape): shape is Text => shape.type === "text");
  return columns(story, marginWidth(story)).flatMap(({ host, x }) => {
    const own = story.calls.filter((call) => call.host === host);
    return [...new Set(own.map(({ lines }) => lines[0] ?? ""))].flatMap((name) => {
      const wide = width(name, "mono", TEXT_SIZE);
      const said = words
        .filter((word) => word.text === name)
        .filter((word) => Math.min(Math.abs(word.x - x), Math.abs(word.x + wide - x)) < BESIDE)
        .sort((a, b) => a.y - b.y);
      const called = own.filter(({ lines }) => lines[0] === name);
      return called.flatMap(({ n }, i) => (said[i] === undefined ? [] : [{ n, name, y: said[i].y }]));
    });
  });
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each(withMoreHosts)("$id has no call above one that was made before it", (scenario) => {
    for (const page of pagesOf(scenario, locale)) {
      const calls = callsIn(page);
      const wrong = calls.flatMap((one) =>
        calls.filter(({ n, y }) => n > one.n && y < one.y - 1).map(({ name }) => `${name} above ${one.name}`),
      );
      expect(wrong).toEqual([]);
    }
  });
});
