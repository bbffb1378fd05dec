import { resizedSize, rotatedSize } from "@alphacut/pixels";
import { EngineError } from "../errors.ts";
import type { Crop, Recipe } from "../recipe.ts";
import type { Size } from "./raster.ts";

/** What WebP can hold; one limit for every format keeps recipes independent of it. */
const MAX_SIDE = 16_383;
/** The largest photo, 10000 × 10000, turned by 45°. */
export const MAX_PIXELS = 14_144 ** 2;

/**
 * The size of the result for a photo of this size, before a shadow that may make it grow. Cropping to the subject may make
 * it smaller.
 *
 * @throws EngineError `InvalidRecipe` when the crop reaches out of the photo, or the result would be over 16383 px a side
 * or 200 megapixels
 */
export function transformedSize(photo: Size, recipe: Recipe): Size {
  const { crop, canvas } = recipe;
  if (crop) checkCrop(photo, crop);
  const { width, height } = turnedSize(crop ?? photo, recipe);
  const size = { width: canvas?.width ?? width, height: canvas?.height ?? height };
  checkResultSize(size);
  return size;
}

/** The size after resizing and rotating. */
export function turnedSize({ width, height }: Size, { resize, rotation }: Recipe): Size {
  const resized = resize ? resizedSize({ width, height }, resize) : { width, height };
  return rotation ? rotatedSize(resized, rotation) : resized;
}

/** @throws EngineError `InvalidRecipe` over 16383 px a side or 200 megapixels */
export function checkResultSize({ width, height }: Size): void {
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new EngineError(
      "InvalidRecipe",
      `The result would be ${width} × ${height} px; at most ${MAX_SIDE} px a side and ${Math.floor(MAX_PIXELS / 1e6)} megapixels are possible`,
    );
}

function checkCrop(photo: Size, { left, top, width, height }: Crop): void {
  const whole =
    [left, top, width, height].every(Number.isInteger) && left >= 0 && top >= 0 && width >= 1 && height >= 1;
  if (!whole || left + width > photo.width || top + height > photo.height)
    throw new EngineError(
      "InvalidRecipe",
      `The crop (${width} × ${height} px at ${left}, ${top}) must lie within the photo (${photo.width} × ${photo.height} px)`,
    );
}
