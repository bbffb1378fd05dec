import type { Size } from "./image/raster.ts";
import { transformedSize } from "./image/transformed-size.ts";
import type { Recipe } from "./recipe.ts";

/** The encoded pictures that a recipe brings along. */
function carriedPictures({ background, correction, keepMask, removeMask }: Recipe): Uint8Array[] {
  const picture = background?.kind === "picture" ? background.bytes : undefined;
  return [picture, correction, keepMask, removeMask].filter((bytes) => bytes !== undefined);
}

/**
 * How many pixels have to be held for one job: the photo or its result, whichever is larger, and every picture that the
 * recipe brings along.
 *
 * @param photo upright size
 * @param probe of a picture within the limits
 * @throws EngineError of `probe`; `InvalidRecipe` for an impossible result
 */
export function pixelsOf(photo: Size, recipe: Recipe, probe: (bytes: Uint8Array) => Size): number {
  const area = ({ width, height }: Size) => width * height;
  const carried = carriedPictures(recipe).map((bytes) => area(probe(bytes)));
  return (
    Math.max(area(photo), area(transformedSize(photo, recipe))) + carried.reduce((sum, part) => sum + part, 0)
  );
}
