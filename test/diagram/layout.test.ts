import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Layout, layout, layoutPages, markBoxes, textBoxes, touch } from "../../src/diagram/index.ts";
import { ARROWS_MAX, HEIGHT_MIN, PAGES_MAX } from "../../src/diagram/sizes.ts";
import { longTrace, TRACES, type TraceName } from "./traces.ts";
import { labels, options } from "./words.ts";

const names = Object.keys(TRACES) as TraceName[];
const PHONE_WIDTH = 360;
const READABLE_PX = 9;
/** What rounding to a hundredth of a pixel may take from the distance kept. */
const ROUNDING = 0.05;

/** Every way a text is in somebody's way; the expectation is that there is none. */
function collisions(picture: Layout): string[] {
  const texts = textBoxes(picture);
  const found: string[] = [];
  for (const [i, text] of texts.entries()) {
    for (const other of texts.slice(i + 1)) {
      if (touch(text, other, -ROUNDING)) found.push(`"${text.text}" and "${other.text}"`);
    }
    if (markBoxes(picture).some((mark) => touch(text, mark, -ROUNDING)))
      found.push(`"${text.text}" and a mark`);
    const edge = { x: picture.width / 2, y: picture.height / 2, angle: 0 };
    const frame = [
      { ...edge, x: 0, halfW: 0, halfH: picture.height },
      { ...edge, x: picture.width, halfW: 0, halfH: picture.height },
      { ...edge, y: 0, halfW: picture.width, halfH: 0 },
      { ...edge, y: picture.height, halfW: picture.width, halfH: 0 },
    ];
    if (frame.some((side) => touch(text, side, -ROUNDING))) found.push(`"${text.text}" and the edge`);
  }
  return found;
}

const texts = (picture: Layout): string[] => textBoxes(picture).map((box) => box.text);

describe.each(names)("the picture of %s", (name) => {
  const trace = TRACES[name];

  it.each(["en", "ko"] as const)("is the stored one in %s", (locale) => {
    const file = path.join(import.meta.dirname, "golden", `${name}.${locale}.golden.json`);
    const now = `${JSON.stringify(layout(trace, options(locale, name)), null, 1)}\n`;
    if (process.env.UPDATE_GOLDENS === "1") writeFileSync(file, now);
    expect(now).toBe(readFileSync(file, "utf8"));
  });

  it.each(["en", "ko"] as const)("has no text upon another, a mark or the edge, in %s", (locale) => {
    for (const numbers of ["relative", "absolute"] as const) {
      expect(collisions(layout(trace, options(locale, name, { numbers })))).toEqual([]);
    }
  });

  it("has none at any step on the way either", () => {
    for (let upTo = 0; upTo <= trace.entries.length; upTo++) {
      const picture = layout(trace, options("ko", name, { upTo, focus: true }));
      expect(collisions(picture), `up to ${upTo}`).toEqual([]);
    }
  });

  it("can be read on a phone", () => {
    const picture = layout(trace, options("en", name));
    const smallest = Math.min(
      ...picture.shapes.flatMap((shape) => (shape.type === "text" ? [shape.size] : [])),
    );
    expect((smallest * PHONE_WIDTH) / picture.width).toBeGreaterThanOrEqual(READABLE_PX);
    expect(picture.height).toBeGreaterThanOrEqual(HEIGHT_MIN);
  });
});

