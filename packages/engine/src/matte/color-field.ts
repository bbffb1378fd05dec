import type { Transition } from "./transition.ts";

/** Values of a cell in `ColorSums` and `ColorField`: see there. */
export const CHANNELS = 10;

/** Index of the weight among a cell's values. */
const WEIGHT = 9;

/** Weight of samples in a cell (of 4 pixels) from which on it needs no neighbors to know the color. */
const ENOUGH = 2;

/**
 * Weighted sums of colors a cell: red, green, blue; their products rr, rg, rb, gg, gb, bb; the weight.
 */
export interface ColorSums {
  width: number;
  height: number;
  sums: Float32Array;
}

/** What is known of one side (subject or background): the transition's cells, and all cells of twice their side. */
export interface SideColors {
  /** Sums a cell of the transition, in its order. */
  fine: Float32Array;
  coarse: ColorSums;
}

export function emptySide({ width, height, cells }: Transition): SideColors {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  return {
    fine: new Float32Array(cells.length * CHANNELS),
    coarse: { ...half, sums: new Float32Array(half.width * half.height * CHANNELS) },
  };
}

/** Adds a pixel's color to a cell. */
export function addColor(sums: Float32Array, cell: number, weight: number, rgb: Uint8Array, i: number): void {
  const at = cell * CHANNELS;
  const r = rgb[i]!;
  const g = rgb[i + 1]!;
  const b = rgb[i + 2]!;
  const wr = weight * r;
  const wg = weight * g;
  const wb = weight * b;
  sums[at] = sums[at]! + wr;
  sums[at + 1] = sums[at + 1]! + wg;
  sums[at + 2] = sums[at + 2]! + wb;
  sums[at + 3] = sums[at + 3]! + wr * r;
  sums[at + 4] = sums[at + 4]! + wr * g;
  sums[at + 5] = sums[at + 5]! + wr * b;
  sums[at + 6] = sums[at + 6]! + wg * g;
  sums[at + 7] = sums[at + 7]! + wg * b;
  sums[at + 8] = sums[at + 8]! + wb * b;
  sums[at + WEIGHT] = sums[at + WEIGHT]! + weight;
}

/** Adds what is in one cell to another. */
export function addSums(from: Float32Array, cell: number, to: Float32Array, into: number): void {
  const a = cell * CHANNELS;
  const b = into * CHANNELS;
  if (from[a + WEIGHT] === 0) return;
  for (let c = 0; c < CHANNELS; c++) to[b + c] = to[b + c]! + from[a + c]!;
}

/** The sums over ever larger cells: each level halves the sides, the last is a single cell. */
export function colorPyramid(cells: ColorSums): ColorSums[] {
  const levels = [cells];
  for (let level = cells; level.width > 1 || level.height > 1; ) {
    level = halve(level);
    levels.push(level);
  }
  return levels;
}

/**
 * The colors of one side carried to where it has none: means instead of sums, each cell's own samples as far as they go, the
 * rest from ever larger neighborhoods (the pull-push of Gortler et al., The Lumigraph, 1996). Sums and pyramid become the
 * fields.
 *
 * @param pyramid of the side's coarse cells
 * @returns means of the colors and of their products a cell of the transition
 */
export function fillColors(
  { fine }: SideColors,
  pyramid: ColorSums[],
  { width, cells }: Transition,
): Float32Array {
  const coarse = pyramid[0]!;
  const wanted = parentsOf(cells, width, coarse);
  for (let k = pyramid.length - 1; k >= 0; k--) {
    const level = pyramid[k]!;
    const parent = pyramid[k + 1];
    if (!parent) {
      normalize(level.sums);
      continue;
    }
    for (let y = 0, cell = 0; y < level.height; y++) {
      for (let x = 0; x < level.width; x++, cell++) {
        if (k > 0 || wanted[cell]) blend(level.sums, cell, parent, x, y);
      }
    }
  }
  for (let k = 0; k < cells.length; k++) {
    const y = Math.floor(cells[k]! / width);
    blend(fine, k, coarse, cells[k]! - y * width, y);
  }
  return fine;
}

/** Weight of all samples a cell, at one level of the pyramid: how much of it shows this side. */
export function weightsOf({ sums, width, height }: ColorSums): Float32Array {
  const weights = new Float32Array(width * height);
  for (let i = 0; i < weights.length; i++) weights[i] = sums[i * CHANNELS + WEIGHT]!;
  return weights;
}

/** Which coarse cells the transition's are interpolated from. */
function parentsOf(cells: Uint32Array, width: number, parent: ColorSums): Uint8Array {
  const wanted = new Uint8Array(parent.width * parent.height);
  for (const cell of cells) {
    const y = Math.floor(cell / width);
    const x = cell - y * width;
    const column = other(x, parent.width);
    const row = (y >> 1) * parent.width;
    const next = other(y, parent.height) * parent.width;
    wanted[row + (x >> 1)] = wanted[row + column] = wanted[next + (x >> 1)] = wanted[next + column] = 1;
  }
  return wanted;
}

/** Of the cells one level up, the second nearest to a cell. */
function other(position: number, length: number): number {
  return Math.max(0, Math.min(length - 1, (position >> 1) + (position & 1 ? 1 : -1)));
}

function halve({ width, height, sums }: ColorSums): ColorSums {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const halved = new Float32Array(half.width * half.height * CHANNELS);
  for (let y = 0, cell = 0; y < height; y++) {
    const row = (y >> 1) * half.width;
    for (let x = 0; x < width; x++, cell++) addSums(sums, cell, halved, row + (x >> 1));
  }
  return { ...half, sums: halved };
}

/** The whole picture's mean; gray if this side has no samples at all. */
function normalize(sums: Float32Array): void {
  const weight = sums[WEIGHT]!;
  for (let c = 0; c < WEIGHT; c++) sums[c] = weight > 0 ? sums[c]! / weight : c < 3 ? 128 : 128 * 128;
}

/** Own samples over the parent level's, which is interpolated bilinearly: of four parents the nearest counts 9/16. */
function blend(sums: Float32Array, cell: number, parent: ColorSums, x: number, y: number): void {
  const at = cell * CHANNELS;
  const weight = sums[at + WEIGHT]!;
  const mean = weight > 0 ? Math.min(1, weight / ENOUGH) / weight : 0;
  if (weight >= ENOUGH) {
    for (let c = 0; c < WEIGHT; c++) sums[at + c] = sums[at + c]! * mean;
    return;
  }
  const row = (y >> 1) * parent.width;
  const next = other(y, parent.height) * parent.width;
  const column = other(x, parent.width);
  const p00 = (row + (x >> 1)) * CHANNELS;
  const p10 = (row + column) * CHANNELS;
  const p01 = (next + (x >> 1)) * CHANNELS;
  const p11 = (next + column) * CHANNELS;
  const far = parent.sums;
  const rest = (1 - weight * mean) / 16;
  for (let c = 0; c < WEIGHT; c++) {
    const neighbors = 9 * far[p00 + c]! + 3 * (far[p10 + c]! + far[p01 + c]!) + far[p11 + c]!;
    sums[at + c] = sums[at + c]! * mean + rest * neighbors;
  }
}
