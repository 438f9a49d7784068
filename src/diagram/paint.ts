/** Shapes to PNG: a switch over them, and no decision about where anything is. The sole importer of canvas. */
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { scheduler } from "node:timers/promises";
import { crc32, createDeflate } from "node:zlib";
import type { Canvas, CanvasRenderingContext2D } from "canvas";
import type { Font } from "./measure.ts";
import { type Palette, type Pixels, paletteOf, type Raw, reduce } from "./palette.ts";
import { encodePng, PNG_MARGIN } from "./png.ts";
import type { Circle, Cross, Head, Layout, Line, Rect, Shape, Text } from "./shape.ts";
import { HEAD_HALF } from "./sizes.ts";
import { colourOf, THEMES, type Theme, type ThemeName } from "./theme.ts";

/** No picture is larger than this on either side, in device pixels; a larger one is scaled down. */
export const PIXELS_MAX = 4096;
/** One more level saves a twentieth and costs a quarter more. */
const LEVEL = 1;
/** Room for any picture's bytes at once: every further piece is another journey between threads. */
const CHUNK_BYTES = 128 * 1024;
const ROWS_AT_ONCE = 330;
/** Canvases kept for the next picture; each holds some 5 MB. */
const POOL_MAX = 2;

/** The rim of a hollow arrow head. */
const HOLLOW_WIDTH = 1.5;

const FONTS = path.resolve(import.meta.dirname, "../../assets/fonts");
const SANS = "Pretendard";
const MONO = "IBM Plex Mono";
const CSS: Readonly<Record<Font, string>> = {
  regular: `400 {}px "${SANS}"`,
  bold: `700 {}px "${SANS}"`,
  mono: `400 {}px "${MONO}", "${SANS}"`,
};

const ALIGN = { start: "left", middle: "center", end: "right" } as const;

type Library = typeof import("canvas");
let library: Promise<Library> | null = null;
const pool: Canvas[] = [];

/** A picture as PNG. Packing goes on on another thread while the next rows are made ready, and others get their turn. */
export async function paint(layout: Layout, theme: ThemeName): Promise<Uint8Array> {
  const raw = await drawn(layout, theme, layout.scale);
  const palette = paletteOf(theme);
  const packed: Uint8Array[] = [];
  const deflate = createDeflate({ level: LEVEL, chunkSize: CHUNK_BYTES });
  await pipeline(rowsOf(raw, palette), deflate, async (pieces: AsyncIterable<Uint8Array>) => {
    for await (const piece of pieces) packed.push(piece);
  });
  return encodePng(raw.width, raw.height, palette, packed, crc32);
}

function* rowsOf(raw: Raw, palette: Palette): Generator<Uint8Array> {
  for (let y = 0; y < raw.height; y += ROWS_AT_ONCE) {
    yield reduce(raw, y, Math.min(y + ROWS_AT_ONCE, raw.height), PNG_MARGIN, palette);
  }
}

/** In the palette of the theme, for who has another use for them. */
export async function pixelsOf(layout: Layout, theme: ThemeName, scale: number): Promise<Pixels> {
  // Who paints frame after frame must not keep everybody else waiting for the last.
  await scheduler.yield();
  const raw = await drawn(layout, theme, scale);
  const { width, height } = raw;
  return { width, height, indexes: reduce(raw, 0, height, 0, paletteOf(theme)) };
}

/** The pixels are a copy: the canvas is free for the next picture. */
async function drawn(layout: Layout, theme: ThemeName, wanted: number): Promise<Raw> {
  library ??= load();
  const { createCanvas } = await library;
  const scale = Math.min(wanted, PIXELS_MAX / layout.width, PIXELS_MAX / layout.height);
  const [width, height] = [Math.round(layout.width * scale), Math.round(layout.height * scale)];
  const canvas = pool.pop() ?? createCanvas(1, 1);
  try {
    resize(canvas, width, height);
    const context = canvas.getContext("2d", { pixelFormat: "RGB24", alpha: false });
    context.textDrawingMode = "glyph";
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, layout, THEMES[theme]);
    const raw = canvas.toBuffer("raw");
    const pixels = new Int32Array(raw.buffer, raw.byteOffset, raw.length / Int32Array.BYTES_PER_ELEMENT);
    return { width, height, pixels };
  } finally {
    if (pool.length < POOL_MAX) pool.push(canvas);
    else canvas.width = canvas.height = 0;
  }
}

