import type { Size } from "../../image/raster.ts";
import type { LowResolutionMatte } from "../find-matte.ts";
import { type View, viewOf, viewSize } from "./view.ts";

/** View pixels a cell's side. */
const CELL = 8;

/** The view in cells: what a backdrop can be fitted to. */
export interface Cells extends Size {
  /** Mean color, three values a cell. */
  mean: Float32Array;
  /** Root mean square deviation from the mean, over all channels. */
  texture: Float32Array;
  /** The model's highest value in the cell, 0…255. */
  prior: Uint8Array;
}

export function cellsOf(view: View): Cells {
  const cells = emptyCells(view);
  addCells(cells, view, 0, 0);
  return cells;
}

/** The cells on the frame's border alone, measured without the rest of the view; all others count as the subject's. */
export function borderCells(frame: LowResolutionMatte): Cells {
  const cells = emptyCells(viewSize(frame));
  const { width, height } = cells;
  cells.prior.fill(255);
  const add = (column: number, row: number, columns: number, rows: number) => {
    if (columns < 1 || rows < 1) return;
    const part = { left: column * CELL, top: row * CELL, width: columns * CELL, height: rows * CELL };
    addCells(cells, viewOf(frame, part), column, row);
  };
  add(0, 0, width, 1);
  add(0, height - 1, width, height > 1 ? 1 : 0);
  add(0, 1, 1, height - 2);
  add(width - 1, 1, width > 1 ? 1 : 0, height - 2);
  return cells;
}

function emptyCells(view: Size): Cells {
  const width = Math.floor(view.width / CELL);
  const height = Math.floor(view.height / CELL);
  const count = width * height;
  return {
    width,
    height,
    mean: new Float32Array(3 * count),
    texture: new Float32Array(count),
    prior: new Uint8Array(count),
  };
}

/** Measures the cells that a part of the view, which begins at `column`, `row`, covers. */
function addCells({ width, mean, texture, prior }: Cells, view: View, column: number, row: number): void {
  const columns = Math.floor(view.width / CELL);
  const rows = Math.floor(view.height / CELL);
  const { rgb, prior: opinion } = view;
  const count = CELL * CELL;
  for (let v = 0; v < rows; v++) {
    for (let u = 0, i = (row + v) * width + column; u < columns; u++, i++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      let squares = 0;
      let highest = 0;
      for (let dy = 0; dy < CELL; dy++) {
        let at = (v * CELL + dy) * view.width + u * CELL;
        for (let dx = 0; dx < CELL; dx++, at++) {
          const r = rgb[3 * at]!;
          const g = rgb[3 * at + 1]!;
          const b = rgb[3 * at + 2]!;
          red += r;
          green += g;
          blue += b;
          squares += r * r + g * g + b * b;
          if (opinion[at]! > highest) highest = opinion[at]!;
        }
      }
      mean[3 * i] = red / count;
      mean[3 * i + 1] = green / count;
      mean[3 * i + 2] = blue / count;
      const variance = squares / count - (red * red + green * green + blue * blue) / count ** 2;
      texture[i] = Math.sqrt(Math.max(0, variance) / 3);
      prior[i] = highest;
    }
  }
}
