/** Two pictures compared tile by tile: another build of cairo shades letters a little otherwise; another word does more. */
import { createCanvas, type ImageData, loadImage } from "canvas";

const TILE = 32;
/** Of 255, in the mean of one tile and one colour. */
const SHADE_MAX = 6;

/** How many tiles differ; all of them where the pictures have not the same size. */
export async function differingTiles(a: string, b: string): Promise<number> {
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
  const apart = [0, 0, 0];
  let count = 0;
  for (let y = top; y < Math.min(top + TILE, one.height); y++) {
    for (let x = left; x < Math.min(left + TILE, one.width); x++, count++) {
      const at = 4 * (y * one.width + x);
      for (const c of [0, 1, 2]) apart[c]! += one.data[at + c]! - other.data[at + c]!;
    }
  }
  return Math.max(...apart.map((sum) => Math.abs(sum) / count));
}
