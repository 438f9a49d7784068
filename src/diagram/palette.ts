/** The few colours that a picture is stored in: every role, and the shades where two of them meet. */
import { FILLS, WORDS } from "./shape.ts";
import { THEMES, type Theme, type ThemeName } from "./theme.ts";

export interface Palette {
  /** Red, green, blue, red, ... The ground comes first. */
  readonly colours: Uint8Array;
  /** Index of the nearest colour by the pixel as canvas has it, once it was asked for. */
  readonly nearest: Uint8Array;
}

/** As canvas has painted it: five bits of red, six of green, five of blue. Half as much to move as with eight of each. */
export interface Raw {
  readonly width: number;
  readonly height: number;
  /** Pixels from one row to the next; even. */
  readonly stride: number;
  readonly pixels: Uint16Array;
}

/** In a palette's colours, a byte a pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly indexes: Uint8Array;
}

type Rgb = readonly [number, number, number];

/** Shades between ground and ink on the rims of letters, and of large flat things. */
const LETTER_SHADES = 4;
const RIM_SHADES = 1;
const CELLS = 1 << 16;
const UNKNOWN = 255;
const BLOCK = 16;

const made = new Map<ThemeName, Palette>();

export function paletteOf(name: ThemeName): Palette {
  const known = made.get(name);
  if (known) return known;
  const colours = coloursOf(THEMES[name]);
  const palette = {
    colours: Uint8Array.from(colours.flat()),
    nearest: new Uint8Array(CELLS).fill(UNKNOWN),
  };
  // A role's own colour stands for its cell, whatever shade is nearer to the middle of the cell.
  for (const [i, [r, g, b]] of colours.entries()) {
    const cell = (b >> 3) | ((g >> 2) << 5) | ((r >> 3) << 11);
    if (palette.nearest[cell] === UNKNOWN) palette.nearest[cell] = i;
  }
  made.set(name, palette);
  return palette;
}

/**
 * Each row with `margin` bytes of 0 before it. Nearly all of a picture is ground, whose index is 0, and the rest is in
 * large part bars: blocks of one colour are told at a glance, two pixels at a time.
 *
 * @param indexes where they are written to, all 0 as yet.
 */
export function reduce(raw: Raw, margin: number, palette: Palette, indexes: Uint8Array): void {
  const { pixels, stride, width, height } = raw;
  const pairs = new Int32Array(pixels.buffer, pixels.byteOffset, pixels.length >> 1);
  const first = pixels[0] as number;
  const ground = indexOf(first, palette) === 0 ? twice(first) : undefined;
  for (let y = 0; y < height; y++) {
    const [row, start] = [y * stride, y * (width + margin) + margin];
    let x = 0;
    for (; x + BLOCK <= width; x += BLOCK) {
      const pair = (row + x) >> 1;
      const colour = pairs[pair] as number;
      if (!isPlain(pairs, pair)) reduceSome(raw, row + x, BLOCK, indexes, start + x, palette);
      else if (colour !== ground)
        indexes.fill(indexOf(colour & 0xffff, palette), start + x, start + x + BLOCK);
    }
    reduceSome(raw, row + x, width - x, indexes, start + x, palette);
  }
}

const twice = (pixel: number): number => (pixel << 16) | pixel;

/** Unrolled for speed. */
function isPlain(pairs: Int32Array, i: number): boolean {
  const first = pairs[i] as number;
  const one = ((pairs[i + 1] as number) ^ first) | ((pairs[i + 2] as number) ^ first);
  const two = ((pairs[i + 3] as number) ^ first) | ((pairs[i + 4] as number) ^ first);
  const three = ((pairs[i + 5] as number) ^ first) | ((pairs[i + 6] as number) ^ first);
  return (one | two | three | ((pairs[i + 7] as number) ^ first) | (twice(first & 0xffff) ^ first)) === 0;
}

function reduceSome(
  { pixels }: Raw,
  from: number,
  count: number,
  out: Uint8Array,
  start: number,
  palette: Palette,
): void {
  for (let i = 0; i < count; i++) out[start + i] = indexOf(pixels[from + i] as number, palette);
}

function indexOf(pixel: number, palette: Palette): number {
  const index = palette.nearest[pixel] as number;
  return index === UNKNOWN ? find(palette, pixel) : index;
}

function find({ colours, nearest }: Palette, pixel: number): number {
  const [r, g, b] = [((pixel >> 11) << 3) + 4, ((pixel >> 5) & 0x3f) * 4 + 2, ((pixel & 0x1f) << 3) + 4];
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i * 3 < colours.length; i++) {
    const [dr, dg, db] = [r - at(colours, i * 3), g - at(colours, i * 3 + 1), b - at(colours, i * 3 + 2)];
    const distance = dr * dr + dg * dg + db * db;
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  nearest[pixel] = best;
  return best;
}

const at = (bytes: Uint8Array, i: number): number => bytes[i] ?? 0;

function coloursOf({ colours, dimmed }: Theme): Rgb[] {
  const found = new Map<number, Rgb>();
  const add = ([r, g, b]: Rgb) => found.set((r << 16) | (g << 8) | b, [r, g, b]);
  add(rgb(colours.ground));
  for (const look of [colours, dimmed]) for (const colour of Object.values(look)) add(rgb(colour));
  for (const look of [colours, dimmed]) {
    for (const word of [...WORDS, "title"] as const) {
      shades(colours.ground, look[word], LETTER_SHADES).forEach(add);
    }
    for (const fill of FILLS) {
      shades(look[fill], look.onFill, LETTER_SHADES).forEach(add);
      shades(colours.ground, look[fill], RIM_SHADES).forEach(add);
    }
    shades(colours.ground, look.lifeline, RIM_SHADES).forEach(add);
  }
  return [...found.values()];
}

const rgb = (colour: string): Rgb =>
  [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)) as unknown as Rgb;

function shades(from: string, to: string, count: number): Rgb[] {
  const [a, b] = [rgb(from), rgb(to)];
  return Array.from({ length: count }, (_, i) => {
    const part = (i + 1) / (count + 1);
    return a.map((c, k) => Math.round(c + ((b[k] ?? c) - c) * part)) as unknown as Rgb;
  });
}
