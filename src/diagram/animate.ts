/** A moving picture of a run, for whoever asks for one: it plays a few times and then stands still, whole. */
import { GifWriter } from "./gif.ts";
import { pixelsOf } from "./paint.ts";
import { paletteOf } from "./palette.ts";
import type { Layout } from "./shape.ts";
import type { ThemeName } from "./theme.ts";

/** 720 pixels wide: sharp at the size that chats show, and a whole life stays well under 200 KB. */
const SCALE = 720 / 640;
const STEP_MS = 1_100;
const LAST_MS = 5_000;
const PLAYS = 3;

/** `frames` are of one size, as `layoutFrames` makes them. */
export async function animate(frames: readonly Layout[], theme: ThemeName): Promise<Uint8Array> {
  let gif: GifWriter | null = null;
  for (const [i, frame] of frames.entries()) {
    const pixels = await pixelsOf(frame, theme, SCALE);
    gif ??= new GifWriter(pixels.width, pixels.height, paletteOf(theme), PLAYS);
    gif.add(pixels, i === frames.length - 1 ? LAST_MS : STEP_MS);
  }
  if (gif === null) throw new Error("a moving picture needs a frame");
  return gif.done();
}
