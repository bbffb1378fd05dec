/** A polynomial of total degree 2 over a frame, which is the square −1…1 whatever its size in pixels. */
export class Quadratic {
  readonly #coefficients: Float64Array;

  /** @param coefficients of 1, y, y², x, xy, x² */
  constructor(coefficients: Float64Array) {
    this.#coefficients = coefficients;
  }

  at(x: number, y: number): number {
    const [constant, slope, curve] = this.atRow(y);
    return constant + x * (slope + x * curve);
  }

  /** What is left of it in a row: the coefficients of 1, x, x². */
  atRow(y: number): [constant: number, slope: number, curve: number] {
    const [c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0] = this.#coefficients;
    return [c0 + y * (c1 + y * c2), c3 + y * c4, c5];
  }
}

/** The center of each of so many pixels, as a place in the frame. */
export function centersOf(pixels: number): Float64Array {
  return Float64Array.from({ length: pixels }, (_, k) => (2 * k + 1) / pixels - 1);
}

export const TERMS = 6;

/** Writes the values of the terms at a point of the square, in the order of the coefficients. */
export function setTerms(into: Float64Array, at: number, x: number, y: number): void {
  into[at] = 1;
  into[at + 1] = y;
  into[at + 2] = y * y;
  into[at + 3] = x;
  into[at + 4] = x * y;
  into[at + 5] = x * x;
}
