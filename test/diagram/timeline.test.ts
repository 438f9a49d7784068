import { describe, expect, it } from "vitest";
import { layoutTimeline, type TimelineRow } from "../../src/diagram/index.ts";
import { collisions, expectGolden, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { labels } from "./words.ts";

const s = (...seconds: number[]) => seconds.map((one) => one * 1_000);

const SYN: readonly TimelineRow[] = [
  {
    title: "RFC 9293",
    note: "R2 ≥ 180 s",
    ticks: s(0, 1, 3, 7, 15, 31, 63, 127),
    end: { at: 180_000, word: "ETIMEDOUT" },
  },
  {
    title: "Linux",
    note: "tcp_syn_retries=6",
    ticks: s(0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67),
    end: { at: 131_000, word: "ETIMEDOUT" },
  },
  {
    title: "Windows",
    note: "MaxSynRetransmissions=4",
    ticks: s(0, 1, 3, 7, 15),
    end: { at: 21_000, word: "WSAETIMEDOUT" },
  },
  { title: "macOS", ticks: s(0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67), end: { at: 75_000, word: "ETIMEDOUT" } },
];

const TIME_WAIT: readonly TimelineRow[] = [
  { title: "RFC 9293", note: "2 × 2 min", ticks: [], bar: { from: 0, to: 240_000, word: "240 s" } },
  { title: "Linux", ticks: [], bar: { from: 0, to: 60_000, word: "60 s" } },
  { title: "What if", ticks: [], bar: { from: 0, to: 500, word: "0.5 s, and then old segments come" } },
];

/** A schedule and a length in one row. */
const BOTH: readonly TimelineRow[] = [
  { ...SYN[0]!, bar: { from: 0, to: 240_000, word: "TIME-WAIT 240 s" } },
  { ...SYN[1]!, bar: { from: 0, to: 60_000, word: "TIME-WAIT 60 s" } },
  { ...SYN[2]!, bar: { from: 0, to: 500, word: "TIME-WAIT 0.5 s" } },
];

const ROWS = { syn: SYN, "time-wait": TIME_WAIT, both: BOTH, none: [] } as const;

describe.each(["syn", "time-wait", "both", "none"] as const)("the timeline of %s", (name) => {
  const line = (locale: "en" | "ko") => layoutTimeline(ROWS[name], { labels: labels(locale, name) });

  it.each(["en", "ko"] as const)("is the stored one in %s", (locale) => {
    expectGolden(`timeline-${name}.${locale}`, line(locale));
  });

  it.each(["en", "ko"] as const)("has no text upon another, a mark or the edge, in %s", (locale) => {
    expect(collisions(line(locale))).toEqual([]);
    expect(smallestOnPhone(line(locale))).toBeGreaterThanOrEqual(READABLE_PX);
  });
});

describe("a timeline", () => {
  it("puts doublings at like distances and every time under its dot", () => {
    const picture = layoutTimeline(SYN.slice(0, 1), { labels: labels("en", "syn") });
    const dots = picture.shapes.flatMap((shape) => (shape.type === "circle" ? [shape.x] : []));
    const steps = dots.slice(1).map((x, i) => x - dots[i]!);
    expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.1);
    expect(texts(picture)).toEqual(
      expect.arrayContaining(["0", "1", "3", "7", "15", "31", "63", "127", "180 s ETIMEDOUT"]),
    );
  });

  it("has the length below the times of its row and above the next", () => {
    const { shapes } = layoutTimeline(BOTH, { labels: labels("en", "both") });
    const bars = shapes.flatMap((shape) =>
      shape.type === "rect" && shape.role === "waitFill" ? [shape] : [],
    );
    expect(bars.length).toBe(BOTH.length);
    const baseline = (words: string) =>
      shapes.flatMap((shape) => (shape.type === "text" && shape.text === words ? [shape.y] : []));
    const times = [baseline("127")[0]!, baseline("67")[0]!, baseline("15").at(-1)!];
    for (const [i, bar] of bars.entries()) {
      expect(bar.y).toBeGreaterThan(times[i]!);
      expect(bar.y + bar.h).toBeLessThan(baseline(BOTH[i + 1]?.title ?? "/handshake scenario:both")[0]!);
    }
    expect(bars.map(({ x }) => x)).toEqual(bars.map(() => bars[0]!.x));
  });

  it("survives any rows", () => {
    const wild: TimelineRow[] = Array.from({ length: 40 }, (_, i) => ({
      title: "각".repeat(i * 9),
      note: "\u202Eعربي\u0000👩‍👩‍👧",
      ticks: Array.from({ length: 300 }, (_, k) => k * 37 * i),
      end: { at: i * 90_000, word: "ETIMEDOUT ".repeat(i) },
      bar: { from: 0, to: 1, word: "" },
    }));
    const picture = layoutTimeline(wild, { labels: labels("ko", "wild") });
    expect(picture.height).toBeLessThan(1_500);
    expect(collisions(picture).filter((found) => found.endsWith("edge"))).toEqual([]);
  });
});
