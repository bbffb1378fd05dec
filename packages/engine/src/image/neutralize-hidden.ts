import { type Raster, wordsOf } from "./raster.ts";

/** As a little-endian RGBA word: mid-gray, as far from a black subject as from a white one, alpha 0. */
const HIDDEN = 0x00808080;

/**
 * Makes colors under alpha 0 mid-gray, in place, so that nobody sees what the file hid there.
 * @returns whether any pixel is not opaque
 */
export function neutralizeHidden(raster: Raster): boolean {
  const pixels = wordsOf(raster);
  let smallest = 255;
  for (let i = 0; i < pixels.length; i++) {
    const alpha = pixels[i]! >>> 24;
    if (alpha === 0) pixels[i] = HIDDEN;
    if (alpha < smallest) smallest = alpha;
  }
  return smallest < 255;
}
