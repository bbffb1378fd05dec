import type { Mask } from "../image/raster.ts";

/** Mask values up to here are background, and from here on subject: nothing is left to decide. */
export const SURELY_BACKGROUND = 1;
export const SURELY_SUBJECT = 254;

/** Steepness (mask value 0…1 a pixel) of a soft transition such as fur or defocus, and of a hard edge. */
const SOFT = 0.15;
const HARD = 0.35;

/** Bits of a cell: it has pixels that may be subject, and such that may be background. */
const MAY_BE_SUBJECT = 1;
const MAY_BE_BACKGROUND = 2;
const BOTH = MAY_BE_SUBJECT | MAY_BE_BACKGROUND;

/** The mask in cells of 2 × 2 pixels, on which everything slower than a pixel is computed. */
export interface Transition {
  /** Cells across and down. */
  width: number;
  height: number;
  /** Per cell: 1 if pixels in or beside it are undecided. */
  undecided: Uint8Array;
  /** Per undecided cell, 0…1: whether the mask's transition there is soft (fur, defocus) or a hard edge. */
  hardness: Float32Array;
  /** Per undecided cell, 0…1: how far the mask keeps to one side all around. Then it doubts, but there is no edge. */
  oneSidedness: Float32Array;
}

/** Cells around a cell in which an edge of the subject counts as near. */
const REACH = 3;

/** @param pixelsPerPhotoPixel above 1 where the model saw an enlarged photo: its hard edges are as much flatter */
export function findTransition(mask: Mask, pixelsPerPhotoPixel: number): Transition {
  const range = cellRange(mask);
  const undecided = findUndecided(range);
  const hardness = findHardness(mask, range, undecided, pixelsPerPhotoPixel);
  const { width, height } = range;
  return { width, height, undecided, hardness, oneSidedness: findOneSidedness(range, undecided) };
}

/** The least and the greatest mask value of each cell. */
interface CellRange {
  width: number;
  height: number;
  low: Uint8Array;
  high: Uint8Array;
}

function cellRange(mask: Mask): CellRange {
  const width = (mask.width + 1) >> 1;
  const height = (mask.height + 1) >> 1;
  const low = new Uint8Array(width * height).fill(255);
  const high = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = (y >> 1) * width;
    for (let x = 0; x < mask.width; x++, i++) {
      const cell = row + (x >> 1);
      const value = mask.data[i]!;
      if (value < low[cell]!) low[cell] = value;
      if (value > high[cell]!) high[cell] = value;
    }
  }
  return { width, height, low, high };
}

/** Cells that have, with their eight neighbors, something that may be subject and something that may be background. */
function findUndecided({ width, height, low, high }: CellRange): Uint8Array {
  const across = new Uint8Array(low.length);
  const kind = (cell: number) =>
    (high[cell]! > SURELY_BACKGROUND ? MAY_BE_SUBJECT : 0) |
    (low[cell]! < SURELY_SUBJECT ? MAY_BE_BACKGROUND : 0);
  for (let y = 0, cell = 0; y < height; y++) {
    for (let x = 0; x < width; x++, cell++) {
      across[cell] = kind(cell) | (x > 0 ? kind(cell - 1) : 0) | (x + 1 < width ? kind(cell + 1) : 0);
    }
  }
  return across.map((kinds, cell) => {
    const above = cell >= width ? across[cell - width]! : 0;
    const below = cell + width < across.length ? across[cell + width]! : 0;
    return (kinds | above | below) === BOTH ? 1 : 0;
  });
}

function findHardness(
  mask: Mask,
  { width, height }: CellRange,
  undecided: Uint8Array,
  pixelsPerPhotoPixel: number,
): Float32Array {
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
  return hardness;
}

function findOneSidedness({ width, height, low, high }: CellRange, undecided: Uint8Array): Float32Array {
  const oneSidedness = new Float32Array(width * height);
  forEachCell(undecided, width, (x, y, cell) => {
    let least = 255;
    let most = 0;
    for (let v = Math.max(0, y - REACH); v <= Math.min(height - 1, y + REACH); v++) {
      for (let u = Math.max(0, x - REACH); u <= Math.min(width - 1, x + REACH); u++) {
        if (low[v * width + u]! < least) least = low[v * width + u]!;
        if (high[v * width + u]! > most) most = high[v * width + u]!;
      }
    }
    oneSidedness[cell] = Math.max(0, least / 127.5 - 1, 1 - most / 127.5);
  });
  return oneSidedness;
}

/** Calls `visit` for every cell that is set. */
function forEachCell(
  cells: Uint8Array,
  width: number,
  visit: (x: number, y: number, cell: number) => void,
): void {
  for (let start = 0, y = 0; start < cells.length; start += width, y++) {
    for (let x = 0; x < width; x++) if (cells[start + x]) visit(x, y, start + x);
  }
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
