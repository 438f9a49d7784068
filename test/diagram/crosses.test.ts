// Where a segment is lost stands a cross, where it is by now a dot: upon another's arrow they would say so of that one.
import { describe, expect, it } from "vitest";
import { scenarioOf, scenarios } from "../../src/content/scenarios.ts";
import { type Box, boxAt, touch } from "../../src/diagram/box.ts";
import { draw } from "../../src/diagram/drawing.ts";
import { layout } from "../../src/diagram/layout.ts";
import { planPages } from "../../src/diagram/plan.ts";
import type { Circle, Cross, Head, Layout, Line } from "../../src/diagram/shape.ts";
import { DOT_RADIUS } from "../../src/diagram/sizes.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Scenario } from "../../src/simulator/network/scenario.ts";
import { language } from "../commands/command-bot.ts";

const SEEDS = [1, 2, 3, 4, 5];

function picturesOf(scenario: Scenario, seed: number): Layout[] {
  const trace = run(scenario, { seed, loss: 0.25 });
  const made = planPages(trace, {
    locale: "en",
    labels: labelsOf(trace, "en", language),
    numbers: "relative",
  });
  if (!made.ok) throw new Error(made.error);
  return made.plans.map(draw);
}

interface Arrow {
  readonly head: Head;
  readonly line: Box;
}

/** What arrives, from its tail to its head. */
function arrowsIn({ shapes }: Layout): Arrow[] {
  const lines = shapes.filter((shape): shape is Line => shape.type === "line");
  return shapes
    .filter((shape): shape is Head => shape.type === "head")
    .flatMap((head) =>
      lines.filter((line) => leadsTo(line, head)).map((line) => ({ head, line: boxOf(line) })),
    );
}

function leadsTo({ points }: Line, { x, y, angle, length }: Head): boolean {
  const [x1, y1, x2, y2] = [points[0] ?? 0, points[1] ?? 0, points.at(-2) ?? 0, points.at(-1) ?? 0];
  const along = Math.abs(Math.atan2(y2 - y1, x2 - x1) - angle) < 0.01;
  return along && Math.hypot(x2 - x, y2 - y) < length + 2;
}

function boxOf({ points, width }: Line): Box {
  const [x1, y1, x2, y2] = [points[0] ?? 0, points[1] ?? 0, points.at(-2) ?? 0, points.at(-1) ?? 0];
  const half = Math.hypot(x2 - x1, y2 - y1) / 2;
  return boxAt((x1 + x2) / 2, (y1 + y2) / 2, half, width / 2, Math.atan2(y2 - y1, x2 - x1));
}

const crossesIn = ({ shapes }: Layout): Cross[] =>
  shapes.filter((shape): shape is Cross => shape.type === "cross");

describe("a cross", () => {
  it("is looked for among arrows", () => {
    const pictures = picturesOf(scenarioOf("udp-loss") as Scenario, 2);
    expect(pictures.flatMap(crossesIn).length).toBeGreaterThan(1);
    expect(pictures.flatMap(arrowsIn).length).toBeGreaterThan(1);
  });

  it.each(scenarios)("of $id lies upon no other arrow", (scenario) => {
    for (const seed of SEEDS) {
      for (const picture of picturesOf(scenario, seed)) {
        const arrows = arrowsIn(picture);
        for (const { x, y, size } of crossesIn(picture)) {
          const hit = arrows.filter(({ line }) => touch(boxAt(x, y, size, size, 0), line));
          expect({ seed, x, y, hit: hit.map(({ head }) => [head.x, head.y]) }).toEqual({
            seed,
            x,
            y,
            hit: [],
          });
        }
      }
    }
  });
});

const dotsIn = ({ shapes }: Layout): Circle[] =>
  shapes.filter((shape): shape is Circle => shape.type === "circle" && shape.radius === DOT_RADIUS);

describe("a dot", () => {
  it.each(scenarios)("of $id lies upon no other arrow, after whichever step", (scenario) => {
    const trace = run(scenario);
    const labels = labelsOf(trace, "en", language);
    for (let upTo = 1; upTo < trace.entries.length; upTo++) {
      const picture = layout(trace, { locale: "en", labels, numbers: "relative", upTo, focus: true });
      const arrows = arrowsIn(picture);
      for (const { x, y, radius } of dotsIn(picture)) {
        const hit = arrows.filter(({ line }) => touch(boxAt(x, y, radius, radius, 0), line));
        expect({ upTo, x, y, hit: hit.length }).toEqual({ upTo, x, y, hit: 0 });
      }
    }
  });
});
