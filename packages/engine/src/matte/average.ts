import type { Mask } from "../image/raster.ts";
import { centeredPositions, maskRow, valueAt } from "./sampling.ts";

/** The mean of two masks of the same region, at the size of the second. */
export function averageMasks(first: Mask, second: Mask): Mask {
  const { width, height } = second;
  const rows = centeredPositions(first.height, height);
  const columns = centeredPositions(first.width, width);
  const row = new Float32Array(first.width + 1);
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    maskRow(first, rows, y, row);
    for (let x = 0; x < width; x++, i++) data[i] = (valueAt(row, columns, x) + second.data[i]!) / 2 + 0.5;
  }
  return { width, height, data };
}
