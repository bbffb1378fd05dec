import { type Raster, wordsOf } from "../image/raster.ts";

/**
 * Turns a cutout into its opposite, in place: the photo, transparent as far as the subject covers it. RGB is 0 where alpha is.
 *
 * @param photo of the same size, before anything was removed
 */
export function leaveBackground(cutout: Raster, photo: Raster): void {
  const [pixels, whole] = [wordsOf(cutout), wordsOf(photo)];
  for (let i = 0; i < pixels.length; i++) {
    // The cutout's alpha is the matte's share of the photo's own.
    const alpha = Math.max(0, (whole[i]! >>> 24) - (pixels[i]! >>> 24));
    pixels[i] = alpha === 0 ? 0 : (whole[i]! & 0xffffff) | (alpha << 24);
  }
}
