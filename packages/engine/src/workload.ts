import { sidesInPixels } from "@alphacut/pixels";
import type { Size } from "./image/raster.ts";
import { MAX_PIXELS, transformedSize } from "./image/transformed-size.ts";
import type { Recipe } from "./recipe.ts";

/** The encoded pictures that a recipe brings along. */
function carriedPictures({ background, correction, matte, keepMask, removeMask }: Recipe): Uint8Array[] {
  const picture = background?.kind === "picture" ? background.bytes : undefined;
  return [picture, correction, matte, keepMask, removeMask].filter((bytes) => bytes !== undefined);
}

const area = ({ width, height }: Size) => width * height;

/** Pixels of the result if the subject fills the photo: a margin around it is beyond that. */
function largestResult(photo: Size, recipe: Recipe): number {
  const pixels = area(transformedSize(photo, recipe));
  if (!recipe.cropToSubject?.margin) return pixels;
  const { width, height } = recipe.crop ?? photo;
  const { left, top, right, bottom } = sidesInPixels(recipe.cropToSubject.margin, { width, height });
  const growth = ((width + left + right) / width) * ((height + top + bottom) / height);
  // More is refused once the subject is known.
  return Math.min(MAX_PIXELS, growth * Math.max(pixels, width * height));
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
  const carried = carriedPictures(recipe).map((bytes) => area(probe(bytes)));
  return Math.max(area(photo), largestResult(photo, recipe)) + carried.reduce((sum, part) => sum + part, 0);
}
