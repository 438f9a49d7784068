import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenarioOf } from "../../src/content/scenarios.ts";
import { animate } from "../../src/diagram/animate.ts";
import { textBoxes } from "../../src/diagram/box.ts";
import { wholeOf } from "../../src/diagram/frames.ts";
import { GifWriter } from "../../src/diagram/gif.ts";
import { animate as animateElsewhere, stopPainters } from "../../src/diagram/index.ts";
import { layout, layoutReels } from "../../src/diagram/layout.ts";
import { pixelsOf } from "../../src/diagram/paint.ts";
import { paletteOf } from "../../src/diagram/palette.ts";
import type { Layout } from "../../src/diagram/shape.ts";
import { BRACKET_WIDTH, FRAMES_MAX } from "../../src/diagram/sizes.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { readGif } from "./gif-reader.ts";
import { collisions, texts } from "./looks.ts";
import { framesOf, plansOf } from "./reels.ts";
import { longTrace, TRACES, type TraceName } from "./traces.ts";
import { options } from "./words.ts";

const BYTES_MAX = 200 * 1024;
const WIDTH = 720;
const names = Object.keys(TRACES) as TraceName[];

function reelsOf(trace: Trace, title: string, locale: "en" | "ko" = "ko") {
  const made = layoutReels(trace, options(locale, title));
  if (!made.ok) throw new Error(made.error);
  return made.reels;
}

describe.each(names)("the frames of %s", (name) => {
  const reels = reelsOf(TRACES[name], name);
  const frames = framesOf(reels);

  it("end with the picture that does not move", () => {
    expect(reels.map(wholeOf)).toEqual([layout(TRACES[name], options("ko", name))]);
    expect(frames.at(-1)).toEqual(layout(TRACES[name], options("ko", name)));
  });

  it("differ, each from the one before", () => {
    const shapes = frames.map((frame) => JSON.stringify(frame.shapes));
    expect(shapes.filter((one, i) => one === shapes[i - 1])).toEqual([]);
  });

  it("show something new, each of them", () => {
    const lit = frames.map(({ shapes }) => shapes.flatMap((s) => (s.dim ? [] : [JSON.stringify(s)])));
    const all = frames.map(({ shapes }) => shapes.length);
    for (const [i, now] of lit.entries()) {
      if (i === 0) continue;
      const before = new Set(lit[i - 1]);
      const news = now.filter((shape) => !before.has(shape));
      expect(news.length > 0 || all[i] !== all[i - 1], `frame ${i}`).toBe(true);
    }
  });

  it("are of one size, begin before anything happened and end with the whole picture", () => {
    expect(new Set(frames.map(({ width, height }) => `${width} ${height}`)).size).toBe(1);
    expect(frames[0]!.shapes.some(({ type }) => type === "head")).toBe(false);
    expect(texts(frames[0]!).join(" ")).not.toContain("seq=");
    expect(frames.at(-1)!.shapes.some(({ dim }) => dim === true)).toBe(false);
    expect(JSON.stringify(frames)).not.toContain('"steps"');
  });

  it("have the footer at one height", () => {
    const ys = frames.flatMap(({ shapes }) => shapes.flatMap((s) => (s.role === "hair" ? [s] : [])));
    expect(new Set(ys.map((line) => JSON.stringify(line))).size).toBe(1);
  });

  it("tell how it ended in the last one only", () => {
    const told = frames.map(({ shapes, height }) => {
      const foot = Math.min(
        height,
        ...shapes.flatMap((s) => (s.role === "hair" && s.type === "line" ? s.points[1]! : [])),
      );
      return shapes.flatMap((s) => (s.type === "text" && s.y > foot ? [s.text] : []));
    });
    const [command] = told[0]!;
    expect(command).toBe(`/handshake scenario:${name}`);
    for (const lines of told.slice(0, -1)) expect(lines).toEqual([command]);
    expect(told.at(-1)!.length).toBeGreaterThan(1);
    expect(told.at(-1)!.at(-1)).toBe(command);
  });

  it("never move a text, and let none stand upon another", () => {
    const textsOf = ({ shapes }: Layout) =>
      shapes.flatMap((s) => (s.type === "text" ? [`${s.x} ${s.y} ${s.text}`] : []));
    const last = new Set(textsOf(frames.at(-1)!));
    for (const frame of frames) {
      expect(textsOf(frame).filter((text) => !last.has(text))).toEqual([]);
      expect(collisions(frame).filter((found) => !found.endsWith("mark"))).toEqual([]);
    }
  });
});

