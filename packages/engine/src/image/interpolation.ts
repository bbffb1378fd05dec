/** Weights of the four samples around a point that lies `fraction` (0…1) beyond the second; filled from `offset` on. */
export type Kernel = (fraction: number, weights: Float32Array, offset: number) => void;

/** The Catmull-Rom spline (Keys 1981, a = −1/2): goes through the samples; one small overshoot, no ringing. */
export const catmullRom: Kernel = (t, weights, offset) => {
  weights[offset] = ((-0.5 * t + 1) * t - 0.5) * t;
  weights[offset + 1] = (1.5 * t - 2.5) * t * t + 1;
  weights[offset + 2] = ((-1.5 * t + 2) * t + 0.5) * t;
  weights[offset + 3] = (0.5 * t - 0.5) * t * t;
};

/** The cubic B-spline: smooths by a variance of a third (in samples, squared), without overshoot or facets. */
export const bSpline: Kernel = (t, weights, offset) => {
  weights[offset] = (1 - t) ** 3 / 6;
  weights[offset + 1] = (3 * t - 6) * t * t * (1 / 6) + 2 / 3;
  weights[offset + 2] = (((-3 * t + 3) * t + 3) * t + 1) / 6;
  weights[offset + 3] = t ** 3 / 6;
};

/** Interleaved values that are made row by row. */
export interface Rows {
  width: number;
  height: number;
  channels: number;
  /** Writes a row into the array. Rows must be asked for from top to bottom. */
  make(row: number, into: Float32Array): void;
}

/** Reads an array as rows. */
export function rowsOf(values: Float32Array, width: number, height: number, channels: number): Rows {
  const length = width * channels;
  const make = (row: number, into: Float32Array) =>
    into.set(values.subarray(row * length, (row + 1) * length));
  return { width, height, channels, make };
}

/**
 * Keeps the last rows that a vertical filter looks at, so that each is made once while the filter moves down.
 *
 * @param size how many neighboring rows are asked for at a time
 */
export function cacheRows({ width, channels, make }: Rows, size: number): (row: number) => Float32Array {
  const slots = Array.from({ length: size }, () => ({ row: -1, values: new Float32Array(width * channels) }));
  return (row) => {
    const slot = slots[row % size]!;
    if (slot.row !== row) {
      make(row, slot.values);
      slot.row = row;
    }
    return slot.values;
  };
}

/** For every output coordinate four input coordinates and their weights. */
export interface Taps {
  indices: Uint32Array;
  weights: Float32Array;
}

/**
 * Taps for a larger grid, sample centers on sample centers; border samples repeat.
 *
 * @param step how many of the `from` samples one of the `to` samples covers, at most 1
 */
export function taps(from: number, to: number, step: number, kernel: Kernel): Taps {
  const indices = new Uint32Array(to * 4);
  const weights = new Float32Array(to * 4);
  for (let i = 0; i < to; i++) {
    const center = (i + 0.5) * step - 0.5;
    const first = Math.floor(center);
    kernel(center - first, weights, i * 4);
    for (let tap = 0; tap < 4; tap++) indices[i * 4 + tap] = Math.min(from - 1, Math.max(0, first - 1 + tap));
  }
  return { indices, weights };
}

/** Interpolates downwards only, to `height` rows. Takes four rows of memory. */
export function interpolateDown(source: Rows, height: number, step: number, kernel: Kernel): Rows {
  const { indices, weights } = taps(source.height, height, step, kernel);
  const cached = cacheRows(source, 4);
  const make = (y: number, into: Float32Array) => {
    const at = y * 4;
    const r0 = cached(indices[at]!);
    const r1 = cached(indices[at + 1]!);
    const r2 = cached(indices[at + 2]!);
    const r3 = cached(indices[at + 3]!);
    const w0 = weights[at]!;
    const w1 = weights[at + 1]!;
    const w2 = weights[at + 2]!;
    const w3 = weights[at + 3]!;
    for (let i = 0; i < into.length; i++) into[i] = w0 * r0[i]! + w1 * r1[i]! + w2 * r2[i]! + w3 * r3[i]!;
  };
  return { ...source, height, make };
}
