import { type Bounds, sidesInPixels } from "@alphacut/pixels";
import { EngineError } from "../errors.ts";
import type { Size } from "../image/raster.ts";
import type { Sides } from "../recipe.ts";

/**
 * The region of interest in pixels of the upright photo: its sides are distances from the left and the top.
 *
 * @throws EngineError `InvalidRecipe` when it is empty or reaches out of the photo
 */
export function regionBounds(region: Sides, photo: Size): Bounds {
  const bounds = sidesInPixels(region, photo);
  const { left, top, right, bottom } = bounds;
  if (left < 0 || top < 0 || right > photo.width || bottom > photo.height)
    throw new EngineError(
      "InvalidRecipe",
      `The region of interest (${left}, ${top} to ${right}, ${bottom}) must lie within the photo (${photo.width} × ${photo.height} px)`,
    );
  if (left >= right || top >= bottom)
    throw new EngineError("InvalidRecipe", "The region of interest is empty");
  return bounds;
}
