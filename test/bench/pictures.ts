/** Pictures against the floor, which is zlib packing the same raw pixels, and against node-canvas as it comes. */
import { setImmediate } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import type { Row } from "../../scripts/bench-row.ts";
import { animate, layout, layoutFrames, paint as paintKept } from "../../src/diagram/index.ts";
import { paint } from "../../src/diagram/paint.ts";
import type { Layout } from "../../src/diagram/shape.ts";
import { TRACES } from "../diagram/traces.ts";
import { options } from "../diagram/words.ts";

export const name = "pictures";

const ROUNDS = 15;
const MANY = 1_000;
const TIMES_ZLIB_MAX = 2;
const PHASE_TIMES_ZLIB_MAX = 3;
const PART_OF_CANVAS_MAX = 0.25;
const BYTES_MAX = 100 * 1_024;
const MOVING_BYTES_MAX = 200 * 1_024;
const KEPT_MS_MAX = 1;
const LAYOUT_MS_MAX = 100;
const MEMORY_TIMES_MAX = 1.5;
/** The size that the limits are made for. */
const [WIDTH, HEIGHT] = [1_080, 1_320];

export async function run(): Promise<Row[]> {
  const life = sized(layout(TRACES.lostLife, options("ko", "life")));
  const { canvas, pixels } = await unpacked(life);
  const phase = layout(TRACES.threeWay, options("en", "three-way"));
  const phasePixels = (await unpacked(phase)).pixels;
  const times: Record<string, number[]> = {};
  const note = (what: string, ms: number) => {
    times[what] = [...(times[what] ?? []), ms];
  };
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    note("paint", await timed(async () => (bytes = (await paint(life, "dark")).length)));
    note("zlib", await timed(() => deflateSync(pixels, { level: 1 })));
    note("phase", await timed(() => paint(phase, "light")));
    note("phase zlib", await timed(() => deflateSync(phasePixels, { level: 1 })));
    note("canvas", await timed(() => canvas.toBuffer("image/png")));
    note("stall", await longestStall(() => paint(life, "dark")));
    note("kept", await timed(() => paintKept(life, "dark")));
    note("layout", await timed(() => layout(TRACES.lostLife, options("ko", "life"))));
  }
  const of = (what: string) => median(times[what] ?? []);
  return [
    inMs("a phase picture, warm", of("phase"), PHASE_TIMES_ZLIB_MAX * of("phase zlib")),
    inMs("a whole life, warm", of("paint"), TIMES_ZLIB_MAX * of("zlib")),
    inMs("the same beside node-canvas' own PNG", of("paint"), PART_OF_CANVAS_MAX * of("canvas")),
    inBytes("its bytes", bytes, BYTES_MAX),
    inMs("longest stall meanwhile", of("stall"), of("zlib")),
    inMs("the same picture asked again", of("kept"), KEPT_MS_MAX),
    inMs("layout of a whole life", of("layout"), LAYOUT_MS_MAX),
    await memory(life),
    await moving(),
  ];
}

/** Cut or filled up at its foot. */
function sized(picture: Layout): Layout {
  const scale = WIDTH / picture.width;
  return { ...picture, scale, height: HEIGHT / scale };
}

/** The picture is painted once before canvas is asked for: its fonts are set up by then. */
async function unpacked(picture: Layout) {
  const png = await paint(picture, "dark");
  const { createCanvas, loadImage } = await import("canvas");
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint8Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  return { canvas, pixels };
}

/** The longest time in which nobody else got a turn. */
async function longestStall(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, busy] = [0, performance.now(), true];
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const done = work().finally(() => {
    look();
    busy = false;
  });
  while (busy) {
    look();
    await setImmediate();
  }
  await done;
  return longest;
}

async function memory(life: Layout): Promise<Row> {
  await paint(life, "light");
  const before = process.memoryUsage().rss;
  for (let i = 0; i < MANY; i++) await paint(life, i % 2 === 0 ? "light" : "dark");
  const ratio = process.memoryUsage().rss / before;
  const limit = MEMORY_TIMES_MAX;
  return {
    what: `memory after ${MANY} pictures`,
    measured: `${ratio.toFixed(2)}x`,
    limit: `${limit}x`,
    ok: ratio <= limit,
  };
}

async function moving(): Promise<Row> {
  const frames = layoutFrames(TRACES.lostLife, options("ko", "life"));
  if (!frames.ok) throw new Error(frames.error);
  const gif = await animate(frames.layouts, "light");
  return inBytes(`a whole life moving, ${frames.layouts.length} frames`, gif.length, MOVING_BYTES_MAX);
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const inMs = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value.toFixed(2)} ms`,
  limit: `${limit.toFixed(2)} ms`,
  ok: value <= limit,
});

const inBytes = (what: string, value: number, limit: number): Row => ({
  what,
  measured: `${value} bytes`,
  limit: `${limit} bytes`,
  ok: value <= limit,
});
