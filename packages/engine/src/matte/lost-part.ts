import type { Mask, Region, Size } from "../image/raster.ts";

/** A mask and the part of the photo that it covers. */
interface PlacedMask {
  mask: Mask;
  region: Region;
}

/** Mask value from which on a look is sure of the subject, and below which another look denies it. */
const SURE = 128;
const DENIED = 26;

/**
 * Part of a subject that may be denied: less of it is detail that only the closer look sees, or another thing that the look at
 * the whole photo took for a part of it. Of 44 scenes before busy backgrounds, a part of 0.28 was the smallest that was
 * really lost.
 */
const TOLERATED = 0.2;

/**
 * Whether a close look denies a part of the subject that a look at the whole photo is sure of. The outline, where any two
 * looks differ, doesn't count, nor does what lies outside the close look's region.
 *
 * @param photo the size that the regions refer to
 * @param grid the size at which the looks are compared
 */
export function losesPart(close: PlacedMask, whole: PlacedMask, photo: Size, grid: Size): boolean {
  const { width, height } = grid;
  const seen = onGrid(whole, photo, grid);
  const left = onGrid(close, photo, grid);
  const denied = (i: number) => seen[i]! >= SURE && left[i]! < DENIED;
  let [sure, lost] = [0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (seen[i]! >= SURE) sure++;
      const inside = x > 0 && y > 0 && x < width - 1 && y < height - 1;
      if (inside && denied(i) && denied(i - 1) && denied(i + 1) && denied(i - width) && denied(i + width)) {
        lost++;
      }
    }
  }
  return lost > TOLERATED * sure;
}

/** Mean mask values on the cells of a grid over the photo; NaN where the mask doesn't reach. */
function onGrid({ mask, region }: PlacedMask, photo: Size, grid: Size): Float32Array {
  const columns = cellsOf(region.left, region.width, mask.width, photo.width, grid.width);
  const rows = cellsOf(region.top, region.height, mask.height, photo.height, grid.height);
  const means = new Float32Array(grid.width * grid.height);
  const { data } = mask;
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = rows[y]! * grid.width;
    for (let x = 0; x < mask.width; x++, i++) means[row + columns[x]!]! += data[i]!;
  }
  const across = countsOf(columns, grid.width);
  const down = countsOf(rows, grid.height);
  for (let y = 0, i = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++, i++) means[i]! /= across[x]! * down[y]!;
  }
  return means;
}

/** In which of `cells` cells along the photo each mask pixel's center lies. */
function cellsOf(start: number, length: number, pixels: number, photo: number, cells: number): Int32Array {
  return Int32Array.from({ length: pixels }, (_, k) =>
    Math.floor(((start + ((k + 0.5) * length) / pixels) * cells) / photo),
  );
}

function countsOf(places: Int32Array, cells: number): Uint32Array {
  const counts = new Uint32Array(cells);
  for (const place of places) counts[place]!++;
  return counts;
}
