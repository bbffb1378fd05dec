/** Three values a cell, and in `weights` how far they are known: 0 not at all, 1 fully. */
export interface PartialPlane {
  width: number;
  height: number;
  /** Values times weight. */
  values: Float32Array;
  weights: Float32Array;
}

/**
 * Fills what is unknown from around it, in place: afterwards every cell is known. Pull–push (Gortler et al., The Lumigraph,
 * 1996, section 3.4): means of what is known are pulled up a pyramid, and pushed down again into what is not.
 */
export function fillUnknown(plane: PartialPlane): void {
  if (plane.width === 1 && plane.height === 1) {
    const scale = 1 / plane.weights[0]!;
    for (let c = 0; c < 3; c++) plane.values[c]! *= scale;
    return;
  }
  const coarse = pull(plane);
  fillUnknown(coarse);
  push(coarse, plane);
}

function pull({ width, height, values, weights }: PartialPlane): PartialPlane {
  const coarseWidth = (width + 1) >> 1;
  const coarseHeight = (height + 1) >> 1;
  const coarse = {
    width: coarseWidth,
    height: coarseHeight,
    values: new Float32Array(coarseWidth * coarseHeight * 3),
    weights: new Float32Array(coarseWidth * coarseHeight),
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const to = (y >> 1) * coarseWidth + (x >> 1);
      coarse.weights[to]! += weights[i]!;
      for (let c = 0; c < 3; c++) coarse.values[to * 3 + c]! += values[i * 3 + c]!;
    }
  }
  for (let i = 0; i < coarse.weights.length; i++) {
    const weight = coarse.weights[i]!;
    if (weight <= 1) continue;
    for (let c = 0; c < 3; c++) coarse.values[i * 3 + c]! /= weight;
    coarse.weights[i] = 1;
  }
  return coarse;
}

/** Adds what is missing, interpolated between the four nearest coarse cells. */
function push(coarse: PartialPlane, { width, height, values, weights }: PartialPlane): void {
  for (let y = 0, i = 0; y < height; y++) {
    const near = (y >> 1) * coarse.width;
    const far = Math.min(coarse.height - 1, Math.max(0, (y >> 1) + (y & 1 ? 1 : -1))) * coarse.width;
    for (let x = 0; x < width; x++, i++) {
      const missing = 1 - weights[i]!;
      if (missing === 0) continue;
      const column = x >> 1;
      const neighbor = Math.min(coarse.width - 1, Math.max(0, column + (x & 1 ? 1 : -1)));
      for (let c = 0; c < 3; c++) {
        const inRow =
          0.75 * coarse.values[(near + column) * 3 + c]! + 0.25 * coarse.values[(near + neighbor) * 3 + c]!;
        const beyond =
          0.75 * coarse.values[(far + column) * 3 + c]! + 0.25 * coarse.values[(far + neighbor) * 3 + c]!;
        values[i * 3 + c]! += missing * (0.75 * inRow + 0.25 * beyond);
      }
    }
  }
}
