/** The picture that the limits are made for: a whole life, 1080 x 1320, with whatever it takes to measure it. */
import { type Layout } from "../../../src/diagram/index.ts";
import { layout } from "../../../src/diagram/layout.ts";
import { paint } from "../../../src/diagram/paint.ts";
import type { Painters } from "../../../src/diagram/painters.ts";
import type { ThemeName } from "../../../src/diagram/theme.ts";
import { TRACES } from "../../diagram/traces.ts";
import { options } from "../../diagram/words.ts";

const [WIDTH, HEIGHT] = [1_080, 1_320];

/** In English the words are those that a learner reads; the connection is the same one. */
export const drawLife = (locale: "en" | "ko"): Layout =>
  sized(layout(TRACES.lostLife, options(locale, "life")));

/** A picture as who asks for it has it: to another process and back. */
export type Asked = () => Promise<Uint8Array>;

export const asked =
  (painters: Painters, picture: Layout, theme: ThemeName): Asked =>
  async () => {
    const made = await painters.paint({ moving: false, theme, drawing: JSON.stringify(picture) });
    if (!made.ok) throw new Error(made.error);
    return made.picture;
  };

/** Cut or filled up at its foot. */
function sized(picture: Layout): Layout {
  const scale = WIDTH / picture.width;
  return { ...picture, scale, height: HEIGHT / scale };
}

/** The picture is painted once before canvas is asked for: its fonts are set up by then. */
export async function unpacked(picture: Layout) {
  const png = await paint(picture, "dark");
  const { createCanvas, loadImage } = await import("canvas");
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = new Uint8Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  return { canvas, pixels };
}
