/** Reads a GIF as a viewer does: frame upon frame. Written from the format's text, not from our writer. */
export interface Gif {
  readonly width: number;
  readonly height: number;
  readonly palette: Uint8Array;
  /** How often it is played; 0 = without end. */
  readonly plays: number;
  /** Each frame as it is seen: an index for each pixel. */
  readonly frames: readonly { readonly indexes: Uint8Array; readonly hundredths: number }[];
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

export function readGif(file: Uint8Array): Gif {
  const short = (at: number) => file[at]! | (file[at + 1]! << 8);
  if (new TextDecoder().decode(file.subarray(0, 6)) !== "GIF89a") throw new Error("no GIF89a");
  const [width, height] = [short(6), short(8)];
  const colours = 2 << (file[10]! & 7);
  const palette = file.slice(13, 13 + colours * 3);
  const frames: { indexes: Uint8Array; hundredths: number }[] = [];
  let at = 13 + colours * 3;
  let plays = 1;
  let control = { transparent: -1, hundredths: 0 };
  const blocks = () => {
    const parts: number[] = [];
    for (let length = file[at++]!; length > 0; length = file[at++]!) {
      parts.push(...file.subarray(at, at + length));
      at += length;
    }
    return Uint8Array.from(parts);
  };
  while (file[at] !== TRAILER) {
    if (file[at] === EXTENSION) {
      const kind = file[at + 1]!;
      at += 2;
      const data = blocks();
      if (kind === 0xf9) {
        control = { transparent: data[0]! & 1 ? data[3]! : -1, hundredths: data[1]! | (data[2]! << 8) };
      }
      if (kind === 0xff) plays = (data[12]! | (data[13]! << 8)) + 1;
      continue;
    }
    if (file[at] !== IMAGE) throw new Error(`block ${file[at]} at ${at}`);
    const [left, top, w, h] = [short(at + 1), short(at + 3), short(at + 5), short(at + 7)];
    if (left + w > width || top + h > height) throw new Error("a frame is larger than the picture");
    const bits = file[at + 10]!;
    at += 11;
    const pixels = unpack(blocks(), bits);
    if (pixels.length !== w * h) throw new Error(`${pixels.length} pixels instead of ${w * h}`);
    const indexes = frames.at(-1)?.indexes.slice() ?? new Uint8Array(width * height);
    for (const [i, pixel] of pixels.entries()) {
      const place = (top + Math.floor(i / w)) * width + left + (i % w);
      if (pixel !== control.transparent) indexes[place] = pixel;
    }
    frames.push({ indexes, hundredths: control.hundredths });
  }
  if (at !== file.length - 1) throw new Error("something follows the end");
  return { width, height, palette, plays, frames };
}

function unpack(data: Uint8Array, bits: number): number[] {
  const clear = 1 << bits;
  const out: number[] = [];
  let strings: number[][] = [];
  let size = bits + 1;
  let last: number[] | null = null;
  const start = () => {
    strings = [...Array.from({ length: clear }, (_, i) => [i]), [], []];
    size = bits + 1;
    last = null;
  };
  start();
  for (let bit = 0; ; bit += 0) {
    let code = 0;
    for (let i = 0; i < size; i++, bit++) code |= ((data[bit >> 3]! >> (bit & 7)) & 1) << i;
    if (bit > data.length * 8) throw new Error("no end code");
    if (code === clear) {
      start();
      continue;
    }
    if (code === clear + 1) return out;
    const string: number[] | undefined =
      strings[code] ?? (last === null ? undefined : [...(last as number[]), (last as number[])[0]!]);
    if (string === undefined || code > strings.length) throw new Error(`code ${code} is not known yet`);
    for (const pixel of string) out.push(pixel);
    if (last !== null && strings.length < 4096) strings.push([...(last as number[]), string[0]!]);
    if (strings.length === 1 << size && size < 12) size++;
    last = string;
  }
}
