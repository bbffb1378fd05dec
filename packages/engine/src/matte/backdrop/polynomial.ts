/** A polynomial in two variables of total degree 2 over a frame, which is the square −1…1 whatever its size in pixels. */
export class Quadratic {
  readonly #c: Float64Array;

  /** @param coefficients of 1, y, y², x, xy, x² */
  constructor(coefficients: Float64Array) {
    this.#c = coefficients;
  }

  /** Values at the pixels' centers, row by row: a function that fills and returns the same array each time. */
  rowsOf(width: number, height: number): (y: number) => Float32Array {
    const row = new Float32Array(width);
    const [c0, c1, c2, c3, c4, c5] = this.#c as unknown as [number, number, number, number, number, number];
    return (line) => {
      const y = (2 * line + 1) / height - 1;
      const constant = c0 + y * (c1 + y * c2);
      const slope = c3 + y * c4;
      for (let k = 0; k < width; k++) {
        const x = (2 * k + 1) / width - 1;
        row[k] = constant + x * (slope + x * c5);
      }
      return row;
    };
  }
}

export const TERMS = 6;

/** The values of the terms at a point of the square, in the order of the coefficients. */
export function termsAt(x: number, y: number): number[] {
  return [1, y, y * y, x, x * y, x * x];
}