/** Memory that is kept is faster than memory that is new. */
function resize(canvas: Canvas, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

async function load(): Promise<Library> {
  // Read once, when the library starts: the machine's own fonts must not answer for ours.
  process.env.FONTCONFIG_FILE = path.join(FONTS, "fonts.conf");
  const canvas = await import("canvas");
  const { registerFont } = canvas;
  registerFont(path.join(FONTS, "Pretendard-Regular.otf"), { family: SANS, weight: "400" });
  registerFont(path.join(FONTS, "Pretendard-Bold.otf"), { family: SANS, weight: "700" });
  registerFont(path.join(FONTS, "IBMPlexMono-Regular.ttf"), { family: MONO, weight: "400" });
  return canvas;
}

function draw(context: CanvasRenderingContext2D, layout: Layout, theme: Theme): void {
  context.fillStyle = theme.colours.ground;
  // One pixel more: a fraction of one would be half painted.
  context.fillRect(0, 0, layout.width + 1, layout.height + 1);
  context.lineJoin = "round";
  for (const shape of layout.shapes) {
    context.fillStyle = context.strokeStyle = colourOf(theme, shape);
    drawShape(context, shape, theme.colours.ground);
  }
}

function drawShape(context: CanvasRenderingContext2D, shape: Shape, ground: string): void {
  switch (shape.type) {
    case "rect":
      drawRect(context, shape);
      break;
    case "line":
      drawLine(context, shape);
      break;
    case "head":
      drawHead(context, shape, ground);
      break;
    case "cross":
      drawCross(context, shape);
      break;
    case "circle":
      drawCircle(context, shape, ground);
      break;
    case "text":
      drawText(context, shape);
      break;
  }
}

function drawCross(context: CanvasRenderingContext2D, { x, y, size, width, role }: Cross): void {
  for (const rise of [-size, size]) {
    drawLine(context, { type: "line", role, width, points: [x - size, y - rise, x + size, y + rise] });
  }
}

function drawCircle(context: CanvasRenderingContext2D, circle: Circle, ground: string): void {
  context.beginPath();
  context.arc(circle.x, circle.y, circle.radius - (circle.ring ?? 0) / 2, 0, 2 * Math.PI);
  if (circle.ring !== undefined) context.fillStyle = ground;
  context.fill();
  if (circle.ring === undefined) return;
  context.lineWidth = circle.ring;
  context.stroke();
}

function drawRect(context: CanvasRenderingContext2D, { x, y, w, h, radius }: Rect): void {
  context.beginPath();
  context.roundRect(x, y, w, h, Math.min(radius, w / 2, h / 2));
  context.fill();
}

function drawLine(context: CanvasRenderingContext2D, { points, width, dash }: Line): void {
  context.beginPath();
  for (let i = 0; i + 1 < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  context.lineWidth = width;
  context.setLineDash([...(dash ?? [])]);
  context.stroke();
  context.setLineDash([]);
}

function drawHead(context: CanvasRenderingContext2D, head: Head, ground: string): void {
  context.save();
  context.translate(head.x, head.y);
  context.rotate(head.angle);
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(-head.length, -HEAD_HALF);
  context.lineTo(-head.length, HEAD_HALF);
  context.closePath();
  if (head.hollow === true) context.fillStyle = ground;
  context.fill();
  context.lineWidth = HOLLOW_WIDTH;
  if (head.hollow === true) context.stroke();
  context.restore();
}

function drawText(context: CanvasRenderingContext2D, text: Text): void {
  context.font = CSS[text.font].replace("{}", String(text.size));
  context.textAlign = ALIGN[text.anchor];
  if (text.rotation === 0) {
    context.fillText(text.text, text.x, text.y);
    return;
  }
  context.save();
  context.translate(text.x, text.y);
  context.rotate(text.rotation);
  context.fillText(text.text, 0, 0);
  context.restore();
}
