import type { Mask } from "../image/raster.ts";

/** Mask values up to here are background, and from here on subject: nothing is left to decide. */
export const SURELY_BACKGROUND = 1;
export const SURELY_SUBJECT = 254;

/** Steepness (mask value 0…1 a pixel) of a soft transition such as fur or defocus, and of a hard edge. */
const SOFT = 0.15;
const HARD = 0.35;

/**
 * The mask in cells of 2 × 2 pixels, on which everything slower than a pixel is computed.
 */
export interface Transition {
  /** Cells across and down. */
  width: number;
  height: number;
  /** Per cell: 1 if pixels in or beside it are undecided. */
  undecided: Uint8Array;
  /** Per cell, 0…1: whether the mask's transition there is soft (fur, defocus) or a hard edge. */
  hardness: Float32Array;
}

/** @param pixelsPerPhotoPixel above 1 where the model saw an enlarged photo: its hard edges are as much flatter */
export function findTransition(mask: Mask, pixelsPerPhotoPixel: number): Transition {
  const width = (mask.width + 1) >> 1;
  const height = (mask.height + 1) >> 1;
  const low = new Uint8Array(width * height).fill(255);
  const high = new Uint8Array(width * height);
  const steepness = new Float32Array(width * height);
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = (y >> 1) * width;
    for (let x = 0; x < mask.width; x++, i++) {
      const cell = row + (x >> 1);
      const value = mask.data[i]!;
      if (value < low[cell]!) low[cell] = value;
      if (value > high[cell]!) high[cell] = value;
      if (value <= SURELY_BACKGROUND || value >= SURELY_SUBJECT) continue;
      const slope = slopeAt(mask, x, y);
      if (slope > steepness[cell]!) steepness[cell] = slope;
    }
  }
  spread(low, width, height, Math.min);
  spread(high, width, height, Math.max);
  spread(steepness, width, height, Math.max);
  const undecided = low.map((value, i) => (value < SURELY_SUBJECT && high[i]! > SURELY_BACKGROUND ? 1 : 0));
  const scale = Math.max(1, pixelsPerPhotoPixel) / 255;
  return { width, height, undecided, hardness: steepness.map((slope) => smoothStep(slope * scale)) };
}

/** Length of the gradient by central differences. */
function slopeAt({ data, width, height }: Mask, x: number, y: number): number {
  const i = y * width + x;
  const dx = data[x + 1 < width ? i + 1 : i]! - data[x > 0 ? i - 1 : i]!;
  const dy = data[y + 1 < height ? i + width : i]! - data[y > 0 ? i - width : i]!;
  return Math.sqrt(dx * dx + dy * dy) / 2;
}

function smoothStep(steepness: number): number {
  const t = Math.min(1, Math.max(0, (steepness - SOFT) / (HARD - SOFT)));
  return t * t * (3 - 2 * t);
}

/** Every cell takes the extreme of itself and its eight neighbors, in place. */
function spread(
  cells: Uint8Array | Float32Array,
  width: number,
  height: number,
  extreme: (a: number, b: number) => number,
): void {
  along(cells, { lines: height, lineStep: width, length: width, step: 1 }, extreme);
  along(cells, { lines: width, lineStep: 1, length: height, step: width }, extreme);
}

function along(
  cells: Uint8Array | Float32Array,
  { lines, lineStep, length, step }: { lines: number; lineStep: number; length: number; step: number },
  extreme: (a: number, b: number) => number,
): void {
  for (let line = 0; line < lines; line++) {
    let i = line * lineStep;
    let before = cells[i]!;
    for (let k = 1; k < length; k++, i += step) {
      const current = cells[i]!;
      cells[i] = extreme(extreme(before, current), cells[i + step]!);
      before = current;
    }
    cells[i] = extreme(before, cells[i]!);
  }
}
