import { resizedSize } from "@alphacut/pixels";
import type { Recipe } from "../recipe.ts";
import { mirror } from "./mirror.ts";
import type { Raster } from "./raster.ts";
import { resizeRaster } from "./resize.ts";
import { rotateRaster } from "./rotate.ts";

/** Resizes, then mirrors, then rotates. Where the recipe asks for none of it, the same raster comes back. */
export async function transform(
  raster: Raster,
  { resize, mirror: isMirrored, rotation }: Recipe,
): Promise<Raster> {
  const resized = resize ? await resizeRaster(raster, resizedSize(raster, resize)) : raster;
  const mirrored = isMirrored ? mirror(resized, 4) : resized;
  return rotation ? rotateRaster(mirrored, rotation) : mirrored;
}
