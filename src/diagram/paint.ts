/** Shapes to PNG: a switch over them, and no decision about where anything is. The sole importer of canvas. */
import path from "node:path";
import { constants, crc32, deflateSync } from "node:zlib";
import type { Canvas, CanvasRenderingContext2D } from "canvas";
import { asset } from "../checkout.ts";
import type { Font } from "./measure.ts";
import { type Pixels, paletteOf, type Raw, reduce } from "./palette.ts";
import { encodePng, PNG_MARGIN } from "./png.ts";
import type { Circle, Cross, Head, Layout, Line, Rect, Shape, Text } from "./shape.ts";
import { HEAD_HALF } from "./sizes.ts";
import { colourOf, THEMES, type Theme, type ThemeName } from "./theme.ts";

/** No picture is larger than this on either side, in device pixels; a larger one is scaled down. */
export const PIXELS_MAX = 4096;
/** One more level saves a twentieth and costs a quarter more; runs alone cost a fortieth and save a fifth of the time. */
const PACKING = { level: 1, strategy: constants.Z_RLE } as const;
/** The rim of a hollow arrow head. */
const HOLLOW_WIDTH = 1.5;

const FONTS = asset("fonts");
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
/** One for all pictures: each is painted without a break, and its pixels are copied. */
let canvas: Canvas | null = null;
let kept = new Uint8Array();

/**
 * A picture as PNG. Keeps everybody else in this process waiting until it is done: who may not wait lets
 * `Painters` paint.
 */
export async function paint(layout: Layout, theme: ThemeName): Promise<Uint8Array> {
  const raw = await painted(layout, theme, layout.scale);
  const { width, height } = raw;
  const rows = memory((width + PNG_MARGIN) * height);
  reduce(raw, PNG_MARGIN, paletteOf(theme), rows);
  return encodePng(width, height, paletteOf(theme), deflateSync(rows, PACKING), crc32);
}

/** In the palette of the theme, for who has another use for them. */
export async function pixelsOf(layout: Layout, theme: ThemeName, scale: number): Promise<Pixels> {
  const raw = await painted(layout, theme, scale);
  const { width, height } = raw;
  const indexes = new Uint8Array(width * height);
  reduce(raw, 0, paletteOf(theme), indexes);
  return { width, height, indexes };
}

/** Each picture's rows are packed before the next ones are written; memory that is kept is faster than memory that is new. */
function memory(length: number): Uint8Array {
  if (kept.length < length) kept = new Uint8Array(length);
  return kept.subarray(0, length).fill(0);
}

async function painted(layout: Layout, theme: ThemeName, scale: number): Promise<Raw> {
  library ??= load();
  return drawn(await library, layout, theme, scale);
}

function drawn({ createCanvas }: Library, layout: Layout, theme: ThemeName, wanted: number): Raw {
  const scale = Math.min(wanted, PIXELS_MAX / layout.width, PIXELS_MAX / layout.height);
  const [width, height] = [Math.round(layout.width * scale), Math.round(layout.height * scale)];
  canvas ??= createCanvas(1, 1);
  resize(canvas, width, height);
  const context = canvas.getContext("2d", { pixelFormat: "RGB16_565" });
  context.textDrawingMode = "glyph";
  context.setTransform(scale, 0, 0, scale, 0, 0);
  draw(context, layout, THEMES[theme]);
  const raw = canvas.toBuffer("raw");
  const pixels = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / Uint16Array.BYTES_PER_ELEMENT);
  return { width, height, stride: canvas.stride / Uint16Array.BYTES_PER_ELEMENT, pixels };
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
  let last = "";
  for (const shape of layout.shapes) {
    const colour = colourOf(theme, shape);
    // Setting what is set already costs as much as a line.
    if (colour !== last) context.fillStyle = context.strokeStyle = last = colour;
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
  if (circle.ring === undefined) {
    context.fill();
    return;
  }
  const ink = context.fillStyle;
  context.fillStyle = ground;
  context.fill();
  context.fillStyle = ink;
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
