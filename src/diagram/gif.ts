/** GIF 89a: frames that say only what has changed, in one palette for all. */
import type { Palette, Pixels } from "./palette.ts";

/** Bits of an index: 127 colours and one that means "as before". */
const BITS = 7;
const COLOURS = 1 << BITS;
const AS_BEFORE = COLOURS - 1;
/** Codes of LZW are at most so long; a table that is full begins anew. */
const CODE_BITS_MAX = 12;
const CODES_MAX = 1 << CODE_BITS_MAX;
const CLEAR = COLOURS;
const END = COLOURS + 1;
const BLOCK_MAX = 255;

/** Takes frame by frame, so that others get their turn between two. */
export class GifWriter {
  private readonly out = new Bytes();
  private before: Uint8Array | null = null;

  /** It plays so many times in all; then it stands still. */
  constructor(width: number, height: number, palette: Palette, plays: number) {
    this.out.text("GIF89a").short(width).short(height);
    this.out.bytes(0x80 | ((BITS - 1) << 4) | (BITS - 1), 0, 0);
    const table = new Uint8Array(COLOURS * 3);
    table.set(palette.colours.subarray(0, table.length));
    this.out.bytes(...table);
    if (plays < 2) return;
    this.out.bytes(0x21, 0xff, 11).text("NETSCAPE2.0").bytes(3, 1);
    this.out.short(plays - 1).bytes(0);
  }

  /** `shown` = milliseconds. All frames are of the size that was given. */
  add(pixels: Pixels, shown: number): void {
    writeFrame(this.out, pixels, this.before, shown);
    this.before = pixels.indexes;
  }

  done(): Uint8Array {
    return this.out.bytes(0x3b).done();
  }
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function writeFrame(out: Bytes, pixels: Pixels, before: Uint8Array | null, shown: number): void {
  const area = before === null ? { left: 0, top: 0, ...pixels } : changed(pixels, before);
  const transparent = before === null ? 0 : 1;
  // Each frame stays and the next one is painted upon it.
  out.bytes(0x21, 0xf9, 4, (1 << 2) | transparent).short(Math.round(shown / 10));
  out.bytes(AS_BEFORE, 0, 0x2c);
  out.short(area.left).short(area.top).short(area.width).short(area.height);
  out.bytes(0, BITS);
  out.blocks(pack(part(pixels, before, area)));
}

/** The smallest rectangle with all that differs; one pixel where nothing does. */
function changed({ indexes, width, height }: Pixels, before: Uint8Array): Area {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (indexes[i] === before[i]) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return { left: 0, top: 0, width: 1, height: 1 };
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function part({ indexes, width }: Pixels, before: Uint8Array | null, area: Area): Uint8Array {
  const out = new Uint8Array(area.width * area.height);
  for (let y = 0, o = 0; y < area.height; y++) {
    for (let x = 0, i = (area.top + y) * width + area.left; x < area.width; x++, i++, o++) {
      out[o] = before !== null && indexes[i] === before[i] ? AS_BEFORE : (indexes[i] as number);
    }
  }
  return out;
}

/** LZW with codes that grow; `next` knows the code of a known string and one more pixel. */
function pack(pixels: Uint8Array): Uint8Array {
  const next = new Uint16Array(CODES_MAX * COLOURS);
  const out = new Bits();
  let [bits, free] = [BITS + 1, END + 1];
  out.add(CLEAR, bits);
  let known = pixels[0] as number;
  for (let i = 1; i < pixels.length; i++) {
    const pixel = pixels[i] as number;
    const longer = next[known * COLOURS + pixel] as number;
    if (longer !== 0) {
      known = longer;
      continue;
    }
    out.add(known, bits);
    if (free < CODES_MAX) {
      if (free === 1 << bits) bits++;
      next[known * COLOURS + pixel] = free++;
    } else {
      out.add(CLEAR, bits);
      next.fill(0);
      [bits, free] = [BITS + 1, END + 1];
    }
    known = pixel;
  }
  out.add(known, bits);
  // The reader of that code has one more in its table by now.
  if (free === 1 << bits && bits < CODE_BITS_MAX) bits++;
  return out.add(END, bits).done();
}

/** Grows by doubling. */
class Bytes {
  private data = new Uint8Array(1 << 16);
  private used = 0;

  bytes(...values: readonly number[]): this {
    this.room(values.length);
    for (const value of values) this.data[this.used++] = value;
    return this;
  }

  short(value: number): this {
    return this.bytes(value & 0xff, value >> 8);
  }

  text(ascii: string): this {
    return this.bytes(...new TextEncoder().encode(ascii));
  }

  /** In pieces with their lengths before them, and an empty one at the end. */
  blocks(data: Uint8Array): this {
    for (let from = 0; from < data.length; from += BLOCK_MAX) {
      const piece = data.subarray(from, from + BLOCK_MAX);
      this.bytes(piece.length, ...piece);
    }
    return this.bytes(0);
  }

  done(): Uint8Array {
    return this.data.slice(0, this.used);
  }

  private room(more: number): void {
    if (this.used + more <= this.data.length) return;
    const larger = new Uint8Array(2 * this.data.length + more);
    larger.set(this.data);
    this.data = larger;
  }
}

/** The lowest bit first. */
class Bits {
  private readonly out = new Bytes();
  private rest = 0;
  private held = 0;

  add(code: number, bits: number): this {
    this.rest |= code << this.held;
    this.held += bits;
    for (; this.held >= 8; this.held -= 8, this.rest >>>= 8) this.out.bytes(this.rest & 0xff);
    return this;
  }

  done(): Uint8Array {
    if (this.held > 0) this.out.bytes(this.rest & 0xff);
    return this.out.done();
  }
}
