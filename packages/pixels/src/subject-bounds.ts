import type { Bounds } from "./bounds.ts";
import type { Rgba } from "./rgba.ts";

/** Alpha up to this is noise of the matte. */
const NOISE = 12;
/** Alpha that a row or column must have in sum to belong to the subject: half an opaque pixel. */
const LEAST_ALPHA = 128;
/** Alpha from which on a pixel is surely subject, and the part of all pixels that must be. */
const SURE = 128;
const LEAST_PART = 1 / 20_000;

/**
 * The bounds of a cutout's subject by its alpha; undefined where there is too little of it to be one. Mattes of pictures
 * without a subject are rarely quite empty.
 */
export function subjectBounds(cutout: Rgba): Bounds | undefined {
  const { data, width, height } = cutout;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const columns = new Float64Array(width);
  let [top, bottom, sure] = [height, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++, i++) {
      const alpha = pixels[i]! >>> 24;
      if (alpha <= NOISE) continue;
      sum += alpha;
      columns[x]! += alpha;
      if (alpha >= SURE) sure++;
    }
    if (sum < LEAST_ALPHA) continue;
    top = Math.min(top, y);
    bottom = y + 1;
  }
  const left = columns.findIndex((sum) => sum >= LEAST_ALPHA);
  const right = columns.findLastIndex((sum) => sum >= LEAST_ALPHA) + 1;
  const isSubject = top < bottom && left >= 0 && sure > 0 && sure >= LEAST_PART * width * height;
  return isSubject ? { left, top, right, bottom } : undefined;
}
