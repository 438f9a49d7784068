/** Pictures against the floor, which is zlib packing the same raw pixels, and against node-canvas as it comes. */
import { setTimeout as wait } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import type { Row } from "../../scripts/bench-row.ts";
import { type Layout, paint as paintKept, planReels, stopPainters } from "../../src/diagram/index.ts";
import { layout, layoutReels } from "../../src/diagram/layout.ts";
import { Painters } from "../../src/diagram/painters.ts";
import { TRACES } from "../diagram/traces.ts";
import { options } from "../diagram/words.ts";
import { asked, drawLife, unpacked } from "./pictures/life.ts";
import { memory } from "./pictures/memory.ts";
import { mermaid } from "./pictures/mermaid.ts";
import { inBytes, inMs, median, ROUNDS, timed } from "./pictures/rows.ts";
import { longestStall } from "./pictures/stall.ts";
import { two } from "./pictures/two.ts";

const TIMES_ZLIB_MAX = 2;
const PHASE_TIMES_ZLIB_MAX = 3;
const PART_OF_CANVAS_MAX = 0.25;
const BYTES_MAX = 100 * 1_024;
const MOVING_BYTES_MAX = 200 * 1_024;
const KEPT_MS_MAX = 1;
const LAYOUT_MS_MAX = 100;
/** Rounds before what counts: the code is compiled, and the painters live. */
const WARM = 10;
/** Each takes most of a second. */
const MOVING_ROUNDS = 5;

export async function run(): Promise<Row[]> {
  const painters = new Painters();
  try {
    const life = drawLife("ko");
    return [
      ...(await alone(painters, life)),
      ...(await two(asked(painters, life, "dark"))),
      await memory(),
      ...(await moving(painters)),
      await mermaid(painters),
    ];
  } finally {
    await Promise.all([painters.stop(), stopPainters()]);
  }
}

async function alone(painters: Painters, life: Layout): Promise<Row[]> {
  const paint = asked(painters, life, "dark");
  const { canvas, pixels } = await unpacked(life);
  const phase = layout(TRACES.threeWay, options("en", "three-way"));
  const paintPhase = asked(painters, phase, "light");
  const phasePixels = (await unpacked(phase)).pixels;
  const times: Record<string, number[]> = {};
  const note = (what: string, ms: number) => {
    times[what] = [...(times[what] ?? []), ms];
  };
  let bytes = 0;
  for (let round = -WARM; round < ROUNDS; round++) {
    if (round === 0) for (const what of Object.keys(times)) times[what] = [];
    note("paint", await timed(async () => (bytes = (await paint()).length)));
    note("zlib", await timed(() => deflateSync(pixels, { level: 1 })));
    note("phase", await timed(paintPhase));
    note("phase zlib", await timed(() => deflateSync(phasePixels, { level: 1 })));
    note("canvas", await timed(() => canvas.toBuffer("image/png")));
    note("stall", await longestStall(paint));
    note("idle", await longestStall(() => wait(median(times.paint ?? []))));
    note("kept", await timed(() => paintKept(life, "dark")));
    note("layout", await timed(() => layout(TRACES.lostLife, options("ko", "life"))));
  }
  const of = (what: string) => median(times[what] ?? []);
  return [
    inMs(
      `a phase picture, warm (${timesOf(of("phase"), of("phase zlib"))})`,
      of("phase"),
      PHASE_TIMES_ZLIB_MAX * of("phase zlib"),
    ),
    inMs(
      `a whole life, warm (${timesOf(of("paint"), of("zlib"))})`,
      of("paint"),
      TIMES_ZLIB_MAX * of("zlib"),
    ),
    inMs("the same beside node-canvas' own PNG", of("paint"), PART_OF_CANVAS_MAX * of("canvas")),
    inBytes("its bytes", bytes, BYTES_MAX),
    inMs(`longest stall meanwhile (${of("idle").toFixed(2)} ms with nothing to do)`, of("stall"), of("zlib")),
    inMs("the same picture asked again", of("kept"), KEPT_MS_MAX),
    inMs("layout of a whole life", of("layout"), LAYOUT_MS_MAX),
  ];
}

const timesOf = (ms: number, floor: number): string => `${(ms / floor).toFixed(2)} x zlib`;

async function moving(painters: Painters): Promise<Row[]> {
  let gif = new Uint8Array();
  const whole = layoutReels(TRACES.lostLife, options("ko", "life"));
  if (!whole.ok) throw new Error(whole.error);
  const frames = whole.reels.reduce((sum, { shown }) => sum + shown.length, 0);
  const stalls: number[] = [];
  for (let round = -1; round < MOVING_ROUNDS; round++) {
    const stall = await longestStall(async () => {
      const planned = planReels(TRACES.lostLife, options("ko", "life"));
      if (!planned.ok) throw new Error(planned.error);
      const drawing = JSON.stringify(planned.plans);
      const made = await painters.paint({ moving: true, theme: "light", drawing });
      if (made.ok) gif = new Uint8Array(made.picture);
    });
    if (round >= 0) stalls.push(stall);
  }
  const what = `a whole life moving, ${frames} frames (longest stall ${median(stalls).toFixed(2)} ms, planning included)`;
  return [inBytes(what, gif.length, MOVING_BYTES_MAX)];
}
