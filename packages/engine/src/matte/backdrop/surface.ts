import type { Cells } from "./cells.ts";
import { solve } from "./least-squares.ts";
import { Quadratic, TERMS, termsAt } from "./polynomial.ts";

/** A smooth surface for each channel of the backdrop, over the frame as the square −1…1. */
export interface Surface {
  channels: [Quadratic, Quadratic, Quadratic];
  /** Per cell: distance of its mean color from the surface, root mean square over the channels; NaN where not looked at. */
  residual: Float32Array;
  /** Cells that take part, and those of them that lie on the surface. */
  candidates: number;
  inliers: number;
  /** Root mean square residual of the inliers, in levels. */
  spread: number;
}

/** Highest prior and texture of a cell that may be backdrop. */
const PRIOR = 25;
const TEXTURE = 10;
/** Scales of the robust weights, in levels: from "roughly this color" to "on the surface". */
const SCALES = [40, 20, 10, 6, 4, 3, 2.5, 2.5];
/** Weight of a cell, beside one on the border, in the first fit: subjects are rarer at the border. */
const INNER_WEIGHT = 0.1;
const BORDER_CELLS = 4;

/**
 * Fits the surface where the model is sure of background, wherever that is, by iteratively reweighted least squares with
 * Geman–McClure weights whose scale shrinks: what the model overlooked (print, a second thing) must not pull at it.
 */
export function fitSurface(cells: Cells): Surface | undefined {
  const { width, height, mean, texture, prior } = cells;
  const n = TERMS;
  const used: number[] = [];
  for (let i = 0; i < texture.length; i++) if (prior[i]! <= PRIOR && texture[i]! <= TEXTURE) used.push(i);
  if (used.length < 4 * n) return undefined;
  const basis = new Float64Array(used.length * n);
  const weights = new Float64Array(used.length);
  used.forEach((cell, k) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    basis.set(termsAt((2 * x + 1) / width - 1, (2 * y + 1) / height - 1), k * n);
    const border = Math.min(x, y, width - 1 - x, height - 1 - y) < BORDER_CELLS;
    weights[k] = border ? 1 : INNER_WEIGHT;
  });
  const residual = new Float32Array(texture.length).fill(Number.NaN);
  let channels = fit(basis, weights, used, mean, n);
  let [inliers, squares] = [0, 0];
  for (const scale of SCALES) {
    [inliers, squares] = [0, 0];
    for (let k = 0; k < used.length; k++) {
      let square = 0;
      for (let c = 0; c < 3; c++) {
        let value = 0;
        for (let t = 0; t < n; t++) value += basis[k * n + t]! * channels[c]![t]!;
        square += (mean[3 * used[k]! + c]! - value) ** 2;
      }
      square /= 3;
      residual[used[k]!] = Math.sqrt(square);
      weights[k] = 1 / (1 + square / scale ** 2) ** 2;
      if (square < 9) {
        inliers++;
        squares += square;
      }
    }
    channels = fit(basis, weights, used, mean, n);
  }
  const [red, green, blue] = channels.map((coefficients) => new Quadratic(coefficients));
  return {
    channels: [red!, green!, blue!],
    residual,
    candidates: used.length,
    inliers,
    spread: Math.sqrt(squares / Math.max(1, inliers)),
  };
}

function fit(
  basis: Float64Array,
  weights: Float64Array,
  used: number[],
  mean: Float32Array,
  n: number,
): Float64Array[] {
  const matrix = new Float64Array(n * n);
  const sides = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < used.length; k++) {
    for (let i = 0; i < n; i++) {
      const weighed = weights[k]! * basis[k * n + i]!;
      for (let j = 0; j <= i; j++) matrix[i * n + j]! += weighed * basis[k * n + j]!;
      for (let c = 0; c < 3; c++) sides[c]![i]! += weighed * mean[3 * used[k]! + c]!;
    }
  }
  for (let i = 0; i < n; i++) matrix[i * n + i]! += 1e-6 * (1 + matrix[i * n + i]!);
  solve(matrix, sides);
  return sides;
}
