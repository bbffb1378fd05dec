import type { Mask } from "../image/raster.ts";

/** For every output position the two samples that it lies between: `first`, `first` + 1, and the weight of the latter. */
export interface Positions {
  first: Int32Array;
  fraction: Float32Array;
}

/**
 * Places `output` pixels among `input` samples that cover the same length, pixel centers at half-integers: a plain
 * "corner to corner" enlargement would shift every edge. Beyond the outermost centers the border sample repeats.
 *
 * @param input a single sample counts as two equal ones (`first` is 0, `fraction` 0)
 * @param step samples a pixel, if the two do not cover the same length
 */
export function centeredPositions(input: number, output: number, step = input / output): Positions {
  const first = new Int32Array(output);
  const fraction = new Float32Array(output);
  const last = input - 1;
  for (let i = 0; i < output; i++) {
    const position = Math.min(last, Math.max(0, (i + 0.5) * step - 0.5));
    first[i] = Math.max(0, Math.min(last - 1, Math.floor(position)));
    fraction[i] = position - first[i]!;
  }
  return { first, fraction };
}

/**
 * A row between two rows of a mask, followed by a repetition of its last value.
 *
 * @param into one longer than the mask is wide
 * @param positions of the output's rows among the mask's
 */
export function maskRow(
  { data, width, height }: Mask,
  positions: Positions,
  y: number,
  into: Float32Array,
): void {
  const above = positions.first[y]! * width;
  const below = Math.min(height - 1, positions.first[y]! + 1) * width;
  const fraction = positions.fraction[y]!;
  for (let x = 0; x < width; x++) {
    const upper = data[above + x]!;
    into[x] = upper + (data[below + x]! - upper) * fraction;
  }
  into[width] = into[width - 1]!;
}

/** The value at a pixel of a row that `maskRow` made. */
export function valueAt(row: Float32Array, { first, fraction }: Positions, x: number): number {
  const value = row[first[x]!]!;
  return value + (row[first[x]! + 1]! - value) * fraction[x]!;
}
