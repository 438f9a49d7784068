import { beforeAll, describe, expect, it } from "vitest";
import type { Layout } from "../../src/diagram/index.ts";
import { layout } from "../../src/diagram/layout.ts";
import { type Font, width } from "../../src/diagram/measure.ts";
import { PIXELS_MAX, paint } from "../../src/diagram/paint.ts";
import { paletteOf } from "../../src/diagram/palette.ts";
import { THEMES } from "../../src/diagram/theme.ts";
import { TRACES } from "./traces.ts";
import { options } from "./words.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47];
/** A picture that shows nothing but its ground takes less. */
const BLANK_BYTES_MAX = 6_000;
const TOLERANCE = 0.01;
const LIFE_BYTES_MAX = 100 * 1024;

const sizeOf = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
};

const picture = layout(TRACES.lostLife, options("ko", "life"));

describe("a painted picture", () => {
  it.each(["light", "dark"] as const)("has its size and is not blank (%s)", async (theme) => {
    const png = await paint(picture, theme);
    expect([...png.slice(0, 4)]).toEqual(PNG);
    expect(sizeOf(png)).toEqual([
      Math.round(picture.width * picture.scale),
      Math.round(picture.height * picture.scale),
    ]);
    expect(png.length).toBeGreaterThan(BLANK_BYTES_MAX);
  });

  it.each(["light", "dark"] as const)("of a whole life is small (%s)", async (theme) => {
    expect((await paint(picture, theme)).length).toBeLessThanOrEqual(LIFE_BYTES_MAX);
  });

  it.each(["light", "dark"] as const)("has the theme's colours to the letter (%s)", async (theme) => {
    const { createCanvas, loadImage } = await import("canvas");
    const image = await loadImage(Buffer.from(await paint(picture, theme)));
    const context = createCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const numbers = new Set<number>();
    const pixels = new DataView(data.buffer, data.byteOffset);
    for (let i = 0; i < data.length; i += 4) numbers.add(pixels.getUint32(i) >>> 8);
    const colours = new Set([...numbers].map((number) => number.toString(16).padStart(6, "0")));
    for (const role of ["ground", "text", "open", "close", "openFill", "openingFill", "waitFill"] as const) {
      expect(colours, role).toContain(THEMES[theme].colours[role].slice(1));
    }
    expect(colours.size).toBeLessThanOrEqual(paletteOf(theme).colours.length / 3);
  });

  it("leaves no half-painted row at its foot", async () => {
    const { createCanvas, loadImage } = await import("canvas");
    const image = await loadImage(Buffer.from(await paint({ ...picture, height: 600.3, scale: 1 }, "light")));
    const context = createCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    expect([...context.getImageData(2, image.height - 1, 1, 1).data]).toEqual([255, 255, 255, 255]);
  });

  it("is the same twice, also when another is painted meanwhile", async () => {
    const [first, , second] = await Promise.all([
      paint(picture, "light"),
      paint(layout(TRACES.threeWay, options("en", "x")), "dark"),
      paint(picture, "light"),
    ]);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, await paint(picture, "light"))).toBe(0);
  });

  it("is scaled down rather than larger than the limit", async () => {
    const tall: Layout = { ...picture, height: PIXELS_MAX };
    expect(sizeOf(await paint(tall, "light"))[1]).toBe(PIXELS_MAX);
  });
});

describe("the width table", () => {
  const CSS: Record<Font, string> = {
    regular: '400 100px "Pretendard"',
    bold: '700 100px "Pretendard"',
    mono: '400 100px "IBM Plex Mono", "Pretendard"',
  };
  const SAMPLES = [
    "SYN-RECEIVED",
    "ESTABLISHED",
    "FIN-WAIT-1",
    "TIME-WAIT",
    "SYN,ACK",
    "PSH,ACK",
    "seq=3001234567 ack=812345678 len=512",
    "close() → ECONNREFUSED",
    "재전송",
    "클라이언트",
    "서버의 RTO가 1초 뒤에 만료되어 다시 보냅니다.",
    "The server's RTO expires after 1 s; it sends SYN,ACK again.",
    "/handshake scenario:lost",
  ];
  let measure: (text: string, font: Font) => number;

  beforeAll(async () => {
    await paint(picture, "light");
    const { createCanvas } = await import("canvas");
    const context = createCanvas(10, 10).getContext("2d");
    measure = (text, font) => {
      context.font = CSS[font];
      return context.measureText(text).width;
    };
  });

  it.each(["regular", "bold", "mono"] as const)("agrees with the painter in %s", (font) => {
    for (const text of SAMPLES) {
      const painted = measure(text, font);
      const off = Math.abs(width(text, font, 100) - painted) / painted;
      expect(off, text).toBeLessThanOrEqual(TOLERANCE);
    }
  });
});
