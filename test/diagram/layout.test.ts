import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layout, layoutPages } from "../../src/diagram/layout.ts";
import { ARROWS_MAX, HEIGHT_MIN, PAGES_MAX } from "../../src/diagram/sizes.ts";
import { collisions, expectGolden, isTurn, READABLE_PX, smallestOnPhone, texts } from "./looks.ts";
import { oddText } from "./odd-text.ts";
import { longTrace, TRACES, type TraceName } from "./traces.ts";
import { labels, options } from "./words.ts";

/** Every step is laid out; a busy machine takes its time. */
const STEPS_TIMEOUT_MS = 60_000;

const names = Object.keys(TRACES) as TraceName[];
describe.each(names)("the picture of %s", (name) => {
  const trace = TRACES[name];

  it.each(["en", "ko"] as const)("is the stored one in %s, with no text upon another", (locale) => {
    const picture = layout(trace, options(locale, name));
    expectGolden(`${name}.${locale}`, picture);
    expect(smallestOnPhone(picture)).toBeGreaterThanOrEqual(READABLE_PX);
    expect(picture.height).toBeGreaterThanOrEqual(HEIGHT_MIN);
    const absolute = layout(trace, options(locale, name, { numbers: "absolute" }));
    expect([picture, absolute].flatMap(collisions)).toEqual([]);
  });

  it(
    "has none at any step on the way either",
    () => {
      for (let upTo = 0; upTo <= trace.entries.length; upTo++) {
        if (!isTurn(upTo)) continue;
        const picture = layout(trace, options("ko", name, { upTo, focus: true }));
        expect(collisions(picture), `up to ${upTo}`).toEqual([]);
      }
    },
    STEPS_TIMEOUT_MS,
  );
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

  it("writes a call, or a timer that runs out, in full ink where it is the newest step, and all others in grey", () => {
    const { lostLife } = TRACES;
    const inks = (upTo: number) =>
      layout(lostLife, options("en", "x", { upTo, focus: true })).shapes.flatMap((s) =>
        s.type === "text" && /\(\d*\)$|^RTO|^2MSL/u.test(s.text)
          ? [{ text: s.text, role: s.role, dim: s.dim }]
          : [],
      );
    const calls = lostLife.entries.findLastIndex(({ move }) => move.type === "call");
    const fires = lostLife.entries.findLastIndex(({ move }) => move.type === "expire");
    for (const newest of [calls, fires]) {
      const all = inks(newest + 1);
      expect(all.filter(({ role }) => role === "text").length).toBe(1);
      expect(all.filter(({ role, dim }) => role !== "text" && dim !== true)).toEqual([]);
    }
  });

  it("shows a copy as soon as the network has made it", () => {
    const made = TRACES.oddities.entries.findIndex(({ move }) => move.type === "duplicate");
    const words = (upTo: number) =>
      texts(layout(TRACES.oddities, options("en", "x", { upTo, focus: true }))).join(" ");
    expect(words(made)).not.toContain("duplicate");
    expect(words(made + 1)).toContain("duplicate");
  });
});

describe("a segment that was held", () => {
  const { entries } = TRACES.oddities;
  const at = (type: string) => entries.findIndex(({ move }) => move.type === type) + 1;
  const brightAt = (upTo: number) =>
    layout(TRACES.oddities, options("en", "x", { upTo, focus: true })).shapes.flatMap((shape) =>
      shape.type === "text" && !("dim" in shape) ? [shape.text] : [],
    );

  it("stands out when it is released, and is under way again", () => {
    expect(brightAt(at("hold"))).toEqual(expect.arrayContaining(["PSH,ACK", "held"]));
    expect(brightAt(at("hold"))).not.toContain("in flight");
    expect(brightAt(at("release"))).toEqual(expect.arrayContaining(["PSH,ACK", "held", "in flight"]));
  });
});

describe("long traces", () => {
  it("become several numbered pictures", () => {
    const pages = layoutPages(longTrace(60), options("en", "long"));
    if (!pages.ok) throw new Error(pages.error);
    expect(pages.layouts.length).toBeGreaterThan(1);
    for (const [i, page] of pages.layouts.entries()) {
      const [of, words] = [pages.layouts.length, texts(page)];
      expect(words).toContain(`${i + 1} / ${of}`);
      // How it ended is said once, where it ends.
      const ends = words.some((text) => labels("en", "long").caption.startsWith(text) && text.length > 9);
      expect([ends, words.includes(`→ ${i + 2} / ${of}`)]).toEqual([i + 1 === of, i + 1 < of]);
      expect(collisions(page)).toEqual([]);
      expect(page.shapes.filter((shape) => shape.type === "head").length).toBeLessThanOrEqual(ARROWS_MAX + 4);
    }
  });

  it("are alike in length: no last picture has a single arrow", () => {
    for (const trace of [longTrace(17), longTrace(33)]) {
      const pages = layoutPages(trace, options("en", "long"));
      if (!pages.ok) throw new Error(pages.error);
      const arrows = pages.layouts.map(
        ({ shapes }) => shapes.filter((shape) => shape.type === "head").length,
      );
      expect(arrows.length).toBeGreaterThan(1);
      expect(Math.min(...arrows)).toBeGreaterThan(Math.max(...arrows) / 2);
    }
  });

  it("have their whole command below, on two lines if it takes them", () => {
    const command = "/handshake run reconnect-in-time-wait rtt=100 os=freebsd what-if=no-time-wait";
    const words = texts(
      layout(TRACES.life, { ...options("en", "life"), labels: labels("en", "x", { command }) }),
    );
    const first = words.findIndex((text) => text.startsWith("/handshake"));
    expect(words.slice(first, first + 2).join(" ")).toBe(command);
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
  const hostile = oddText(300);

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
