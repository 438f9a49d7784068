/** A moving picture of a run, for whoever asks for one: it plays a few times and then stands still, whole. */
import { frameOf, type Reel } from "./frames.ts";
import { GifWriter } from "./gif.ts";
import { pixelsOf } from "./paint.ts";
import { paletteOf } from "./palette.ts";
import type { ThemeName } from "./theme.ts";

/** 720 pixels wide: sharp at the size that chats show, and a whole life stays well under 200 KB. */
const SCALE = 720 / 640;
/** Long enough to read the flags and numbers of one segment. */
const STEP_MS = 1_400;
const LAST_MS = 5_000;
const PLAYS = 3;

/** Keeps everybody else in this process waiting, like `paint`. `reels` are of one size, as `layoutReels` makes them. */
export async function animate(reels: readonly Reel[], theme: ThemeName): Promise<Uint8Array> {
  const frames = reels.flatMap((reel) => reel.shown.map((step) => ({ reel, step })));
  let gif: GifWriter | null = null;
  for (const [i, { reel, step }] of frames.entries()) {
    const pixels = await pixelsOf(frameOf(reel, step), theme, SCALE);
    gif ??= new GifWriter(pixels.width, pixels.height, paletteOf(theme), PLAYS);
    gif.add(pixels, i === frames.length - 1 ? LAST_MS : STEP_MS);
  }
  if (gif === null) throw new Error("a moving picture needs a frame");
  return gif.done();
}
