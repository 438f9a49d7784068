/** What was once drawn wrong in the pictures that learners get. */
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { type Layout, layoutStateMap, layoutTimeline } from "../../src/diagram/index.ts";
import { layout, layoutCompare, layoutReels } from "../../src/diagram/layout.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { RunOptions } from "../../src/simulator/network/simulation.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { collisions, texts } from "./looks.ts";
import { framesOf } from "./reels.ts";
import { labels } from "./words.ts";

const traceOf = (id: string, options: RunOptions = {}): Trace => run(scenarioOf(id)!, options);
const optionsOf = (trace: Trace) =>
  ({ locale: "en", labels: labelsOf(trace, "en", language), numbers: "relative" }) as const;

function compared(left: Trace, right: Trace): Layout {
  const options = optionsOf(left);
  const labels = { ...options.labels, headings: ["A", "B"], captions: ["a", "b"] } as const;
  const pages = layoutCompare(left, right, { ...options, labels });
  if (!pages.ok) throw new Error(pages.error);
  return pages.layouts[0]!;
}

describe("a copy still under way", () => {
  it("stands below what it is a copy of", () => {
    const trace = traceOf("old-segment");
    const made = trace.entries.findIndex(({ move }) => move.type === "duplicate");
    const picture = layout(trace, { ...optionsOf(trace), upTo: made + 1, focus: true });
    const dots = picture.shapes.flatMap((shape) => (shape.type === "circle" ? [shape] : []));
    const [copy] = dots.filter(({ dim }) => dim !== true);
    expect(dots.length).toBe(3);
    for (const dot of dots) if (dot !== copy) expect(dot.y).toBeLessThan(copy!.y);
    expect(texts(picture)).toContain("duplicate");
  });
});

describe("a moving picture", () => {
  const trace = traceOf("last-ack-lost-five");
  const made = layoutReels(trace, optionsOf(trace));
  if (!made.ok) throw new Error(made.error);
  const frames = framesOf(made.reels);

  it("says that a segment is lost when it is, and not before", () => {
    for (const frame of frames) {
      const crosses = frame.shapes.filter(({ type }) => type === "cross").length;
      expect(texts(frame).filter((word) => word === "lost").length).toBe(crosses);
    }
  });

  it("dashes a retransmission on its way", () => {
    const first = frames.find((frame) => texts(frame).some((word) => word.includes("retransmitted")))!;
    const dashed = first.shapes.filter((shape) => shape.type === "line" && shape.dash?.[0] === 12);
    expect(dashed.length).toBeGreaterThan(0);
  });
});

describe("a comparison", () => {
  it("says what is retransmitted where it is dashed", () => {
    const picture = compared(
      traceOf("last-ack-lost", { whatIf: ["short-time-wait"] }),
      traceOf("last-ack-lost"),
    );
    expect(texts(picture).filter((word) => word.includes("retransmitted")).length).toBe(2);
    expect(collisions(picture)).toEqual([]);
  });

  it("names the call before its error", () => {
    const words = texts(compared(traceOf("two-way"), traceOf("old-duplicate-syn")));
    expect(words[words.indexOf("→ ECONNRESET") - 1]).toMatch(/\(\)$/);
  });
});

it("a map says where the host is, though the connection that it follows is gone", () => {
  const trace = traceOf("syn-flood");
  expect(texts(layoutStateMap(trace, optionsOf(trace)))).toContain("Server · SYN-RECEIVED ×3");
});

it("a cross keeps off a dot of almost the same time", () => {
  const rows = [
    { title: "macOS", ticks: [0, 67_000], end: { at: 75_000, word: "ETIMEDOUT" } },
    { title: "RFC 9293", ticks: [], bar: { from: 0, to: 240_000, word: "TIME-WAIT" } },
  ];
  const picture = layoutTimeline(rows, { labels: labels("en", "syn") });
  const dots = picture.shapes.flatMap((shape) => (shape.type === "circle" ? [shape.x + shape.radius] : []));
  const cross = picture.shapes.find((shape) => shape.type === "cross");
  expect(cross!.x - cross!.size).toBeGreaterThan(Math.max(...dots));
});
