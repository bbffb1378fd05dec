import type { Size } from "../image/raster.ts";
import { type ColorLines, LINE_CHANNELS } from "./color-line.ts";
import { centeredPositions, type Positions } from "./sampling.ts";
import type { Transition } from "./transition.ts";

/** What the undecided cells say, at the photo's pixels: interpolated downwards once a row, across by whoever reads it. */
export interface CellRows {
  /** Values of `ColorLines` for each column of cells, at the row moved to; defined where a cell of the rows around it is undecided. */
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
  const mix = (cell: number, upper: number, lower: number, down: number) => {
    const above = upper * LINE_CHANNELS;
    const below = lower * LINE_CHANNELS;
    const into = (cell % width) * LINE_CHANNELS;
    for (let c = 0; c < LINE_CHANNELS; c++) {
      const value = lines[above + c]!;
      row[into + c] = value + (lines[below + c]! - value) * down;
    }
  };
  return {
    row,
    columns,
    moveTo(y) {
      const upper = rows.first[y]!;
      const lower = Math.min(height - 1, upper + 1);
      const step = (lower - upper) * width;
      for (let place = starts[upper]!; place < starts[upper + 1]!; place++) {
        const cell = cells[place]!;
        const below = places[cell + step]!;
        mix(cell, place, below < 0 ? place : below, rows.fraction[y]!);
      }
      for (let place = starts[lower]!; place < starts[lower + 1]!; place++) {
        const cell = cells[place]!;
        if (places[cell - step]! < 0) mix(cell, place, place, 0);
      }
    },
  };
}
