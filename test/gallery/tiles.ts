/** Two pictures compared tile by tile: another build of cairo shades letters a little otherwise; another word does more. */
import { readFileSync } from "node:fs";
import { createCanvas, type ImageData, loadImage } from "canvas";

const TILE = 32;
/** Of 255, in the mean of one tile and one colour. */
const SHADE_MAX = 6;

/** How many tiles differ; all of them where the pictures have not the same size. */
export async function differingTiles(a: string, b: string): Promise<number> {
  if (readFileSync(a).equals(readFileSync(b))) return 0;
  const [one, other] = [await pixelsOf(a), await pixelsOf(b)];
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY;
  let tiles = 0;
  for (let top = 0; top < one.height; top += TILE) {
    for (let left = 0; left < one.width; left += TILE) {
      if (shade(one, other, left, top) > SHADE_MAX) tiles++;
    }
  }
  return tiles;
}

async function pixelsOf(file: string): Promise<ImageData> {
  const image = await loadImage(file);
  const context = createCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** How far the means of the colours are apart at most. */
function shade(one: ImageData, other: ImageData, left: number, top: number): number {
  const [right, bottom] = [Math.min(left + TILE, one.width), Math.min(top + TILE, one.height)];
  const [ours, theirs] = [one.data, other.data];
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let at = 4 * (y * one.width + left); at < 4 * (y * one.width + right); at += 4) {
      red += (ours[at] ?? 0) - (theirs[at] ?? 0);
      green += (ours[at + 1] ?? 0) - (theirs[at + 1] ?? 0);
      blue += (ours[at + 2] ?? 0) - (theirs[at + 2] ?? 0);
    }
  }
  const most = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
  return most / ((right - left) * (bottom - top));
}
