/** The few colours that a picture is stored in: every role, and the shades where two of them meet. */
import { FILLS, WORDS } from "./shape.ts";
import { THEMES, type Theme, type ThemeName } from "./theme.ts";

export interface Palette {
  /** Red, green, blue, red, ... The ground comes first. */
  readonly colours: Uint8Array;
  /** Index of the nearest colour by cell (the six upper bits of blue, green and red), once it was asked for. */
  readonly nearest: Uint8Array;
}

/** As canvas has painted it. */
export interface Raw {
  readonly width: number;
  readonly height: number;
  readonly pixels: Int32Array;
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
const CELLS = 1 << 18;
const UNKNOWN = 255;
const BLOCK = 8;

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
    const cell = (b >> 2) | ((g >> 2) << 6) | ((r >> 2) << 12);
    if (palette.nearest[cell] === UNKNOWN) palette.nearest[cell] = i;
  }
  made.set(name, palette);
  return palette;
}

/**
 * Each row with `margin` bytes of 0 before it. `pixels` = blue, green, red, unused, as canvas has them in memory.
 * Nearly all of a picture is ground, whose index is 0, and the rest is in large part bars: blocks of one colour
 * are told at a glance.
 */
export function reduce({ pixels, width, height }: Raw, margin: number, palette: Palette): Uint8Array {
  const indexes = new Uint8Array((width + margin) * height);
  const ground = pixels[0];
  for (let y = 0, i = 0, out = 0; y < height; y++) {
    out += margin;
    for (const end = i + width; i < end; ) {
      const to = Math.min(i + BLOCK, end);
      const plain = to - i === BLOCK && isPlain(pixels, i);
      if (!plain) reduceSome(pixels, i, to, indexes, out, palette);
      else if (pixels[i] !== ground) indexes.fill(indexOf(pixels[i] as number, palette), out, out + BLOCK);
      out += to - i;
      i = to;
    }
  }
  return indexes;
}

/** Unrolled for speed. */
function isPlain(p: Int32Array, i: number): boolean {
  const first = p[i] as number;
  const one = ((p[i + 1] as number) ^ first) | ((p[i + 2] as number) ^ first);
  const two = ((p[i + 3] as number) ^ first) | ((p[i + 4] as number) ^ first);
  const three = ((p[i + 5] as number) ^ first) | ((p[i + 6] as number) ^ first);
  return (one | two | three | ((p[i + 7] as number) ^ first)) === 0;
}

function reduceSome(
  pixels: Int32Array,
  from: number,
  end: number,
  out: Uint8Array,
  start: number,
  palette: Palette,
): void {
  for (let i = from; i < end; i++) out[start + i - from] = indexOf(pixels[i] as number, palette);
}

function indexOf(pixel: number, palette: Palette): number {
  const cell = ((pixel >> 2) & 0x3f) | ((pixel >> 4) & 0xfc0) | ((pixel >> 6) & 0x3f000);
  const index = palette.nearest[cell] as number;
  return index === UNKNOWN ? find(palette, cell) : index;
}

function find({ colours, nearest }: Palette, cell: number): number {
  const [r, g, b] = [12, 6, 0].map((shift) => ((cell >> shift) & 0x3f) * 4 + 2) as unknown as Rgb;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i * 3 < colours.length; i++) {
    const [dr, dg, db] = [r - at(colours, i * 3), g - at(colours, i * 3 + 1), b - at(colours, i * 3 + 2)];
    const distance = dr * dr + dg * dg + db * db;
    if (distance >= least) continue;
    least = distance;
    best = i;
  }
  nearest[cell] = best;
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
