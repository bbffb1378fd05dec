import { type Raster, type Region, wordsOf } from "../image/raster.ts";

/** Makes everything outside the region transparent black. */
export function clearOutside(photo: Raster, { left, top, width, height }: Region): void {
  const words = wordsOf(photo);
  words.fill(0, 0, top * photo.width);
  for (let y = top; y < top + height; y++) {
    const row = y * photo.width;
    words.fill(0, row, row + left);
    words.fill(0, row + left + width, row + photo.width);
  }
  words.fill(0, (top + height) * photo.width);
}
