/** A picture of one phase, painted warm, against packing the same raw pixels with zlib: the floor. */
import { deflateSync } from "node:zlib";
import type { Row } from "../../scripts/bench-row.ts";
import { layout, paint } from "../../src/diagram/index.ts";
import { TRACES } from "../diagram/traces.ts";
import { options } from "../diagram/words.ts";

export const name = "picture";

const ROUNDS = 15;
const TIMES_ZLIB_MAX = 3;
const BYTES_MAX = 250_000;
const LAYOUT_MS_MAX = 100;

export async function run(): Promise<Row[]> {
  const pixels = await rawPixels();
  const painted: number[] = [];
  const packed: number[] = [];
  const laidOut: number[] = [];
  const phase = layout(TRACES.lost, options("ko", "lost"));
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round++) {
    painted.push(
      await timed(async () => {
        bytes = (await paint(phase, "dark")).length;
      }),
    );
    packed.push(await timed(() => deflateSync(pixels, { level: 1 })));
    laidOut.push(await timed(() => layout(TRACES.lostLife, options("ko", "life"))));
  }
  const limit = TIMES_ZLIB_MAX * median(packed);
  return [
    row("phase picture, warm", median(painted), "ms", limit),
    row("its bytes", bytes, "bytes", BYTES_MAX),
    row("layout of a whole life", median(laidOut), "ms", LAYOUT_MS_MAX),
  ];
}

/** The picture is painted once before canvas is asked for: its fonts are set up by then. */
async function rawPixels(): Promise<Uint8Array> {
  const png = await paint(layout(TRACES.lost, options("ko", "lost")), "dark");
  const { createCanvas, loadImage } = await import("canvas");
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return new Uint8Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const row = (what: string, value: number, unit: string, limit: number): Row => ({
  what,
  measured: `${unit === "ms" ? value.toFixed(1) : value} ${unit}`,
  limit: `${unit === "ms" ? limit.toFixed(1) : limit} ${unit}`,
  ok: value <= limit,
});
