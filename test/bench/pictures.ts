/** Pictures against the floor, which is zlib packing the same raw pixels, and against node-canvas as it comes. */
import { deflateSync } from "node:zlib";
import type { Row } from "../../scripts/bench-row.ts";
import { animate, layout, layoutFrames, paint as paintKept } from "../../src/diagram/index.ts";
import { paint } from "../../src/diagram/paint.ts";
import { TRACES } from "../diagram/traces.ts";
import { options } from "../diagram/words.ts";
import { drawLife, unpacked } from "./pictures/life.ts";
import { memory } from "./pictures/memory.ts";
import { mermaid } from "./pictures/mermaid.ts";
import { inBytes, inMs, median, ROUNDS, timed } from "./pictures/rows.ts";
import { longestStall } from "./pictures/stall.ts";
import { two } from "./pictures/two.ts";

export const name = "pictures";

const TIMES_ZLIB_MAX = 2;
const PHASE_TIMES_ZLIB_MAX = 3;
const PART_OF_CANVAS_MAX = 0.25;
const BYTES_MAX = 100 * 1_024;
const MOVING_BYTES_MAX = 200 * 1_024;
const KEPT_MS_MAX = 1;
const LAYOUT_MS_MAX = 100;

export async function run(): Promise<Row[]> {
  const life = drawLife("ko");
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
    ...(await two(life)),
    await memory(),
    await moving(),
    await mermaid(),
  ];
}

async function moving(): Promise<Row> {
  const frames = layoutFrames(TRACES.lostLife, options("ko", "life"));
  if (!frames.ok) throw new Error(frames.error);
  const gif = await animate(frames.layouts, "light");
  return inBytes(`a whole life moving, ${frames.layouts.length} frames`, gif.length, MOVING_BYTES_MAX);
}
