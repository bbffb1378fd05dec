import type { Size } from "../image/raster.ts";
import { type ColorLines, LINE_CHANNELS } from "./color-line.ts";
import { centeredPositions } from "./sampling.ts";

/** What the cells say, at the photo's pixels: interpolated downwards once a row, across wherever a pixel asks. */
export interface CellRows {
  moveTo(y: number): void;
  /** Valid until the next call. */
  lineAt(x: number): Float32Array;
}

/** @param region the part of the photo that the mask covers */
export function cellRows({ lines, width, height }: ColorLines, mask: Size, region: Size): CellRows {
  const rows = centeredPositions(height, region.height, mask.height / region.height / 2);
  const { first, fraction } = centeredPositions(width, region.width, mask.width / region.width / 2);
  const stride = width * LINE_CHANNELS;
  const row = new Float32Array(stride + LINE_CHANNELS);
  const line = new Float32Array(LINE_CHANNELS);
  return {
    moveTo(y) {
      const above = rows.first[y]! * stride;
      const below = Math.min(height - 1, rows.first[y]! + 1) * stride;
      const down = rows.fraction[y]!;
      for (let i = 0; i < stride; i++) {
        row[i] = lines[above + i]! + (lines[below + i]! - lines[above + i]!) * down;
      }
    },
    lineAt(x) {
      const at = first[x]! * LINE_CHANNELS;
      const across = fraction[x]!;
      for (let c = 0; c < LINE_CHANNELS; c++) {
        const value = row[at + c]!;
        line[c] = value + (row[at + c + LINE_CHANNELS]! - value) * across;
      }
      return line;
    },
  };
}
