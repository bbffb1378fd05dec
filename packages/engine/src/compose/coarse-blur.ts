import { bSpline, interpolateRows, type Rows } from "../image/interpolation.ts";
import { gaussianBlur } from "./gaussian.ts";

/**
 * The side of the square cells, in pixels, whose means are enough to blur with `sigma`. A wide Gaussian does not need
 * every pixel: means of cells are blurred and interpolated smoothly, and what both of that blurs already is left out of
 * the Gaussian.
 */
export function cellSize(sigma: number): number {
  return Math.max(1, Math.floor(sigma));
}

/**
 * Blurs with a Gaussian of `sigma` pixels.
 *
 * @param cells means over cells of `cellSize(sigma)` pixels, or the pixels themselves where that is 1
 * @returns rows of `width` × `height` pixels
 */
export function blurCells(cells: Rows, sigma: number, width: number, height: number): Rows {
  const cell = cellSize(sigma);
  if (cell === 1) return gaussianBlur(cells, sigma);
  // Variances of a box of whole pixels and of a cubic B-spline over cells.
  const alreadyBlurred = (cell * cell - 1) / 12 + (cell * cell) / 3;
  const blurred = gaussianBlur(cells, Math.sqrt(sigma * sigma - alreadyBlurred) / cell);
  return interpolateRows(blurred, { width, height, stepX: 1 / cell, stepY: 1 / cell }, bSpline);
}
