import type { Size } from "../../image/raster.ts";

/** Finds connected pixels. One queue serves all floods of a picture. */
export class Flood {
  readonly #width: number;
  readonly #height: number;
  readonly #queue: Int32Array;

  constructor({ width, height }: Size) {
    this.#width = width;
    this.#height = height;
    this.#queue = new Int32Array(width * height);
  }

  /**
   * Marks every pixel that can be reached from the seeds in steps to the right, left, up and down.
   *
   * @param marks 0 where the flood may go; set to `mark` on the way
   * @param passes whether it goes on from a pixel to its neighbor; otherwise it always does
   * @returns the pixels marked, in the order of finding; valid until the next flood
   */
  run(
    seeds: Iterable<number>,
    marks: Uint8Array,
    mark: number,
    passes: (from: number, to: number) => boolean = always,
  ): Int32Array {
    const width = this.#width;
    const last = width * (this.#height - 1);
    const queue = this.#queue;
    let count = 0;
    const add = (i: number) => {
      marks[i] = mark;
      queue[count++] = i;
    };
    for (const seed of seeds) if (!marks[seed]) add(seed);
    for (let k = 0; k < count; k++) {
      const i = queue[k]!;
      const x = i % width;
      if (x > 0 && !marks[i - 1] && passes(i, i - 1)) add(i - 1);
      if (x < width - 1 && !marks[i + 1] && passes(i, i + 1)) add(i + 1);
      if (i >= width && !marks[i - width] && passes(i, i - width)) add(i - width);
      if (i < last && !marks[i + width] && passes(i, i + width)) add(i + width);
    }
    return queue.subarray(0, count);
  }
}

function always(): boolean {
  return true;
}
