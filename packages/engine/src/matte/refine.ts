import { type Raster, wordsOf } from "../image/raster.ts";
import { cellRows } from "./cell-rows.ts";
import { findColorLines, LINE_CHANNELS } from "./color-line.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import { halfVariance, refinePixel } from "./pixel.ts";
import { clearOutside } from "./region.ts";
import { centeredPositions, maskRow, type Positions } from "./sampling.ts";
import { findTransition, SURELY_BACKGROUND, SURELY_SUBJECT } from "./transition.ts";

/**
 * Turns the photo into the cutout, in place: alpha along the photo's real edges, the subject's own colors in the
 * transition, straight alpha, RGB 0 where alpha is 0. The photo's own alpha is kept as a factor. Only pixels where the
 * mask is undecided are computed; besides the raster it takes memory for the mask's resolution only.
 */
export function refineMatte(photo: Raster, { mask, region, guide }: LowResolutionMatte): void {
  const transition = findTransition(mask, mask.width / region.width);
  const cells = cellRows(findColorLines(mask, guide, transition), transition, mask, region);
  const rows = centeredPositions(mask.height, region.height);
  const columns = centeredPositions(mask.width, region.width);
  const spans = spansOf(columns, mask.width);
  const row = new Float32Array(mask.width + 1);
  const words = wordsOf(photo);
  const { data } = photo;
  const variance = halfVariance(Math.sqrt((mask.width * mask.height) / (region.width * region.height)));
  clearOutside(photo, region);
  for (let y = 0; y < region.height; y++) {
    maskRow(mask, rows, y, row);
    cells.moveTo(y);
    const start = (y + region.top) * photo.width + region.left;
    let cleared = 0;
    for (let k = 0; k < mask.width; k++) {
      const left = row[k]!;
      const right = row[k + 1]!;
      if (left <= SURELY_BACKGROUND && right <= SURELY_BACKGROUND) continue;
      const from = spans[k]!;
      const to = spans[k + 1]!;
      if (cleared < from) words.fill(0, start + cleared, start + from);
      cleared = to;
      if (left >= SURELY_SUBJECT && right >= SURELY_SUBJECT) continue;
      for (let x = from; x < to; x++) {
        const value = (left + (right - left) * columns.fraction[x]!) / 255;
        const at = cells.columns.first[x]! * LINE_CHANNELS;
        refinePixel(data, 4 * (start + x), value, variance, cells.row, at, cells.columns.fraction[x]!);
      }
    }
    words.fill(0, start + cleared, start + region.width);
  }
}

/** Where the pixels begin that lie between a mask column and the next, for each column; the row's length at the end. */
function spansOf({ first }: Positions, columns: number): Int32Array {
  const spans = new Int32Array(columns + 1).fill(first.length);
  for (let x = first.length - 1; x >= 0; x--) spans[first[x]!] = x;
  for (let k = columns - 1; k >= 0; k--) spans[k] = Math.min(spans[k]!, spans[k + 1]!);
  return spans;
}
