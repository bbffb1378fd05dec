/** A polynomial of total degree 2 over a frame, which is the square −1…1 whatever its size in pixels. */
export class Quadratic {
  readonly #coefficients: Float64Array;

  /** @param coefficients of 1, y, y², x, xy, x² */
  constructor(coefficients: Float64Array) {
    this.#coefficients = coefficients;
  }

  /** The values at the centers of the pixels of a row: a function that fills and returns the same array each time. */
  rowsOf(width: number, height: number): (row: number) => Float32Array {
    const values = new Float32Array(width);
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0] = this.#coefficients;
    return (row) => {
      const y = (2 * row + 1) / height - 1;
      const constant = c0 + y * (c1 + y * c2);
      const slope = c3 + y * c4;
      for (let k = 0; k < width; k++) {
        const x = (2 * k + 1) / width - 1;
        values[k] = constant + x * (slope + x * c5);
      }
      return values;
    };
  }
}

export const TERMS = 6;

/** The values of the terms at a point of the square, in the order of the coefficients. */
export function termsAt(x: number, y: number): number[] {
  return [1, y, y * y, x, x * y, x * x];
}
