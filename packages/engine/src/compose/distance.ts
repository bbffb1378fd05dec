/** Farther than any pixel is from another. */
export const FAR = 2 ** 40;

/**
 * Turns costs into squared distances, in place: afterwards each cell holds the least cost of any cell plus the squared
 * distance to it. Exact, in time proportional to the cells (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled
 * Functions, 2012).
 *
 * @param grid rows top to bottom; `FAR` where there is nothing to measure from
 */
export function squaredDistances(grid: Float32Array, width: number, height: number): void {
  const longest = Math.max(width, height);
  const line = new LowerEnvelope(longest);
  for (let x = 0; x < width; x++) line.transform(grid, x, width, height);
  for (let y = 0; y < height; y++) line.transform(grid, y * width, 1, width);
}

/** The lowest of parabolas that stand on the cells of a line. */
class LowerEnvelope {
  readonly #costs: Float32Array;
  /** Cells whose parabolas are lowest somewhere, from left to right, and from where on each is. */
  readonly #cells: Int32Array;
  readonly #from: Float64Array;

  constructor(length: number) {
    this.#costs = new Float32Array(length);
    this.#cells = new Int32Array(length);
    this.#from = new Float64Array(length + 1);
  }

  transform(grid: Float32Array, start: number, step: number, length: number): void {
    const costs = this.#costs;
    for (let i = 0; i < length; i++) costs[i] = grid[start + i * step]!;
    const last = this.#build(length);
    if (last < 0) return;
    for (let i = 0, k = 0; i < length; i++) {
      while (k < last && this.#from[k + 1]! < i) k++;
      const cell = this.#cells[k]!;
      grid[start + i * step] = (i - cell) ** 2 + costs[cell]!;
    }
  }

  /** The index of the last parabola; −1 where nothing is to be measured from. */
  #build(length: number): number {
    const costs = this.#costs;
    const cells = this.#cells;
    const from = this.#from;
    let last = -1;
    for (let i = 0; i < length; i++) {
      if (costs[i]! >= FAR) continue;
      let crossing = -Infinity;
      while (last >= 0) {
        const cell = cells[last]!;
        crossing = (costs[i]! + i * i - (costs[cell]! + cell * cell)) / (2 * (i - cell));
        if (crossing > from[last]!) break;
        last--;
      }
      last++;
      cells[last] = i;
      from[last] = last === 0 ? -Infinity : crossing;
    }
    return last;
  }
}