describe("what a picture tells", () => {
  it("names what became of each segment", () => {
    expect(texts(layout(TRACES.lost, options("en", "lost")))).toEqual(
      expect.arrayContaining(["lost", "retransmitted", "RTO 1 s", "1 s", "SYN-RECEIVED"]),
    );
    expect(texts(layout(TRACES.oddities, options("en", "oddities")))).toEqual(
      expect.arrayContaining(["duplicate", "corrupted", "delayed", "held"]),
    );
    expect(texts(layout(TRACES.threeHosts, options("en", "x")))).toContain("forged");
    expect(texts(layout(TRACES.oldDuplicate, options("en", "x")))).toContain("old duplicate");
  });

  it("keeps seq and ack on every segment of an ordinary life", () => {
    const words = texts(layout(TRACES.lostLife, options("en", "life")));
    expect(words.filter((word) => word.includes("seq=")).length).toBe(12);
    expect(texts(layout(TRACES.life, options("en", "life", { numbers: "absolute" })))).toContain(
      "seq=3001234567",
    );
  });

  it("draws the states in order, the calls and the running timer", () => {
    const words = texts(layout(TRACES.life, options("en", "life")));
    for (const state of ["LISTEN", "SYN-SENT", "FIN-WAIT-1", "CLOSE-WAIT", "LAST-ACK", "TIME-WAIT"]) {
      expect(words).toContain(state);
    }
    expect(words).toEqual(expect.arrayContaining(["connect()", "listen()", "close()", "2MSL 60 s"]));
  });

  it("draws only what happened before `upTo` and dims all but the newest step", () => {
    const picture = layout(TRACES.threeWay, options("en", "x", { upTo: 3, focus: true }));
    const flags = picture.shapes.filter((shape) => shape.type === "text" && /^SYN|^ACK$/.test(shape.text));
    expect(flags.map((shape) => [shape.type === "text" && shape.text, shape.dim === true])).toEqual(
      expect.arrayContaining([
        ["SYN", false],
        ["SYN,ACK", false],
      ]),
    );
    expect(picture.shapes.some((shape) => shape.dim === true)).toBe(true);
    expect(texts(picture)).toContain("in flight");
    expect(texts(picture)).not.toContain("ESTABLISHED");
  });
});

describe("long traces", () => {
  it("become several numbered pictures", () => {
    const pages = layoutPages(longTrace(60), options("en", "long"));
    if (!pages.ok) throw new Error(pages.error);
    expect(pages.layouts.length).toBeGreaterThan(1);
    for (const [i, page] of pages.layouts.entries()) {
      expect(texts(page)).toContain(`${i + 1} / ${pages.layouts.length}`);
      expect(collisions(page)).toEqual([]);
      expect(page.shapes.filter((shape) => shape.type === "head").length).toBeLessThanOrEqual(ARROWS_MAX + 4);
    }
  });

  it("are refused beyond the limit; a single picture shows their end", () => {
    const long = longTrace(400);
    expect(layoutPages(long, options("en", "long"))).toEqual({
      ok: false,
      error: "too many pictures",
      limit: PAGES_MAX,
    });
    expect(texts(layout(long, options("en", "long"))).join(" ")).toContain("ack=400");
  });
});

describe("any text", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc.constantFrom(
      "👩‍👩‍👧‍👦".repeat(40),
      "\u202Eمرحبا بالعالم",
      "e\u0301\u0323".repeat(80),
      "\u0000\u001b[31m\n\t",
      "각".repeat(200),
      "\ud800",
    ),
  );

  it("is cut and cleaned and never breaks a picture", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (a, b, c) => {
        const words = {
          title: a,
          subtitle: b,
          caption: c,
          command: a,
          lost: b,
          retransmitted: c,
          inFlight: a,
        };
        const given = labels("en", "x", {
          ...words,
          hosts: { client: a, server: c },
          call: () => [a, b],
          timer: () => c,
          duration: () => b,
        });
        const picture = layout(TRACES.lost, { locale: "en", labels: given, numbers: "relative" });
        expect(collisions(picture)).toEqual([]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not come through.
        expect(texts(picture).join("")).not.toMatch(/[\u0000-\u001f\u202a-\u202e]|\p{Cs}/u);
      }),
      { numRuns: 60 },
    );
  });

  it("that no shipped font has becomes boxes, counted", () => {
    const picture = layout(TRACES.empty, { ...options("en", "x"), labels: labels("en", "漢字 😀") });
    expect(texts(picture)).toContain("□□ □");
    expect(picture.missing).toBeGreaterThanOrEqual(3);
  });
});
