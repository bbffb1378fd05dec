import { resizedSize } from "@alphacut/pixels";
import type { Recipe } from "../recipe.ts";
import type { Raster } from "./raster.ts";
import { resizeRaster } from "./resize.ts";
import { rotateRaster } from "./rotate.ts";

/** Resizes, then rotates. Where the recipe asks for neither, the same raster comes back. */
export async function transform(raster: Raster, { resize, rotation }: Recipe): Promise<Raster> {
  const resized = resize ? await resizeRaster(raster, resizedSize(raster, resize)) : raster;
  return rotation ? rotateRaster(resized, rotation) : resized;
}
