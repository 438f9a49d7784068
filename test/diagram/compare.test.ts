import { describe, expect, it } from "vitest";
import type { CompareOptions, Layout } from "../../src/diagram/index.ts";
import { layoutCompare } from "../../src/diagram/layout.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { collisions, expectGolden, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { longTrace, TRACES, type TraceName } from "./traces.ts";
import { labels } from "./words.ts";

const WORDS = {
  en: {
    headings: ["RFC 9293", "What if: no TIME-WAIT"],
    captions: ["The SYN,ACK is sent again after 1 s.", "Nothing is lost."],
  },
  ko: {
    headings: ["RFC 9293", "만약에: TIME-WAIT 없음"],
    captions: ["SYN,ACK 세그먼트를 1초 뒤에 재전송합니다.", "아무것도 유실되지 않습니다."],
  },
} as const;

const options = (locale: "en" | "ko"): CompareOptions => ({
  locale,
  numbers: ["relative", "relative"],
  labels: { ...labels(locale, "compare", { caption: "" }), ...WORDS[locale] },
});

function only(left: Trace, right: Trace, locale: "en" | "ko"): Layout {
  const pages = layoutCompare(left, right, options(locale));
  if (!pages.ok || pages.layouts.length !== 1) throw new Error("not one picture");
  return pages.layouts[0]!;
}

const PAIRS: readonly (readonly [TraceName, TraceName])[] = [
  ["lost", "life"],
  ["threeWay", "lost"],
  ["life", "lostLife"],
  ["burst", "oddities"],
  ["refused", "simultaneous"],
  ["threeHosts", "oldDuplicate"],
  ["empty", "threeWay"],
];

describe.each(PAIRS)("%s beside %s", (left, right) => {
  it.each(["en", "ko"] as const)("is the stored picture in %s", (locale) => {
    expectGolden(`compare-${left}-${right}.${locale}`, only(TRACES[left], TRACES[right], locale));
  });

  it.each(["en", "ko"] as const)("has no text upon another, a mark or the edge, in %s", (locale) => {
    expect(collisions(only(TRACES[left], TRACES[right], locale))).toEqual([]);
  });
});

describe("a comparison", () => {
  it("shows at the same height what happens at the same time", () => {
    const { shapes, width } = only(TRACES.lost, TRACES.life, "en");
    const tails = shapes.flatMap((shape) =>
      shape.type === "line" && shape.role === "open" ? [shape.points.slice(0, 2) as [number, number]] : [],
    );
    const [left, right] = [tails.filter(([x]) => x < width / 2), tails.filter(([x]) => x > width / 2)];
    expect(left[0]![1]).toBe(right[0]![1]);
    // Whole lives are the same but for the loss: until then every height is.
    const life = only(TRACES.life, TRACES.life, "en");
    const heads = life.shapes.flatMap((shape) => (shape.type === "head" ? [shape] : []));
    const ys = (half: boolean) => heads.filter(({ x }) => x < life.width / 2 === half).map(({ y }) => y);
    expect(ys(true)).toEqual(ys(false));
  });

  it("has both headings, both captions, each saying whose it is, and short names of states", () => {
    const words = texts(only(TRACES.threeWay, TRACES.lost, "en"));
    const { headings, captions } = WORDS.en;
    const whose = captions.map((caption, side) => `${headings[side]}: ${caption}`);
    expect(words).toEqual(expect.arrayContaining([...headings, ...whose, "ESTAB"]));
    expect(words).not.toContain("connect()");
  });

  it("has a long heading whole, on two lines above its rule, and lower lifelines in both halves", () => {
    const given = options("en");
    const headings = ["A trickle defeats the socket timeout", "Zero window"] as const;
    const made = layoutCompare(TRACES.lost, TRACES.life, { ...given, labels: { ...given.labels, headings } });
    if (!made.ok) throw new Error(made.error);
    const page = made.layouts[0]!;
    expect(collisions(page)).toEqual([]);
    expect(texts(page)).toEqual(
      expect.arrayContaining(["A trickle defeats the", "socket timeout", "Zero window"]),
    );
    const titles = ({ shapes }: Layout) =>
      shapes.flatMap((s) => (s.type === "rect" && s.role === "title" ? [s.y] : []));
    const usual = titles(only(TRACES.lost, TRACES.life, "en"));
    expect(new Set(titles(page).map((y, i) => y - usual[i]!)).size).toBe(1);
    expect(titles(page)[0]).toBeGreaterThan(usual[0]!);
  });

  it("does not say twice whose a caption is that says so itself", () => {
    const given = options("en");
    const captions = ["RFC 9293: nothing listens on port 80.", "Nothing is lost."] as const;
    const made = layoutCompare(TRACES.refused, TRACES.lost, {
      ...given,
      labels: { ...given.labels, captions },
    });
    if (!made.ok) throw new Error(made.error);
    expect(made.layouts.flatMap(texts)).toContain(captions[0]);
  });

  it.each([
    ["lost", "life"],
    ["threeHosts", "oldDuplicate"],
  ] as const)("of %s and %s can be read on a phone", (left, right) => {
    expect(smallestOnPhone(only(TRACES[left], TRACES[right], "ko"))).toBeGreaterThanOrEqual(READABLE_PX);
  });

  it("of three hosts stands one below the other, each with its heading above and its caption below", () => {
    const { shapes, height } = only(TRACES.threeHosts, TRACES.oldDuplicate, "en");
    const yOf = (words: string) =>
      shapes.flatMap((s) => (s.type === "text" && s.text === words ? [s.y] : []));
    const order = [WORDS.en.headings[0], WORDS.en.captions[0], WORDS.en.headings[1], WORDS.en.captions[1]];
    const ys = order.flatMap(yOf);
    expect(ys).toHaveLength(order.length);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    expect(ys.at(-1)).toBeLessThan(height);
  });

  it("of long traces takes several pictures, and of too long ones is refused", () => {
    const long = layoutCompare(longTrace(60), longTrace(60), options("en"));
    if (!long.ok) throw new Error(long.error);
    expect(long.layouts.length).toBeGreaterThan(1);
    for (const page of long.layouts) expect(collisions(page)).toEqual([]);
    expect(layoutCompare(longTrace(400), longTrace(400), options("en")).ok).toBe(false);
    // One below the other, a long one has its own pictures.
    const three = layoutCompare(TRACES.threeHosts, longTrace(60), options("en"));
    if (!three.ok) throw new Error(three.error);
    expect(three.layouts.length).toBeGreaterThan(2);
    for (const [i, page] of three.layouts.entries()) {
      expect(collisions(page)).toEqual([]);
      // They are counted as one set, as the button counts them.
      expect(texts(page)).toContain(`${i + 1} / ${three.layouts.length}`);
    }
    expect(layoutCompare(TRACES.threeHosts, longTrace(400), options("en")).ok).toBe(false);
  });
});
