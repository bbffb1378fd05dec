import { type Raster, wordsOf } from "../image/raster.ts";
import type { Region } from "../segment/model-input.ts";
import { clearOutside } from "./region.ts";

/** Takes a photo's own alpha as its matte, in place: afterwards RGB is 0 where alpha is 0, and outside the region. */
export function keepExistingMatte(photo: Raster, region: Region): void {
  clearOutside(photo, region);
  const pixels = wordsOf(photo);
  for (let i = 0; i < pixels.length; i++) if (pixels[i]! >>> 24 === 0) pixels[i] = 0;
}
