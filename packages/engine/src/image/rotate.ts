import type { Rotation } from "../recipe.ts";
import { catmullRom } from "./interpolation.ts";
import { type Raster, type Size, wordsOf } from "./raster.ts";

/** From a point of the result to the point of the source: `u = a x + b y + c`, `v = d x + e y + f`. */
interface Affine {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

/** The canvas after the rotation, as Pillow's `Image.rotate` has it. */
export function rotatedSize({ width, height }: Size, { degrees, expand }: Rotation): Size {
  const turns = quarterTurns(degrees);
  if (!expand || turns === 0 || turns === 2) return { width, height };
  if (turns === 1 || turns === 3) return { width: height, height: width };
  const { a, b, c, d, e, f } = aboutCenter({ width, height }, degrees);
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + b * y + c);
  const ys = corners.map(([x, y]) => d * x + e * y + f);
  return {
    width: Math.ceil(Math.max(...xs)) - Math.floor(Math.min(...xs)),
    height: Math.ceil(Math.max(...ys)) - Math.floor(Math.min(...ys)),
  };
}

/**
 * Rotates counter-clockwise about the center; what comes from outside the picture is transparent. Right angles move whole
 * pixels; other angles interpolate in premultiplied color (Catmull-Rom), straight afterwards, with RGB 0 where alpha is 0.
 */
export function rotateRaster(raster: Raster, rotation: Rotation): Raster {
  const turns = quarterTurns(rotation.degrees);
  if (turns === 0) return raster;
  const { width, height } = rotatedSize(raster, rotation);
  const toSource = recenter(aboutCenter(raster, rotation.degrees), raster, { width, height });
  const result = { width, height, data: new Uint8Array(width * height * 4) };
  if (Number.isInteger(turns)) movePixels(raster, toSource, result);
  else interpolatePixels(raster, toSource, result);
  return result;
}

/** 0 up to, but not, 4. */
function quarterTurns(degrees: number): number {
  return (((degrees % 360) + 360) % 360) / 90;
}

/** Sines and cosines of right angles must be exactly 0 and ±1; Pillow rounds to 15 digits for the same reason. */
function aboutCenter({ width, height }: Size, degrees: number): Affine {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.round(Math.cos(radians) * 1e15) / 1e15;
  const sin = Math.round(Math.sin(radians) * 1e15) / 1e15;
  const x = width / 2;
  const y = height / 2;
  return { a: cos, b: -sin, c: x - cos * x + sin * y, d: sin, e: cos, f: y - sin * x - cos * y };
}

/** Puts the middle of the old canvas into the middle of the new one. */
function recenter({ a, b, c, d, e, f }: Affine, from: Size, to: Size): Affine {
  const dx = (from.width - to.width) / 2;
  const dy = (from.height - to.height) / 2;
  return { a, b, c: a * dx + b * dy + c, d, e, f: d * dx + e * dy + f };
}

const TILE = 32;

/** Tile by tile, because a quarter turn reads columns. */
function movePixels(raster: Raster, { a, b, c, d, e, f }: Affine, result: Raster): void {
  const source = wordsOf(raster);
  const target = wordsOf(result);
  const firstU = Math.floor((a + b) / 2 + c);
  const firstV = Math.floor((d + e) / 2 + f);
  for (let top = 0; top < result.height; top += TILE) {
    const bottom = Math.min(top + TILE, result.height);
    for (let left = 0; left < result.width; left += TILE) {
      const right = Math.min(left + TILE, result.width);
      for (let y = top; y < bottom; y++) {
        let u = firstU + a * left + b * y;
        let v = firstV + d * left + e * y;
        for (let x = left; x < right; x++, u += a, v += d) {
          if (u >= 0 && u < raster.width && v >= 0 && v < raster.height)
            target[y * result.width + x] = source[v * raster.width + u]!;
        }
      }
    }
  }
}

function interpolatePixels(raster: Raster, { a, b, c, d, e, f }: Affine, result: Raster): void {
  const source = wordsOf(raster);
  const target = wordsOf(result);
  const across = new Float32Array(4);
  const down = new Float32Array(4);
  for (let y = 0; y < result.height; y++) {
    for (let x = 0; x < result.width; x++) {
      const u = a * (x + 0.5) + b * (y + 0.5) + c - 0.5;
      const v = d * (x + 0.5) + e * (y + 0.5) + f - 0.5;
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
