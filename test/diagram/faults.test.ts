/** What was once drawn wrong in the pictures that learners get. */
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { type Layout, layoutTimeline } from "../../src/diagram/index.ts";
import { layout, layoutCompare, layoutReels } from "../../src/diagram/layout.ts";
import { plan } from "../../src/diagram/plan.ts";
import type { Line } from "../../src/diagram/shape.ts";
import { ARROW_WIDTH, TEXT_SIZE, TICK_LENGTH } from "../../src/diagram/sizes.ts";
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

const longOf = ({ points: [from = 0, , to = 0] }: Line): number => Math.round(Math.abs(to - from));

function compared(left: Trace, right: Trace): Layout {
  const options = optionsOf(left);
  const labels = { ...options.labels, headings: ["A", "B"], captions: ["a", "b"] } as const;
  const pages = layoutCompare(left, right, {
    ...options,
    labels,
    numbers: [options.numbers, options.numbers],
  });
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

describe("between lifelines", () => {
  it("each call is tied to its own by a tick", () => {
    const trace = traceOf("three-connections");
    const { story } = plan(trace, optionsOf(trace));
    const ticks = layout(trace, optionsOf(trace)).shapes.filter(
      (s) =>
        s.type === "line" && s.role === "muted" && s.points[1] === s.points[3] && longOf(s) === TICK_LENGTH,
    );
    expect(story.calls.length).toBeGreaterThan(5);
    expect(ticks.length).toBe(story.calls.length);
  });

  it("what follows a segment stands below its arrival, and what sends one above its departure", () => {
    const trace = traceOf("three-connections");
    const { shapes } = layout(trace, optionsOf(trace));
    const yOf = (words: string) =>
      shapes.flatMap((s) => (s.type === "text" && s.text === words ? [s.y] : [])).sort((a, b) => a - b);
    const [connect] = yOf("connect()");
    const arrows = shapes.flatMap((s) => (s.type === "line" && s.width === ARROW_WIDTH ? [s.points] : []));
    expect(connect).toBeLessThan(arrows[0]![1]! + TEXT_SIZE);
    expect(yOf("accept()")[0]).toBeGreaterThan(arrows[2]![3]!);
  });
});

it("numbers without room stand in a legend, behind the sign that their arrow has", () => {
  const trace = traceOf("three-connections");
  const { shapes, height } = layout(trace, { ...optionsOf(trace), numbers: "absolute" });
  const signs = shapes.flatMap((s) => (s.type === "text" && /^[①-⑳]$/u.test(s.text) ? [s] : []));
  expect(signs.length).toBeGreaterThan(1);
  for (const text of new Set(signs.map((sign) => sign.text))) {
    const [low, high, ...more] = signs.filter((sign) => sign.text === text).sort((a, b) => b.y - a.y);
    expect([low?.rotation === 0, high?.rotation === 0, more.length]).toEqual([true, false, 0]);
    const row = shapes.flatMap((s) => (s.type === "text" && s.y === low?.y ? [s.text] : [])).join(" ");
    expect(row).toMatch(/^[①-⑳] [A-Z,]+ seq=\d+/u);
    expect(low!.y).toBeLessThan(height);
  }
});

it("timers alike that run beside each other are named once, with their number", () => {
  const trace = traceOf("syn-flood");
  const timers = texts(layout(trace, optionsOf(trace))).filter((text) => text.startsWith("RTO"));
  expect(timers.toSorted()).toEqual(["RTO 1 s", "RTO 1 s", "RTO 1 s ×3"]);
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
