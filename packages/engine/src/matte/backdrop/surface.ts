import type { Size } from "../../image/raster.ts";
import type { Cells } from "./cells.ts";
import { solve } from "./least-squares.ts";
import { centersOf, Quadratic, setTerms, TERMS } from "./quadratic.ts";

/** A smooth surface for each channel of the backdrop. */
export interface Surface {
  channels: [Quadratic, Quadratic, Quadratic];
  /** Per cell: how far its mean color is from the surface, in levels (root mean square of the channels); NaN where not looked at. */
  residual: Float32Array;
}

/** Highest prior and texture, in levels, of a cell that may be backdrop. */
const PRIOR = 25;
const TEXTURE = 10;
/** Scales of the robust weights, in levels: from "roughly this color" to "on the surface". */
const SCALES = [40, 20, 10, 6, 4, 3, 2.5, 2.5];
/** Weight of a cell in the first fit, beside one near the border, where subjects are rarer; and how near that is. */
const INNER_WEIGHT = 0.1;
const BORDER_CELLS = 4;
/** Cells that are fitted, at most about: a smooth surface needs no more. */
const FITTED = 1000;

/**
 * Fits the surface where the model is sure of background, wherever that is, by iteratively reweighted least squares with
 * Geman–McClure weights whose scale shrinks: what the model overlooked (print, a second thing) must not pull at it.
 */
export function fitSurface({ width, height, mean, texture, prior }: Cells): Surface | undefined {
  const used: number[] = [];
  for (let i = 0; i < texture.length; i++) if (prior[i]! <= PRIOR && texture[i]! <= TEXTURE) used.push(i);
  if (used.length < 4 * TERMS) return undefined;
  const stride = Math.ceil(used.length / FITTED);
  const fitted = used.filter((_, k) => k % stride === 0);
  const weights = Float64Array.from(fitted, (cell) => {
    const x = cell % width;
    const y = (cell - x) / width;
    return Math.min(x, y, width - 1 - x, height - 1 - y) < BORDER_CELLS ? 1 : INNER_WEIGHT;
  });
  const basis = basisOf(fitted, { width, height });
  let coefficients = fit(basis, weights, fitted, mean);
  for (const scale of SCALES) {
    for (let k = 0; k < fitted.length; k++)
      weights[k] = 1 / (1 + squareOff(basis, k, mean, fitted[k]!, coefficients) / scale ** 2) ** 2;
    coefficients = fit(basis, weights, fitted, mean);
  }
  const residual = new Float32Array(texture.length).fill(Number.NaN);
  const everywhere = basisOf(used, { width, height });
  for (let k = 0; k < used.length; k++)
    residual[used[k]!] = Math.sqrt(squareOff(everywhere, k, mean, used[k]!, coefficients));
  const [red, green, blue] = coefficients.map((channel) => new Quadratic(channel));
  return { channels: [red!, green!, blue!], residual };
}

/** The terms at each cell's center. */
function basisOf(cells: number[], { width, height }: Size): Float64Array {
  const basis = new Float64Array(cells.length * TERMS);
  const columns = centersOf(width);
  const rows = centersOf(height);
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k]!;
    setTerms(basis, k * TERMS, columns[cell % width]!, rows[Math.floor(cell / width)]!);
  }
  return basis;
}

/** Mean of the channels' squared distances from the surface. */
function squareOff(
  basis: Float64Array,
  k: number,
  mean: Float32Array,
  cell: number,
  coefficients: Float64Array[],
): number {
  let square = 0;
  for (let c = 0; c < 3; c++) {
    const channel = coefficients[c]!;
    let value = mean[3 * cell + c]!;
    for (let t = 0; t < TERMS; t++) value -= basis[k * TERMS + t]! * channel[t]!;
    square += value * value;
  }
  return square / 3;
}

/** Weighted least squares: the coefficients for each channel. */
function fit(basis: Float64Array, weights: Float64Array, used: number[], mean: Float32Array): Float64Array[] {
  const matrix = new Float64Array(TERMS * TERMS);
  const [reds, greens, blues] = [new Float64Array(TERMS), new Float64Array(TERMS), new Float64Array(TERMS)];
  for (let k = 0; k < used.length; k++) {
    const terms = k * TERMS;
    const color = 3 * used[k]!;
    for (let i = 0; i < TERMS; i++) {
      const weighed = weights[k]! * basis[terms + i]!;
      for (let j = 0; j <= i; j++) matrix[i * TERMS + j]! += weighed * basis[terms + j]!;
      reds[i]! += weighed * mean[color]!;
      greens[i]! += weighed * mean[color + 1]!;
      blues[i]! += weighed * mean[color + 2]!;
    }
  }
  const sides = [reds, greens, blues];
  // Keeps the system solvable when all cells lie in one row.
  for (let i = 0; i < TERMS; i++) matrix[i * TERMS + i]! += 1e-6 * (1 + matrix[i * TERMS + i]!);
  solve(matrix, sides);
  return sides;
}