describe("a moving picture", () => {
  it.each(["light", "dark"] as const)(
    "of a whole life is small, plays thrice and ends whole (%s)",
    async (theme) => {
      const reels = reelsOf(TRACES.lostLife, "lostLife");
      const frames = framesOf(reels);
      const file = await animate(reels, theme);
      expect(file.length).toBeLessThanOrEqual(BYTES_MAX);
      const gif = readGif(file);
      expect([gif.width, gif.plays, gif.frames.length]).toEqual([WIDTH, 3, frames.length]);
      expect(gif.frames.at(-1)!.hundredths).toBeGreaterThan(gif.frames[0]!.hundredths);
      for (const i of [0, 7, frames.length - 1]) {
        const painted = await pixelsOf(frames[i]!, theme, WIDTH / frames[i]!.width);
        expect(Buffer.compare(gif.frames[i]!.indexes, painted.indexes), `frame ${i}`).toBe(0);
      }
    },
  );

  it("of a long trace has the frames of all its pictures; a longer one is refused", () => {
    const long = framesOf(reelsOf(longTrace(24), "long", "en"));
    expect(texts(long[0]!)).toContain("1 / 2");
    const footers = long.flatMap(({ shapes }) =>
      shapes.flatMap((s) => (s.type === "line" && s.role === "hair" ? [s.points[1]] : [])),
    );
    expect(new Set(footers).size).toBe(1);
    // The first picture's whole, in the midst of it all, knows no ending either.
    const [ending] = texts(long.at(-1)!).filter((text) => text.startsWith("The server's RTO"));
    expect(ending).toBeDefined();
    expect(long.filter((frame) => texts(frame).includes(ending!)).length).toBe(1);
    expect(layoutReels(longTrace(400), options("en", "long")).ok).toBe(false);
  });

  it("shows nothing as lost before it is", () => {
    const roles = framesOf(reelsOf(TRACES.lost, "lost")).map(({ shapes }) => ({
      lost: shapes.some(({ type }) => type === "cross"),
      alarming: shapes.some(({ role }) => role === "alarm"),
    }));
    expect(roles.filter(({ lost }) => lost).length).toBeGreaterThan(0);
    expect(roles.filter(({ lost, alarming }) => lost !== alarming)).toEqual([]);
  });

  it("knows of no segment what becomes of it before it does", () => {
    const late = (id: string, word: string) => {
      const frames = framesOf(reelsOf(run(scenarioOf(id)!), id, "en"));
      const first = frames.findIndex((frame) => texts(frame).includes(word));
      expect(first, `${id}: "${word}"`).toBeGreaterThan(1);
      return { frames, before: frames[first - 1]! };
    };
    const { before } = late("corrupt-data", "corrupted");
    // It is on its way already, and looks like any other.
    expect(texts(before)).toContain("PSH,ACK");
    expect(before.shapes.filter(({ role }) => role === "alarm")).toEqual([]);
    for (const id of ["ack-overtaken", "old-segment"]) {
      expect(texts(late(id, "ignored").before), id).toContain("RST");
    }
    const oddities = framesOf(reelsOf(TRACES.oddities, "oddities", "en"));
    const heads = ({ shapes }: Layout) => shapes.filter(({ type }) => type === "head").length;
    for (const word of ["delayed", "held"]) {
      const shown = oddities.filter((frame) => texts(frame).some((text) => text.includes(word)));
      const first = oddities.indexOf(shown[0]!);
      expect(heads(oddities[first]!), word).toBeGreaterThan(heads(oddities[first - 1]!));
    }
  });

  it("shows the newest call and timer in ink, and every older one in grey", () => {
    const frames = framesOf(reelsOf(TRACES.life, "life", "en"));
    const inks = (words: string) =>
      frames.flatMap(({ shapes }) =>
        shapes.flatMap((shape) => (shape.type === "text" && shape.text === words ? [shape] : [])),
      );
    const calls = inks("connect()");
    expect(calls.length).toBeGreaterThan(2);
    expect(calls.map(({ role }) => role)).toEqual(["text", ...calls.slice(1).map(() => "muted")]);
    expect(calls.at(-1)?.dim).toBeUndefined();
    const [timer] = inks("2MSL 60 s");
    expect(timer?.role).toBe("text");
    expect(JSON.stringify(frames)).not.toContain('"fresh"');
  });

  it("names a timer as soon as it runs, and counts those that run beside it as they come", () => {
    const frames = framesOf(reelsOf(run(scenarioOf("syn-flood")!), "syn-flood", "en"));
    const names: string[] = [];
    for (const [i, { shapes }] of frames.entries()) {
      const running = shapes.filter(
        (s) => s.type === "line" && s.width === BRACKET_WIDTH && s.dash?.[0] === 4,
      );
      const named = shapes.flatMap((s) => (s.type === "text" && s.text.startsWith("RTO") ? [s.text] : []));
      if (running.length > 0) expect(named, `frame ${i}`).not.toEqual([]);
      names.push(...named.filter((name) => !names.includes(name)));
      expect(named.filter((name) => name.includes("×")).length, `frame ${i}`).toBeLessThan(2);
    }
    expect(names).toEqual(["RTO 1 s", "RTO 1 s ×2", "RTO 1 s ×3"]);
  });

  it.each(["old-duplicate-syn", "udp-loss", "tcp-loss"])(
    "%s: two segments under way do not seem to meet",
    (id) => {
      for (const locale of ["en", "ko"] as const) {
        for (const [i, { shapes }] of framesOf(reelsOf(run(scenarioOf(id)!), id, locale)).entries()) {
          const dots = shapes.filter((shape) => shape.type === "circle");
          for (const [n, a] of dots.entries())
            for (const b of dots.slice(n + 1))
              expect(Math.hypot(a.x - b.x, a.y - b.y), `${locale} ${i}`).toBeGreaterThan(a.radius + b.radius);
        }
      }
    },
  );

  it("shows a timer as running until it fires", () => {
    const frames = framesOf(reelsOf(run(scenarioOf("syn-lost")!), "syn-lost", "en"));
    const brackets = frames.map(({ shapes }) =>
      shapes.flatMap((s) =>
        s.type === "line" && s.width === BRACKET_WIDTH && s.points.length > 4 ? [s.dash !== undefined] : [],
      ),
    );
    const [started, fired] = [
      brackets.findIndex((each) => each.includes(true)),
      brackets.findIndex((each) => each.includes(false)),
    ];
    expect(started).toBeGreaterThan(0);
    expect(fired).toBeGreaterThan(started);
    expect(brackets.at(-1)).not.toContain(true);
  });

  it.each(["both-ways", "life", "tcp-loss", "half-close", "udp-loss", "accept-overflow"])(
    "of %s has no dot upon a text",
    (id) => {
      for (const frame of framesOf(reelsOf(run(scenarioOf(id)!), id, "en"))) {
        const dots = frame.shapes.flatMap((s) => (s.type === "circle" ? [s] : []));
        for (const { x, y, cos, sin, halfW, halfH, text } of textBoxes(frame)) {
          for (const dot of dots) {
            const [dx, dy] = [dot.x - x, dot.y - y];
            const along = Math.max(0, Math.abs(dx * cos + dy * sin) - halfW);
            const across = Math.max(0, Math.abs(dy * cos - dx * sin) - halfH);
            expect(Math.hypot(along, across), `"${text}"`).toBeGreaterThanOrEqual(dot.radius - 0.02);
          }
        }
      }
    },
  );

  it("lets others have their turn while it is made", async () => {
    const reels = reelsOf(TRACES.lostLife, "lostLife");
    let turns = 0;
    let done = false;
    const count = () => {
      turns++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const made = await animateElsewhere(plansOf(TRACES.lostLife, options("ko", "lostLife")), "dark");
    done = true;
    await stopPainters();
    expect(turns).toBeGreaterThanOrEqual(framesOf(reels).length);
    if (!made.ok) throw new Error(made.error);
    expect(Buffer.compare(made.picture, await animate(reels, "dark"))).toBe(0);
  });

  it("with too many frames is refused, and elsewhere as well", async () => {
    const refused = { ok: false, error: "too many frames", limit: FRAMES_MAX };
    expect(layoutReels(longTrace(100), options("en", "long"))).toEqual(refused);
    expect(await animateElsewhere(plansOf(longTrace(100), options("en", "long")), "dark")).toEqual(refused);
    await stopPainters();
  });

  it("survives any pixels: what is read is what was written", () => {
    const noise = fc.uint8Array({ min: 0, max: 126, minLength: 96, maxLength: 96 });
    const wide = fc.array(noise, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(wide, fc.integer({ min: 1, max: 90 }), (frames, times) => {
        const height = 8 * times;
        const grown = frames.map((frame, k) =>
          Uint8Array.from({ length: 12 * height }, (_, i) => (frame[i % 96]! + ((i * i * k) >> 7)) % 127),
        );
        const gif = new GifWriter(12, height, paletteOf("light"), 1);
        for (const indexes of grown) gif.add({ width: 12, height, indexes }, 100);
        const read = readGif(gif.done());
        expect(read.plays).toBe(1);
        // As deep equality it took longer than all else here.
        const differing = read.frames.map(({ indexes }, k) => Buffer.compare(indexes, grown[k]!));
        expect(differing).toEqual(grown.map(() => 0));
      }),
      { numRuns: 60 },
    );
  });
});
