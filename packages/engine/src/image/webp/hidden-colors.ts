import { type Raster, wordsOf } from "../raster.ts";

/** A macroblock of VP8: colors are predicted and transformed within it. */
const BLOCK = 16;

/**
 * Gives the invisible pixels of every block at the subject's edge the mean color of its visible ones. Lossy coding spreads
 * a jump to black over the whole block, and at half color resolution over its edge; without a jump there is nothing to
 * spread. Blocks without a visible pixel stay as they are.
 */
export function smoothHiddenColors(raster: Raster): void {
  const { width, height } = raster;
  const pixels = wordsOf(raster);
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, height);
    for (let left = 0; left < width; left += BLOCK) {
      smoothBlock(pixels, width, left, top, Math.min(left + BLOCK, width), bottom);
    }
  }
}

function smoothBlock(
  pixels: Uint32Array,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  let alphaSum = 0;
  let hidden = 0;
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left; i < y * width + right; i++) {
      const pixel = pixels[i]!;
      const alpha = pixel >>> 24;
      if (alpha === 0) {
        hidden++;
        continue;
      }
      red += alpha * (pixel & 255);
      green += alpha * ((pixel >>> 8) & 255);
      blue += alpha * ((pixel >>> 16) & 255);
      alphaSum += alpha;
    }
  }
  if (hidden === 0 || alphaSum === 0) return;
  const mean =
    Math.round(red / alphaSum) | (Math.round(green / alphaSum) << 8) | (Math.round(blue / alphaSum) << 16);
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left; i < y * width + right; i++) {
      if (pixels[i]! >>> 24 === 0) pixels[i] = mean;
    }
  }
}
