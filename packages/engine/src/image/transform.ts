import type { Crop, Recipe } from "../recipe.ts";
import type { Raster } from "./raster.ts";
import { resizeRaster } from "./resize.ts";
import { rotateRaster } from "./rotate.ts";
import { resizedSize } from "./transformed-size.ts";

/** Crops, resizes, then rotates. Where the recipe asks for none of it, the same raster comes back. */
export async function transform(raster: Raster, { crop, resize, rotation }: Recipe): Promise<Raster> {
  const cropped = crop ? cropRaster(raster, crop) : raster;
  const resized = resize ? await resizeRaster(cropped, resizedSize(cropped, resize)) : cropped;
  return rotation ? rotateRaster(resized, rotation) : resized;
}

/** Copies a rectangle that lies within the picture. */
export function cropRaster(raster: Raster, { left, top, width, height }: Crop): Raster {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * raster.width + left) * 4;
    data.set(raster.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}
