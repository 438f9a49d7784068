/** The pictures that learners get: every scenario, as the simulator runs it, in both languages. */
import { describe, expect, it } from "vitest";
import { scenarios } from "../../src/content/scenarios.ts";
import { type Layout, layout, layoutCompare, layoutPages, layoutStateMap } from "../../src/diagram/index.ts";
import type { Text } from "../../src/diagram/shape.ts";
import { COMPARED_HOSTS_MAX } from "../../src/diagram/sizes.ts";
import { LOCALES, type Locale } from "../../src/language.ts";
import { labelsOf } from "../../src/simulator/explain/index.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { language } from "../commands/command-bot.ts";
import { collisions, expectGolden, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";

/** Every step of a run is laid out; a busy machine takes its time. */
const STEPS_TIMEOUT_MS = 60_000;

type Numbers = "relative" | "absolute";

const labels = (trace: Trace, locale: Locale) =>
  labelsOf(trace, locale, language, { command: `/handshake run ${trace.scenario}` });

function pages(trace: Trace, locale: Locale, numbers: Numbers): readonly Layout[] {
  const made = layoutPages(trace, { locale, labels: labels(trace, locale), numbers });
  if (!made.ok) throw new Error(made.error);
  return made.layouts;
}

describe.each(LOCALES)("in %s", (locale) => {
  describe.each(scenarios)("$id", (scenario) => {
    const trace = run(scenario);
    const numbers = scenario.numbers ?? "relative";

    it("is the stored picture", () => {
      expectGolden(`run-${scenario.id}.${locale}`, ...pages(trace, locale, numbers));
    });

    it("has no text upon another, a mark or the edge, with either kind of numbers", () => {
      for (const kind of ["relative", "absolute"] as const) {
        for (const page of pages(trace, locale, kind)) {
          expect(collisions(page), kind).toEqual([]);
          expect(page.missing).toBe(0);
        }
      }
    });

    it("has the numbers of every segment, however arrows cross", () => {
      const shapes = pages(trace, locale, numbers).flatMap((page) => page.shapes);
      const segments = shapes.filter(({ type }) => ["head", "cross", "circle"].includes(type));
      const told = shapes.filter((s) => s.type === "text" && /^(seq|ack|len)=/u.test(s.text));
      expect(told.length).toBeGreaterThanOrEqual(segments.length);
    });

    it("can be read on a phone, one phase or a whole life", () => {
      for (const page of pages(trace, locale, numbers)) {
        expect(smallestOnPhone(page)).toBeGreaterThanOrEqual(READABLE_PX);
      }
    });

    it("has a state map without a text upon another, a mark or the edge", () => {
      const map = layoutStateMap(trace, { locale, labels: labels(trace, locale) });
      expect(collisions(map)).toEqual([]);
      expect(smallestOnPhone(map)).toBeGreaterThanOrEqual(READABLE_PX);
    });

    it(
      "has none at any step either",
      () => {
        for (let upTo = 0; upTo <= trace.entries.length; upTo++) {
          const step = layout(trace, { locale, labels: labels(trace, locale), numbers, upTo, focus: true });
          expect(collisions(step), `up to ${upTo}`).toEqual([]);
        }
      },
      STEPS_TIMEOUT_MS,
    );
  });

  it("a segment out of the network has its numbers, and the wait before it stands clear of it", () => {
    for (const id of ["old-segment", "assassination"]) {
      const trace = run(scenarios.find((one) => one.id === id)!);
      const [page] = pages(trace, locale, "relative");
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
    const [page] = pages(run(scenarios.find(({ id }) => id === "assassination")!), locale, "relative");
    const bracket = page!.shapes.flatMap((s) =>
      s.type === "line" && s.role === "muted" && s.points.length > 4 ? [s.points] : [],
    );
    const heads = page!.shapes.flatMap((s) => (s.type === "head" ? [s.y] : []));
    expect(bracket.map((points) => points.length)).toEqual([6]);
    expect(bracket[0]!.at(-1)).toBeLessThan(Math.max(...heads));
  });

  it.each(scenarios)("$id stands beside itself on another system, no text upon another", (scenario) => {
    const [left, right] = [run(scenario), run(scenario, { os: "linux" })];
    const words = { headings: ["RFC 9293", "Linux"], captions: ["", ""] } as const;
    const made = layoutCompare(left, right, {
      locale,
      labels: { ...labels(left, locale), ...words },
      numbers: "absolute",
    });
    if (left.hosts.length > COMPARED_HOSTS_MAX) {
      expect(made).toEqual({ ok: false, error: "too many hosts", limit: COMPARED_HOSTS_MAX });
      return;
    }
    if (!made.ok) throw new Error(made.error);
    for (const page of made.layouts) {
      expect(collisions(page)).toEqual([]);
      expect(smallestOnPhone(page)).toBeGreaterThanOrEqual(READABLE_PX);
    }
    expect(made.layouts.flatMap(texts)).toContain("Linux");
  });
});
