// A label reads best on one line: more than two it takes only where no place along its arrow is longer.
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import type { Layout } from "../../src/diagram/index.ts";
import { layout } from "../../src/diagram/layout.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { FLAGS_SIZE } from "../../src/diagram/sizes.ts";
import { LOCALES } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import { language } from "../commands/command-bot.ts";

/** Arrows that others cut into short pieces, that come out of the network halfway, or end there. */
const SHORT_ARROWS = [
  "ack-overtaken",
  "assassination",
  "fin-overtakes-data",
  "isn-prediction",
  "note-isn-100-200",
  "old-segment",
  "syn-cookies",
  "syn-flood",
];

/** The labels along arrows, flags first, with how many lines each takes. */
function labelsIn({ shapes }: Layout): { text: string; lines: number }[] {
  const found: Text[][] = [];
  for (const shape of shapes) {
    if (shape.type !== "text" || shape.rotation === 0) continue;
    if (shape.size === FLAGS_SIZE) found.push([shape]);
    else if (shape.font === "mono" || found.at(-1)?.length === 1) found.at(-1)?.push(shape);
  }
  return found.map((label) => {
    const feet = label.map(({ x, y, rotation }) =>
      Math.round(y * Math.cos(rotation) - x * Math.sin(rotation)),
    );
    return { text: label.map(({ text }) => text).join(" "), lines: new Set(feet).size };
  });
}

describe.each(LOCALES)("in %s", (locale) => {
  it.each(scenarios.filter(({ id }) => !SHORT_ARROWS.includes(id)))(
    "no label of $id has more than two lines",
    (scenario) => {
      const trace = run(scenario);
      const labels = labelsOf(trace, locale, language, { command: "/handshake" });
      const numbers = scenario.numbers ?? "relative";
      const tall = labelsIn(layout(trace, { locale, labels, numbers })).filter(({ lines }) => lines > 2);
      expect(tall).toEqual([]);
    },
  );
});
