// A RST that changes nothing looks like one that ends a connection: a word at its arrow tells them apart.
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { layout } from "../../src/diagram/layout.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";
import { texts } from "./looks.ts";

function timesSaid(id: string, locale: Locale, upTo?: number): number {
  const scenario = scenarioOf(id);
  if (scenario === null) throw new Error(id);
  const trace = run(scenario);
  const labels = labelsOf(trace, locale, language, { command: "/handshake" });
  const picture = layout(trace, { locale, labels, numbers: "relative", ...(upTo !== undefined && { upTo }) });
  return texts(picture).filter((text) => text === labels.ignored).length;
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each([
    ["ack-overtaken", "in TIME-WAIT, as RFC 1337 advises"],
    ["old-segment", "in TIME-WAIT, where it lies left of the window"],
    ["two-way", "in CLOSED"],
  ])("%s says that a RST is ignored %s", (id) => {
    expect(timesSaid(id, locale)).toBe(1);
  });

  it.each(["assassination", "forged-rst", "no-time-wait", "refused", "abort"])("%s has no such RST", (id) => {
    expect(timesSaid(id, locale)).toBe(0);
  });

  it("nothing is said of it before it arrives", () => {
    const scenario = scenarioOf("ack-overtaken");
    const { entries } = run(scenario as NonNullable<typeof scenario>);
    const arrives = entries.findIndex(({ because }) =>
      because.some(({ rule }) => rule === "time-wait-rst-ignored"),
    );
    expect([
      timesSaid("ack-overtaken", locale, arrives),
      timesSaid("ack-overtaken", locale, arrives + 1),
    ]).toEqual([0, 1]);
  });
});
