const CHANNELS = 3;
const PASSES = 3;

/**
 * Approximates a Gaussian by three box filters in each direction, in place; border values repeat. The cost does not depend
 * on `sigma` (in pixels). Widths after P. Kovesi, "Fast Almost-Gaussian Filtering", 2010.
 */
export function boxBlur(values: Float32Array, width: number, height: number, sigma: number): void {
  const line = new Float32Array(Math.max(width, height));
  for (const reach of boxReaches(sigma)) {
    if (reach === 0) continue;
    for (let c = 0; c < CHANNELS; c++) {
      for (let y = 0; y < height; y++)
        blurLine(values, y * width * CHANNELS + c, CHANNELS, width, reach, line);
      for (let x = 0; x < width; x++)
        blurLine(values, x * CHANNELS + c, width * CHANNELS, height, reach, line);
    }
  }
}

/** How far each box goes to either side: together they have the variance of the Gaussian, as near as whole pixels can. */
export function boxReaches(sigma: number): number[] {
  const ideal = Math.sqrt((12 * sigma * sigma) / PASSES + 1);
  const narrow = 2 * Math.floor((ideal - 1) / 2) + 1;
  const wide = narrow + 2;
  const narrowOnes = Math.round(
    (12 * sigma * sigma - PASSES * (narrow * narrow + 4 * narrow + 3)) / (-4 * narrow - 4),
  );
  return Array.from({ length: PASSES }, (_, pass) => ((pass < narrowOnes ? narrow : wide) - 1) / 2);
}

function blurLine(
  values: Float32Array,
  start: number,
  step: number,
  length: number,
  reach: number,
  line: Float32Array,
): void {
  for (let i = 0; i < length; i++) line[i] = values[start + i * step]!;
  const last = length - 1;
  let sum = line[0]! * (reach + 1);
  for (let i = 1; i <= reach; i++) sum += line[Math.min(last, i)]!;
  const share = 1 / (2 * reach + 1);
  for (let i = 0; i < length; i++) {
    values[start + i * step] = sum * share;
    sum += line[Math.min(last, i + reach + 1)]! - line[Math.max(0, i - reach)]!;
  }
}
