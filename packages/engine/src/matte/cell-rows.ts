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
export function cellRows(
  { lines, undecided, width, height }: ColorLines,
  mask: Size,
  region: Size,
): CellRows {
  const rows = centeredPositions(height, region.height, mask.height / region.height / 2);
  const { first, fraction } = centeredPositions(width, region.width, mask.width / region.width / 2);
  const row = new Float32Array((width + 1) * LINE_CHANNELS);
  const line = new Float32Array(LINE_CHANNELS);
  return {
    moveTo(y) {
      const upper = rows.first[y]! * width;
      const lower = Math.min(height - 1, rows.first[y]! + 1) * width;
      const above = upper * LINE_CHANNELS;
      const below = lower * LINE_CHANNELS;
      const down = rows.fraction[y]!;
      for (let cell = 0, i = 0; cell < width; cell++, i += LINE_CHANNELS) {
        if (!undecided[upper + cell] && !undecided[lower + cell]) continue;
        for (let k = i; k < i + LINE_CHANNELS; k++) {
          const value = lines[above + k]!;
          row[k] = value + (lines[below + k]! - value) * down;
        }
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
