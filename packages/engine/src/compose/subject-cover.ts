import { type Raster, wordsOf } from "../image/raster.ts";

/** Blocks of `2 ** shift` pixels a side that hold something of the subject, or touch such a block. */
export interface SubjectCover {
  shift: number;
  width: number;
  /** 1 a covered block, rows top to bottom. */
  blocks: Uint8Array;
}

/** Alpha up to this is noise of the matte, not subject. */
const NOISE = 12;
/** One more step of block size for every fourfold number of pixels, so that the margin grows with the photo. */
const SMALL_PHOTO_PIXELS = 1e6;

/**
 * Finds where the photo shows subject, with a margin of one to two blocks: mattes end a pixel or two too early, and what
 * they leave would smear.
 */
export function coverSubject(cutout: Raster): SubjectCover {
  const { width, height } = cutout;
  const pixels = wordsOf(cutout);
  const shift = Math.max(1, 1 + Math.round(Math.log2((width * height) / SMALL_PHOTO_PIXELS) / 2));
  const columns = Math.ceil(width / 2 ** shift);
  const rows = Math.ceil(height / 2 ** shift);
  const found = new Uint8Array(columns * rows);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> shift) * columns;
    for (let x = 0; x < width; x++, i++) {
      if (pixels[i]! >>> 24 > NOISE) found[row + (x >> shift)] = 1;
    }
  }
  return { shift, width: columns, blocks: dilated(found, columns, rows) };
}

function dilated(blocks: Uint8Array, width: number, height: number): Uint8Array {
  const result = new Uint8Array(blocks.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!blocks[y * width + x]) continue;
      const right = Math.min(width, x + 2);
      for (let row = Math.max(0, y - 1); row < Math.min(height, y + 2); row++)
        result.fill(1, row * width + Math.max(0, x - 1), row * width + right);
    }
  }
  return result;
}
