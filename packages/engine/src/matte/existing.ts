import { type Mask, type Raster, type Region, wordsOf } from "../image/raster.ts";
import { clearOutside } from "./region.ts";

/**
 * Takes a photo's own alpha as its matte, in place: afterwards RGB is 0 where alpha is 0, and outside the region.
 *
 * @param remove what is surely background, of the photo's size. What to keep needs no saying: it is there, or lost.
 */
export function keepExistingMatte(photo: Raster, region: Region, remove: Mask | undefined): void {
  clearOutside(photo, region);
  const pixels = wordsOf(photo);
  for (let i = 0; i < pixels.length; i++) {
    const kept = remove ? 255 - remove.data[i]! : 255;
    const alpha = ((pixels[i]! >>> 24) * kept + 127) / 255;
    pixels[i] = alpha < 1 ? 0 : (pixels[i]! & 0xffffff) | (alpha << 24);
  }
}

/**
 * Cuts a photo out by a matte that the caller has, in place, leaving everything as `keepExistingMatte` does.
 *
 * @param matte of the photo's size
 */
export function applyGivenMatte(photo: Raster, matte: Mask, region: Region, remove: Mask | undefined): void {
  const pixels = wordsOf(photo);
  for (let i = 0; i < pixels.length; i++) {
    const alpha = ((pixels[i]! >>> 24) * matte.data[i]! + 127) / 255;
    pixels[i] = (pixels[i]! & 0xffffff) | (alpha << 24);
  }
  keepExistingMatte(photo, region, remove);
}
