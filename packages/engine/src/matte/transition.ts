import type { Mask } from "../image/raster.ts";

/** Mask values up to here are background, and from here on subject: nothing is left to decide. */
export const SURELY_BACKGROUND = 1;
export const SURELY_SUBJECT = 254;

/** Steepness (mask value 0…1 a pixel) of a soft transition such as fur or defocus, and of a hard edge. */
const SOFT = 0.15;
const HARD = 0.35;

/** The mask in cells of 2 × 2 pixels, on which everything slower than a pixel is computed. */
export interface Transition {
  /** Cells across and down. */
  width: number;
  height: number;
  /** Per cell: 1 if pixels in or beside it are undecided. */
  undecided: Uint8Array;
  /** Per undecided cell, 0…1: whether the mask's transition there is soft (fur, defocus) or a hard edge. */
  hardness: Float32Array;
}

/** @param pixelsPerPhotoPixel above 1 where the model saw an enlarged photo: its hard edges are as much flatter */
export function findTransition(mask: Mask, pixelsPerPhotoPixel: number): Transition {
  const width = (mask.width + 1) >> 1;
  const height = (mask.height + 1) >> 1;
  const undecided = findUndecided(mask, width, height);
  const steepness = new Float32Array(width * height);
  forEachCell(undecided, width, (x, y, cell) => {
    steepness[cell] = steepnessOf(mask, 2 * x, 2 * y);
  });
  const hardness = new Float32Array(width * height);
  const scale = Math.max(1, pixelsPerPhotoPixel) / 255;
  forEachCell(undecided, width, (x, y, cell) => {
    let steepest = 0;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
        steepest = Math.max(steepest, steepness[v * width + u]!);
      }
    }
    hardness[cell] = smoothStep((steepest * scale - SOFT) / (HARD - SOFT));
  });
  return { width, height, undecided, hardness };
}

/** Calls `visit` for every cell that is set. */
export function forEachCell(
  cells: Uint8Array,
  width: number,
  visit: (x: number, y: number, cell: number) => void,
): void {
  for (let start = 0, y = 0; start < cells.length; start += width, y++) {
    for (let x = 0; x < width; x++) if (cells[start + x]) visit(x, y, start + x);
  }
}

/** Bits of a cell: it has pixels that may be subject, and such that may be background. */
const MAY_BE_SUBJECT = 1;
const MAY_BE_BACKGROUND = 2;
const BOTH = MAY_BE_SUBJECT | MAY_BE_BACKGROUND;

function findUndecided(mask: Mask, width: number, height: number): Uint8Array {
  const kinds = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = (y >> 1) * width;
    for (let x = 0; x < mask.width; x++, i++) {
      const value = mask.data[i]!;
      const kind =
        value <= SURELY_BACKGROUND ? MAY_BE_BACKGROUND : value >= SURELY_SUBJECT ? MAY_BE_SUBJECT : BOTH;
      kinds[row + (x >> 1)] = kinds[row + (x >> 1)]! | kind;
    }
  }
  const beside = new Uint8Array(kinds.length);
  for (let y = 0, cell = 0; y < height; y++) {
    for (let x = 0; x < width; x++, cell++) {
      beside[cell] = kinds[cell]! | (x > 0 ? kinds[cell - 1]! : 0) | (x + 1 < width ? kinds[cell + 1]! : 0);
    }
  }
  return beside.map((kind, cell) => {
    const above = cell >= width ? beside[cell - width]! : 0;
    const below = cell + width < beside.length ? beside[cell + width]! : 0;
    return (kind | above | below) === BOTH ? 1 : 0;
  });
}

/** The longest gradient in a cell by central differences, in mask values (0…255) a pixel. */
function steepnessOf({ data, width, height }: Mask, left: number, top: number): number {
  let square = 0;
  for (let y = top; y < Math.min(height, top + 2); y++) {
    for (let x = left; x < Math.min(width, left + 2); x++) {
      const i = y * width + x;
      const dx = data[x + 1 < width ? i + 1 : i]! - data[x > 0 ? i - 1 : i]!;
      const dy = data[y + 1 < height ? i + width : i]! - data[y > 0 ? i - width : i]!;
      square = Math.max(square, dx * dx + dy * dy);
    }
  }
  return Math.sqrt(square) / 2;
}

function smoothStep(position: number): number {
  const t = Math.min(1, Math.max(0, position));
  return t * t * (3 - 2 * t);
}
