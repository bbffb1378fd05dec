import type { Size } from "../image/raster.ts";
import { type ColorLines, LINE_CHANNELS } from "./color-line.ts";
import { centeredPositions, type Positions } from "./sampling.ts";
import type { Transition } from "./transition.ts";

/** What the undecided cells say, at the photo's pixels: interpolated downwards once a row, across by whoever reads it. */
export interface CellRows {
  /** Values of `ColorLines` for each column of cells, at the row moved to; defined where a cell is undecided. */
  row: Float32Array;
  /** Where the photo's columns lie among those of the cells. */
  columns: Positions;
  moveTo(y: number): void;
}

/** @param region the part of the photo that the mask covers */
export function cellRows(
  lines: ColorLines,
  { width, height, cells, rows: starts, places }: Transition,
  mask: Size,
  region: Size,
): CellRows {
  const rows = centeredPositions(height, region.height, mask.height / region.height / 2);
  const columns = centeredPositions(width, region.width, mask.width / region.width / 2);
  const row = new Float32Array((width + 1) * LINE_CHANNELS);
  /** One cell of a row and, if that is undecided too, the one `step` cells away in the other row. */
  const mix = (y: number, step: number, fraction: number) => {
    for (let place = starts[y]!; place < starts[y + 1]!; place++) {
      const cell = cells[place]!;
      const other = places[cell + step]!;
      const own = place * LINE_CHANNELS;
      const beside = (other < 0 ? place : other) * LINE_CHANNELS;
      const into = (cell - y * width) * LINE_CHANNELS;
      for (let c = 0; c < LINE_CHANNELS; c++) {
        const value = lines[own + c]!;
        row[into + c] = value + (lines[beside + c]! - value) * fraction;
      }
    }
  };
  return {
    row,
    columns,
    moveTo(y) {
      const upper = rows.first[y]!;
      const lower = Math.min(height - 1, upper + 1);
      const step = (lower - upper) * width;
      // Cells of both rows come twice, with the same result; most rows have few that are in one only.
      mix(lower, -step, 1 - rows.fraction[y]!);
      mix(upper, step, rows.fraction[y]!);
    },
  };
}
