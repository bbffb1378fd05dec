import { bSpline, interpolateDown, type Rows, type Taps, taps } from "../image/interpolation.ts";
import { gaussianBlur } from "./gaussian.ts";

/**
 * The side of the square cells, in pixels, whose means are enough to blur with `sigma` pixels: a wide Gaussian does not
 * need every pixel. With these, σ depends on how an edge lies to the cells by no more than 4 %. At 1 or less every pixel
 * is needed.
 */
export function cellSize(sigma: number): number {
  return Math.floor((2 / 3) * sigma);
}

/** Blurs means over cells of `cellSize(sigma)` pixels as far as taking means and `enlargeCells` do not do it by themselves. */
export function blurCells(cells: Rows, sigma: number): Rows {
  const cell = cellSize(sigma);
  // Variances of a box of whole pixels and of a cubic B-spline over cells.
  const alreadyBlurred = (cell * cell - 1) / 12 + (cell * cell) / 3;
  return gaussianBlur(cells, Math.sqrt(sigma * sigma - alreadyBlurred) / cell);
}

/** Interpolates blurred cells to pixels, without facets: rows as many as pixels, and how to widen each to `width` pixels. */
export function enlargeCells(
  cells: Rows,
  cell: number,
  width: number,
  height: number,
): { rows: Rows; columns: Taps } {
  return {
    rows: interpolateDown(cells, height, 1 / cell, bSpline),
    columns: taps(cells.width, width, 1 / cell, bSpline),
  };
}
