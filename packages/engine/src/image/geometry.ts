import { EngineError } from "../errors.ts";
import type { Recipe, Resize } from "../recipe.ts";
import type { Raster } from "./raster.ts";
import { resizeRaster } from "./resize.ts";
import { rotatedSize, rotateRaster } from "./rotate.ts";

/** Width and height in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** What WebP can hold; one limit for every format keeps recipes independent of it. */
const MAX_SIDE = 16_383;
const MAX_PIXELS = 200e6;

/** Resizes, then rotates. Neither in the recipe: the same raster. The given raster is used up. */
export async function transform(raster: Raster, { resize, rotation }: Recipe): Promise<Raster> {
  const resized = resize ? await resizeRaster(raster, resizedSize(raster, resize)) : raster;
  return rotation ? rotateRaster(resized, rotation) : resized;
}

/**
 * The size of the result for a photo of this size, before a shadow that may make the canvas grow.
 *
 * @throws EngineError `InvalidRecipe` when the result would be over 16383 px a side or 200 megapixels
 */
export function transformedSize(photo: Size, { resize, rotation }: Recipe): Size {
  const resized = resize ? resizedSize(photo, resize) : { width: photo.width, height: photo.height };
  const size = rotation ? rotatedSize(resized, rotation) : resized;
  checkResultSize(size);
  return size;
}

/** @throws EngineError `InvalidRecipe` over 16383 px a side or 200 megapixels */
export function checkResultSize({ width, height }: Size): void {
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new EngineError(
      "InvalidRecipe",
      `The result would be ${width} × ${height} px; at most ${MAX_SIDE} px a side and ${MAX_PIXELS / 1e6} megapixels are possible`,
    );
}

function resizedSize({ width, height }: Size, resize: Resize): Size {
  if (resize.exact && resize.width && resize.height) return { width: resize.width, height: resize.height };
  const scale = Math.min((resize.width ?? Infinity) / width, (resize.height ?? Infinity) / height);
  if (scale === Infinity) return { width, height };
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
