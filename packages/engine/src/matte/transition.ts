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

/**
 * Cells of 2 × 2 mask pixels in or beside which something is undecided. They are few, so what is known of them stands in
 * arrays with one entry each, in the order of `cells`.
 */
export interface Transition {
  /** Cells of the whole mask across and down. */
  width: number;
  height: number;
  /** The undecided cells, row by row: `y * width + x`. */
  cells: Uint32Array;
  /** Where each row of cells begins among them; their number at the end. */
  rows: Uint32Array;
  /** For every cell of the mask its place among them, or −1. */
  places: Int32Array;
  /** 0…1: whether the mask's transition there is soft (fur, defocus) or a hard edge. */
  hardness: Float32Array;
  /** 0…1: how far the mask keeps to one side all around. Then it doubts, but there is no edge. */
  oneSidedness: Float32Array;
}

/** Cells around a cell in which an edge of the subject counts as near. */
const REACH = 3;

/** @param pixelsPerPhotoPixel above 1 where the model saw an enlarged photo: its hard edges are as much flatter */
export function findTransition(mask: Mask, pixelsPerPhotoPixel: number): Transition {
  const range = cellRange(mask);
  const { width, height } = range;
  const undecided = findUndecided(range);
  return {
    width,
    height,
    ...undecided,
    hardness: findHardness(mask, range, undecided.cells, pixelsPerPhotoPixel),
    oneSidedness: findOneSidedness(range, undecided.cells),
  };
}

/** The least and the greatest mask value of each cell. */
interface CellRange {
  width: number;
  height: number;
  low: Uint8Array;
  high: Uint8Array;
}

function cellRange({ width: columns, height: lines, data }: Mask): CellRange {
  const width = (columns + 1) >> 1;
  const height = (lines + 1) >> 1;
  const low = new Uint8Array(width * height);
  const high = new Uint8Array(width * height);
  for (let y = 0, cell = 0; y < height; y++) {
    const upper = 2 * y * columns;
    const lower = Math.min(lines - 1, 2 * y + 1) * columns;
    for (let x = 0; x < width; x++, cell++) {
      const left = 2 * x;
      const right = left + 1 < columns ? left + 1 : left;
      const a = data[upper + left]!;
      const b = data[upper + right]!;
      const c = data[lower + left]!;
      const d = data[lower + right]!;
      const upperLow = a < b ? a : b;
      const lowerLow = c < d ? c : d;
      const upperHigh = a < b ? b : a;
      const lowerHigh = c < d ? d : c;
      low[cell] = upperLow < lowerLow ? upperLow : lowerLow;
      high[cell] = upperHigh > lowerHigh ? upperHigh : lowerHigh;
    }
  }
  return { width, height, low, high };
}

/** Cells that have, with their eight neighbors, something that may be subject and something that may be background. */
function findUndecided({
  width,
  height,
  low,
  high,
}: CellRange): Pick<Transition, "cells" | "rows" | "places"> {
  const kinds = kindsAcross(low, high, width);
  const places = new Int32Array(low.length).fill(-1);
  const cells = new Uint32Array(low.length);
  const rows = new Uint32Array(height + 1);
  let count = 0;
  for (let y = 0, cell = 0; y < height; y++) {
    const above = y > 0 ? width : 0;
    const below = y + 1 < height ? width : 0;
    rows[y] = count;
    for (let x = 0; x < width; x++, cell++) {
      if ((kinds[cell]! | kinds[cell - above]! | kinds[cell + below]!) !== BOTH) continue;
      places[cell] = count;
      cells[count++] = cell;
    }
  }
  rows[height] = count;
  return { cells: cells.slice(0, count), rows, places };
}

/** What each cell and its neighbors to the left and right may be. */
function kindsAcross(low: Uint8Array, high: Uint8Array, width: number): Uint8Array {
  const across = new Uint8Array(low.length);
  for (let start = 0; start < low.length; start += width) {
    let left = 0;
    let own = kindOf(low[start]!, high[start]!);
    for (let cell = start; cell < start + width; cell++) {
      const right = cell + 1 < start + width ? kindOf(low[cell + 1]!, high[cell + 1]!) : 0;
      across[cell] = left | own | right;
      left = own;
      own = right;
    }
  }
  return across;
}

function kindOf(low: number, high: number): number {
  return (high > SURELY_BACKGROUND ? MAY_BE_SUBJECT : 0) | (low < SURELY_SUBJECT ? MAY_BE_BACKGROUND : 0);
}

function findHardness(
  mask: Mask,
  { width, height }: CellRange,
  cells: Uint32Array,
  pixelsPerPhotoPixel: number,
): Float32Array {
  const steepness = new Float32Array(width * height);
  for (const cell of cells) {
    const y = Math.floor(cell / width);
    steepness[cell] = steepnessOf(mask, 2 * (cell - y * width), 2 * y);
  }
  const hardness = new Float32Array(cells.length);
  const scale = Math.max(1, pixelsPerPhotoPixel) / 255;
  for (let k = 0; k < cells.length; k++) {
    const y = Math.floor(cells[k]! / width);
    const x = cells[k]! - y * width;
    const right = Math.min(width - 1, x + 1);
    let steepest = 0;
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= right; u++) {
        const value = steepness[v * width + u]!;
        if (value > steepest) steepest = value;
      }
    }
    hardness[k] = smoothStep((steepest * scale - SOFT) / (HARD - SOFT));
  }
  return hardness;
}

function findOneSidedness(range: CellRange, cells: Uint32Array): Float32Array {
  const oneSidedness = new Float32Array(cells.length);
  for (let k = 0; k < cells.length; k++) {
    const y = Math.floor(cells[k]! / range.width);
    oneSidedness[k] = oneSidednessAt(range, cells[k]! - y * range.width, y);
  }
  return oneSidedness;
}

function oneSidednessAt({ width, height, low, high }: CellRange, x: number, y: number): number {
  const left = Math.max(0, x - REACH);
  const right = Math.min(width - 1, x + REACH);
  const bottom = Math.min(height - 1, y + REACH);
  let least = 255;
  let most = 0;
  for (let v = Math.max(0, y - REACH); v <= bottom; v++) {
    for (let cell = v * width + left; cell <= v * width + right; cell++) {
      if (low[cell]! < least) least = low[cell]!;
      if (high[cell]! > most) most = high[cell]!;
    }
    if (least < 128 && most >= 128) return 0;
  }
  return Math.max(least / 127.5 - 1, 1 - most / 127.5);
}

/** The longest gradient in a cell by central differences, in mask values (0…255) a pixel. */
function steepnessOf({ data, width, height }: Mask, left: number, top: number): number {
  const right = Math.min(width, left + 2);
  const bottom = Math.min(height, top + 2);
  let square = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = y * width + x;
      const dx = data[x + 1 < width ? i + 1 : i]! - data[x > 0 ? i - 1 : i]!;
      const dy = data[y + 1 < height ? i + width : i]! - data[y > 0 ? i - width : i]!;
      const length = dx * dx + dy * dy;
      if (length > square) square = length;
    }
  }
  return Math.sqrt(square) / 2;
}

function smoothStep(position: number): number {
  const t = Math.min(1, Math.max(0, position));
  return t * t * (3 - 2 * t);
}
