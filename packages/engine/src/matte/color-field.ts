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
 * The colors of one side (subject or background) carried to where it has none: means instead of sums, each cell's own
 * samples as far as they go, the rest from ever larger neighborhoods (the pull-push of Gortler et al., The Lumigraph,
 * 1996). The pyramid becomes the fields.
 *
 * @param wanted cells of the finest level that are looked at; the others stay undefined
 * @returns means of the colors and of their products a cell
 */
export function fillColors(pyramid: ColorSums[], wanted: Uint8Array): Float32Array {
  const top = pyramid.length - 1;
  for (let k = top; k >= 0; k--) {
    const level = pyramid[k]!;
    const parent = pyramid[k + 1];
    for (let y = 0, cell = 0; y < level.height; y++) {
      for (let x = 0; x < level.width; x++, cell++) {
        if (k === 0 && !wanted[cell]) continue;
        if (parent) blend(level, cell, parent, x, y);
        else normalize(level.sums);
      }
    }
  }
  return pyramid[0]!.sums;
}

/** Weight of all samples a cell, at one level of the pyramid: how much of it shows this side. */
export function weightsOf({ sums, width, height }: ColorSums): Float32Array {
  const weights = new Float32Array(width * height);
  for (let i = 0; i < weights.length; i++) weights[i] = sums[i * CHANNELS + WEIGHT]!;
  return weights;
}

function halve({ width, height, sums }: ColorSums): ColorSums {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const halved = new Float32Array(half.width * half.height * CHANNELS);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += CHANNELS) {
      if (sums[i + WEIGHT] === 0) continue;
      const into = ((y >> 1) * half.width + (x >> 1)) * CHANNELS;
      for (let c = 0; c < CHANNELS; c++) halved[into + c] = halved[into + c]! + sums[i + c]!;
    }
  }
  return { ...half, sums: halved };
}

/** The whole picture's mean; gray if this side has no samples at all. */
function normalize(sums: Float32Array): void {
  const weight = sums[WEIGHT]!;
  for (let c = 0; c < WEIGHT; c++) sums[c] = weight > 0 ? sums[c]! / weight : c < 3 ? 128 : 128 * 128;
}

/** Own samples over the parent level's, which is interpolated bilinearly: of four parents the nearest counts 9/16. */
function blend(level: ColorSums, cell: number, parent: ColorSums, x: number, y: number): void {
  const { sums } = level;
  const at = cell * CHANNELS;
  const weight = sums[at + WEIGHT]!;
  const own = Math.min(1, weight / ENOUGH);
  const x0 = x >> 1;
  const y0 = y >> 1;
  const x1 = Math.max(0, Math.min(parent.width - 1, x0 + (x & 1 ? 1 : -1)));
  const y1 = Math.max(0, Math.min(parent.height - 1, y0 + (y & 1 ? 1 : -1)));
  const p00 = (y0 * parent.width + x0) * CHANNELS;
  const p10 = (y0 * parent.width + x1) * CHANNELS;
  const p01 = (y1 * parent.width + x0) * CHANNELS;
  const p11 = (y1 * parent.width + x1) * CHANNELS;
  const far = parent.sums;
  const mean = weight > 0 ? own / weight : 0;
  const rest = (1 - own) / 16;
  for (let c = 0; c < WEIGHT; c++) {
    const neighbors = 9 * far[p00 + c]! + 3 * (far[p10 + c]! + far[p01 + c]!) + far[p11 + c]!;
    sums[at + c] = sums[at + c]! * mean + rest * neighbors;
  }
}
