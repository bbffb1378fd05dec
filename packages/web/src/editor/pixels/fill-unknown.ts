/** Three values a pixel, and in `weights` how far they are known: 0 not at all, 1 fully. */
export interface PartialPlane {
  width: number;
  height: number;
  /** Values times weight. */
  values: Float32Array;
  weights: Float32Array;
}

/**
 * Fills what is unknown from around it, in place; something has to be known. Pull–push (Gortler et al., "The Lumigraph",
 * 1996, section 3.4): means of what is known go up a pyramid, and come down again into what is not.
 */
export function fillUnknown(plane: PartialPlane): void {
  if (plane.weights.every((weight) => weight >= 1)) return;
  if (plane.width === 1 && plane.height === 1) {
    for (let c = 0; c < 3; c++) plane.values[c]! /= plane.weights[0]!;
    return;
  }
  const coarse = halved(plane);
  fillUnknown(coarse);
  takeFrom(coarse, plane);
}

/** Means over blocks of 2 × 2 pixels; what is fully known in any of them counts as known. */
function halved({ width, height, values, weights }: PartialPlane): PartialPlane {
  const columns = (width + 1) >> 1;
  const rows = (height + 1) >> 1;
  const sums = new Float32Array(columns * rows * 3);
  const known = new Float32Array(columns * rows);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const block = (y >> 1) * columns + (x >> 1);
      known[block]! += weights[i]!;
      for (let c = 0; c < 3; c++) sums[block * 3 + c]! += values[i * 3 + c]!;
    }
  }
  for (let block = 0; block < known.length; block++) {
    if (known[block]! <= 1) continue;
    for (let c = 0; c < 3; c++) sums[block * 3 + c]! /= known[block]!;
    known[block] = 1;
  }
  return { width: columns, height: rows, values: sums, weights: known };
}

/** Adds what is missing. Blocks show, but everything filled is blurred afterwards. */
function takeFrom(coarse: PartialPlane, { width, height, values, weights }: PartialPlane): void {
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const missing = 1 - weights[i]!;
      if (missing <= 0) continue;
      const block = ((y >> 1) * coarse.width + (x >> 1)) * 3;
      for (let c = 0; c < 3; c++) values[i * 3 + c]! += missing * coarse.values[block + c]!;
    }
  }
}
