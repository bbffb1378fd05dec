import { type Affine, isRightAngle, rotatedFrom, rotatedSize } from "@alphacut/pixels";
import type { Rotation } from "../recipe.ts";
import { catmullRom } from "./interpolation.ts";
import { type Raster, type Size, wordsOf } from "./raster.ts";

/**
 * Rotates counter-clockwise about the center; what comes from outside the picture is transparent. Right angles move whole
 * pixels; other angles interpolate in premultiplied color (Catmull-Rom), straight afterwards, with RGB 0 where alpha is 0.
 */
export function rotateRaster(raster: Raster, rotation: Rotation): Raster {
  const { degrees } = rotation;
  if (degrees % 360 === 0) return raster;
  const { width, height } = rotatedSize(raster, rotation);
  const toSource = rotatedFrom(raster, { width, height }, degrees);
  const result = { width, height, data: new Uint8Array(width * height * 4) };
  if (isRightAngle(degrees)) movePixels(raster, toSource, result);
  else interpolatePixels(raster, toSource, result);
  return result;
}

const TILE = 32;

/** Tile by tile, because a quarter turn reads columns. */
function movePixels(raster: Raster, [a, b, c, d, e, f]: Affine, result: Raster): void {
  const source = wordsOf(raster);
  const target = wordsOf(result);
  const firstU = Math.floor((a + c) / 2 + e);
  const firstV = Math.floor((b + d) / 2 + f);
  for (let top = 0; top < result.height; top += TILE) {
    const bottom = Math.min(top + TILE, result.height);
    for (let left = 0; left < result.width; left += TILE) {
      const right = Math.min(left + TILE, result.width);
      for (let y = top; y < bottom; y++) {
        let u = firstU + a * left + c * y;
        let v = firstV + b * left + d * y;
        for (let x = left; x < right; x++, u += a, v += b) {
          if (u >= 0 && u < raster.width && v >= 0 && v < raster.height)
            target[y * result.width + x] = source[v * raster.width + u]!;
        }
      }
    }
  }
}

function interpolatePixels(raster: Raster, [a, b, c, d, e, f]: Affine, result: Raster): void {
  const source = wordsOf(raster);
  const target = wordsOf(result);
  const across = new Float32Array(4);
  const down = new Float32Array(4);
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      const u = a * (x + 0.5) + c * (y + 0.5) + e - 0.5;
      const v = b * (x + 0.5) + d * (y + 0.5) + f - 0.5;
      const column = Math.floor(u);
      const row = Math.floor(v);
      if (column < -2 || column > raster.width || row < -2 || row > raster.height) continue;
      catmullRom(u - column, across, 0);
      catmullRom(v - row, down, 0);
      target[y * result.width + x] = sample(source, raster, column - 1, row - 1, across, down);
    }
  }
}

/** Weighs 4 × 4 pixels from `left`, `top` on; those outside the picture are transparent. */
function sample(
  source: Uint32Array,
  { width, height }: Size,
  left: number,
  top: number,
  across: Float32Array,
  down: Float32Array,
): number {
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  const lastRow = Math.min(4, height - top);
  const lastColumn = Math.min(4, width - left);
  const firstColumn = Math.max(0, -left);
  for (let j = Math.max(0, -top); j < lastRow; j++) {
    const start = (top + j) * width + left;
    for (let i = firstColumn; i < lastColumn; i++) {
      const pixel = source[start + i]!;
      if (pixel === 0) continue;
      const weight = across[i]! * down[j]! * (pixel >>> 24);
      red += weight * (pixel & 255);
      green += weight * ((pixel >>> 8) & 255);
      blue += weight * ((pixel >>> 16) & 255);
      alpha += weight;
    }
  }
  if (alpha < 0.5) return 0;
  return (
    (level(red / alpha) |
      (level(green / alpha) << 8) |
      (level(blue / alpha) << 16) |
      (level(alpha) << 24)) >>>
    0
  );
}

function level(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : (value + 0.5) | 0;
}
