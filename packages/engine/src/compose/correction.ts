import type { Raster } from "../image/raster.ts";

/**
 * Applies strokes drawn by hand to a cutout, in place. Where a stroke keeps, the photo's own pixels come over the cutout
 * (Porter–Duff "over"); where it erases, they go ("out"). With stroke alpha `A` and gray `G`, cutout alpha `α`, cutout
 * color `F` and photo color `I`:
 *
 *     α' = α (1 − A) + G A
 *     F' = (F α (1 − A) + I G A) / α'
 *
 * @param photo the pixels before anything was removed
 * @param strokes straight RGBA of the same size; its red channel is taken as gray
 */
export function applyCorrection(cutout: Raster, photo: Raster, strokes: Raster): void {
  const { data: out } = cutout;
  const { data: original } = photo;
  const { data: stroke } = strokes;
  for (let p = 0; p < out.length; p += 4) {
    const strength = stroke[p + 3]! / 255;
    if (strength === 0) continue;
    const left = out[p + 3]! * (1 - strength);
    const kept = stroke[p]! * strength * (original[p + 3]! / 255);
    const alpha = left + kept;
    // Under half a level nothing is left, and nothing hidden may stay behind.
    if (alpha < 0.5) {
      out.fill(0, p, p + 4);
      continue;
    }
    for (let c = p; c < p + 3; c++) out[c] = (out[c]! * left + original[c]! * kept) / alpha + 0.5;
    out[p + 3] = alpha + 0.5;
  }
}
