import type { Evidence } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";

/** A block has so many view pixels a side, as a power of two. */
export const BLOCK_BITS = 2;

/** The view in blocks, each with the subject's pixel in it that differs most from the backdrop. */
export interface StrongestOfBlocks {
  width: number;
  height: number;
  /** Its contrast; 0 without subject. */
  contrasts: Float32Array;
  /** Its place in the view; −1 without subject. */
  places: Int32Array;
}

export function strongestOfBlocks(
  { width, height, contrast }: Evidence,
  marks: Uint8Array,
): StrongestOfBlocks {
  const across = ((width - 1) >> BLOCK_BITS) + 1;
  const down = ((height - 1) >> BLOCK_BITS) + 1;
  const contrasts = new Float32Array(across * down);
  const places = new Int32Array(across * down).fill(-1);
  for (let i = 0, y = 0; y < height; y++) {
    const row = (y >> BLOCK_BITS) * across;
    for (let x = 0; x < width; x++, i++) {
      if (marks[i] !== SUBJECT) continue;
      const block = row + (x >> BLOCK_BITS);
      if (places[block]! >= 0 && contrast[i]! <= contrasts[block]!) continue;
      contrasts[block] = contrast[i]!;
      places[block] = i;
    }
  }
  return { width: across, height: down, contrasts, places };
}
