const SIDE = 8;

/**
 * Bayer's ordered dither: thresholds 1/128 … 127/128 in an 8 × 8 pattern. `floor(value + threshold)` keeps whole values
 * and shows those between as a mixture whose mean is right, so that slow gradients have no bands.
 */
const THRESHOLDS = Float32Array.from(
  { length: SIDE * SIDE },
  (_, i) => (bayer(i % SIDE, i / SIDE) + 0.5) / (SIDE * SIDE),
);

/** The eight thresholds of a row; column `x` takes number `x & 7`. */
export function ditherRow(y: number): Float32Array {
  const start = (y % SIDE) * SIDE;
  return THRESHOLDS.subarray(start, start + SIDE);
}

/** Interleaves the bits of `x ^ y` and `y`, the lowest bit becoming the highest. */
function bayer(x: number, y: number): number {
  const differing = x ^ y;
  let rank = 0;
  for (let bit = 0; bit < 3; bit++) {
    rank = (rank << 2) | (((differing >> bit) & 1) << 1) | ((y >> bit) & 1);
  }
  return rank;
}
