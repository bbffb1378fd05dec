import type { Size } from "../../image/raster.ts";

/** Pixels found by a flood, in the order of finding. Valid until the next flood. */
export class Flood {
  readonly #width: number;
  readonly #height: number;
  readonly #queue: Int32Array;
  #count = 0;

  constructor({ width, height }: Size) {
    this.#width = width;
    this.#height = height;
    this.#queue = new Int32Array(width * height);
  }

  /**
   * Marks every pixel that can be reached from the seeds in steps to the right, left, up and down.
   *
   * @param marks 0 where nobody has been yet; set to `mark` on the way
   * @param passes whether the flood goes on from a pixel to its neighbor
   */
  run(
    seeds: Iterable<number>,
    marks: Uint8Array,
    mark: number,
    passes: (from: number, to: number) => boolean,
  ): Int32Array {
    const { width, height, queue } = { width: this.#width, height: this.#height, queue: this.#queue };
    let count = 0;
    for (const seed of seeds) {
      if (marks[seed]) continue;
      marks[seed] = mark;
      queue[count++] = seed;
    }
    const last = width * (height - 1);
    for (let k = 0; k < count; k++) {
      const i = queue[k]!;
      const x = i % width;
      if (x > 0 && !marks[i - 1] && passes(i, i - 1)) {
        marks[i - 1] = mark;
        queue[count++] = i - 1;
      }
      if (x < width - 1 && !marks[i + 1] && passes(i, i + 1)) {
        marks[i + 1] = mark;
        queue[count++] = i + 1;
      }
      if (i >= width && !marks[i - width] && passes(i, i - width)) {
        marks[i - width] = mark;
        queue[count++] = i - width;
      }
      if (i < last && !marks[i + width] && passes(i, i + width)) {
        marks[i + width] = mark;
        queue[count++] = i + width;
      }
    }
    this.#count = count;
    return queue.subarray(0, this.#count);
  }
}
