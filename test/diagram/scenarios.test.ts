/** The pictures that learners get: every scenario, as the simulator runs it, in both languages. */
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { type Drawing, draw } from "../../src/diagram/drawing.ts";
import { type Layout, layoutStateMap, type Options } from "../../src/diagram/index.ts";
import { type Plan, plan, planPages } from "../../src/diagram/plan.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { readAsOne } from "./apart.ts";
import { collisions, disorder, expectGolden, isTurn, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { untold } from "./numbers.ts";
import { dotsUponArrows } from "./upon-arrows.ts";

const NUMBERS = ["relative", "absolute"] as const;
type Numbers = (typeof NUMBERS)[number];

/** What crosses to the process that lays out and paints. */
const ORDER_BYTES_MAX = 64 * 1_024;

const runs = scenarios.map((scenario) => ({ id: scenario.id, scenario, trace: run(scenario) }));
const traceOf = (id: string): Trace => runs.find((one) => one.id === id)!.trace;

const labels = (trace: Trace, locale: Locale) =>
  labelsOf(trace, locale, language, { command: `/handshake run ${trace.scenario}` });

interface Page {
  readonly plan: Plan;
  readonly picture: Layout;
}

/** As it is elsewhere: from what is left of a drawing as JSON. */
function drawnElsewhere(drawing: Drawing): Layout {
  const order = JSON.stringify(drawing);
  expect(order.length).toBeLessThan(ORDER_BYTES_MAX);
  return draw(JSON.parse(order));
}

function pages(trace: Trace, options: Options): readonly Page[] {
  const made = planPages(trace, options);
  if (!made.ok) throw new Error(made.error);
  return made.plans.map((plan) => ({ plan, picture: drawnElsewhere(plan) }));
}

const pictures = (trace: Trace, locale: Locale): readonly Layout[] =>
  pages(trace, { locale, labels: labels(trace, locale), numbers: "relative" }).map(({ picture }) => picture);

describe.each(LOCALES)("in %s", (locale) => {
  describe.each(runs)("$id", ({ id, scenario, trace }) => {
    const own = scenario.numbers ?? "relative";
    const words = labels(trace, locale);
    const options = (numbers: Numbers): Options => ({ locale, labels: words, numbers });
    const drawn = Object.fromEntries(NUMBERS.map((kind) => [kind, pages(trace, options(kind))])) as Record<
      Numbers,
      readonly Page[]
    >;

    it("is the stored picture", () => {
      expectGolden(`run-${id}.${locale}`, ...drawn[own].map(({ picture }) => picture));
    });

    it.each(NUMBERS)("has no text upon another, a mark or the edge, with %s numbers", (kind) => {
      for (const { picture } of drawn[kind]) {
        expect(collisions(picture)).toEqual([]);
        expect(picture.missing).toBe(0);
        expect(smallestOnPhone(picture)).toBeGreaterThanOrEqual(READABLE_PX);
      }
    });

    it.each(NUMBERS)("has no words of two things as close as those of one, with %s numbers", (kind) => {
      for (const { picture } of drawn[kind]) expect(readAsOne(picture, words)).toEqual([]);
    });

    it.each(NUMBERS)("says all of every segment, call, state and timer, with %s numbers", (kind) => {
      for (const [i, { plan, picture }] of drawn[kind].entries()) {
        expect(untold(plan, picture), `page ${i + 1}`).toEqual([]);
      }
    });

    it.each(NUMBERS)("shows what is later further down, with %s numbers", (kind) => {
      for (const { plan, picture } of drawn[kind]) expect(disorder(plan, trace, picture)).toEqual([]);
    });

    it("has a state map without a text upon another, a mark or the edge", () => {
      const map = layoutStateMap(trace, { locale, labels: words });
      expect(collisions(map)).toEqual([]);
      expect(smallestOnPhone(map)).toBeGreaterThanOrEqual(READABLE_PX);
    });

    it("says all, and has no text upon another, at any step", () => {
      for (let upTo = 0; upTo <= trace.entries.length; upTo++) {
        if (!isTurn(LOCALES.indexOf(locale), upTo)) continue;
        const asked = plan(trace, { ...options(own), upTo, focus: true });
        const step = draw(asked);
        const found = [...collisions(step), ...untold(asked, step), ...dotsUponArrows(step)];
        expect(found, `up to ${upTo}`).toEqual([]);
      }
    });
  });

  it("a segment out of the network has its numbers, and the wait before it stands clear of it", () => {
    for (const id of ["old-segment", "assassination"]) {
      const trace = traceOf(id);
      const [page] = pictures(trace, locale);
      const { duplicate, oldDuplicate } = labels(trace, locale);
      const word = page!.shapes.find(
        (s) => s.type === "text" && (s.text === duplicate || s.text === oldDuplicate),
      ) as Text;
      expect(texts(page!).filter((text) => text.includes("seq=")).length, id).toBe(
        trace.entries.reduce((n, { sent, move }) => n + sent.length + (move.type === "duplicate" ? 1 : 0), 0),
      );
      const waits = page!.shapes.flatMap((s) =>
        s.type === "text" && s.anchor === "middle" && s.role === "muted" ? [s.y] : [],
      );
      expect(Math.min(...waits.map((y) => Math.abs(y - word.y)))).toBeGreaterThan(word.size);
    }
  });

  it("a TIME-WAIT that a RST ends has a bracket that ends there, and no foot", () => {
    const trace = traceOf("assassination");
    const [page] = pictures(trace, locale);
    const bracket = page!.shapes.flatMap((s) =>
      s.type === "line" && s.role === "muted" && s.points.length > 4 ? [s.points] : [],
    );
    const heads = page!.shapes.flatMap((s) => (s.type === "head" ? [s.y] : []));
    expect(bracket.map((points) => points.length)).toEqual([6]);
    expect(bracket[0]!.at(-1)).toBeLessThan(Math.max(...heads));
  });

  it("a timer that was started in an earlier picture has a bracket from the top of this one on, and no head", () => {
    const { scenario } = runs.find(({ id }) => id === "accept-overflow")!;
    const last = pictures(run(scenario, { os: "freebsd" }), locale).at(-1)!;
    const brackets = last.shapes.flatMap((s) =>
      s.type === "line" && s.role === "muted" && s.points.length >= 6 ? [s.points] : [],
    );
    const carried = brackets.filter((points) => points.length === 6);
    const tops = brackets.map(([, y]) => y!);
    expect(brackets.length).toBeGreaterThan(5);
    // One until the next SYN, and the user timeout around all.
    expect(carried.map(([, y]) => y)).toEqual([Math.min(...tops), Math.min(...tops)]);
  });
});
