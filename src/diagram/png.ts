/** PNG with a palette (RFC 2083): four chunks around what somebody else has packed. */
import type { Palette } from "./palette.ts";

/** Every row begins with the number of its filter; 0 = none, which suits flat colours. */
export const PNG_MARGIN = 1;

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const BITS = 8;
const INDEXED = 3;
const HEAD_BYTES = 13;
/** A chunk's length, its name and its checksum. */
const AROUND = 12;

/** `packed` = all rows, deflated; `checksum` = CRC-32. */
export function encodePng(
  width: number,
  height: number,
  { colours }: Palette,
  packed: Uint8Array,
  checksum: (bytes: Uint8Array) => number,
): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([BITS, INDEXED, 0, 0, 0], 8);
  const chunks: [string, Uint8Array][] = [
    ["IHDR", head],
    ["PLTE", colours],
    ["IDAT", packed],
    ["IEND", new Uint8Array()],
  ];
  return joined([SIGNATURE, ...chunks.map(([name, data]) => chunk(name, data, checksum))]);
}

function chunk(name: string, data: Uint8Array, checksum: (bytes: Uint8Array) => number): Uint8Array {
  const out = new Uint8Array(data.length + AROUND);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(data, 8);
  view.setUint32(data.length + 8, checksum(out.subarray(4, data.length + 8)));
  return out;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
