import type { Mask, Raster, Region } from "../../image/raster.ts";
import { clearOutside } from "../region.ts";
import { centeredPositions, maskRow, valueAt } from "../sampling.ts";

/**
 * What `refineMatte` is measured against: the mask enlarged bilinearly, the photo's colors kept. In place, straight
 * alpha, RGB 0 where alpha is 0, the photo's own alpha as a factor.
 */
export function plainMatte(photo: Raster, { mask, region }: { mask: Mask; region: Region }): void {
  const { data, width } = photo;
  const rows = centeredPositions(mask.height, region.height);
  const columns = centeredPositions(mask.width, region.width);
  const row = new Float32Array(mask.width + 1);
  clearOutside(photo, region);
  for (let y = 0; y < region.height; y++) {
    maskRow(mask, rows, y, row);
    let p = 4 * ((y + region.top) * width + region.left);
    for (let x = 0; x < region.width; x++, p += 4) {
      const alpha = Math.round((valueAt(row, columns, x) * data[p + 3]!) / 255);
      if (alpha === 0) data.fill(0, p, p + 4);
      else data[p + 3] = alpha;
    }
  }
}
