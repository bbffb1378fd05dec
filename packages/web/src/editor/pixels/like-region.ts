import type { Size } from "@alphacut/pixels";
import type { RegionStroke } from "../core/strokes.ts";

/** RGBA, and RGBA of which only alpha counts, of the same size. */
export interface RegionPixels extends Size {
  photo: Uint8ClampedArray;
  cutout: Uint8ClampedArray;
}

/** How far a color may be from that under the pointer: the channel that differs most, in levels. */
const LIKE = 28;
/** The color under the pointer is the mean of that many pixels to each side: one pixel is noise. */
const AROUND = 1;
/** Where an edge is half covered, the region takes that many pixels of it. */
const EDGE = 2;

/**
 * The stroke that turns the region at a pixel: all that can be reached over colors like the one there without leaving what is
 * shown, or what is cleared, brought back if it is cleared and erased if it is shown. Its edge goes with it, so no rim is left.
 *
 * @param x, y whole pixels within the size
 */
export function likeRegion(
  { width, height, photo, cutout }: RegionPixels,
  x: number,
  y: number,
): RegionStroke {
  const shown = cutout[4 * (y * width + x) + 3]! >= 128;
  const isShown = (i: number) => cutout[4 * i + 3]! >= 128;
  const color = meanAround(photo, { width, height }, x, y);
  const isLike = (i: number) => color.every((level, c) => Math.abs(photo[4 * i + c]! - level) <= LIKE);
  const isHalf = (i: number) => cutout[4 * i + 3]! > 0 && cutout[4 * i + 3]! < 255;

  const region = new Uint8Array(width * height);
  const found: number[] = [];
  const add = (i: number) => {
    region[i] = 1;
    found.push(i);
  };
  const addNeighbors = (i: number, passes: (i: number) => boolean) => {
    const visit = (j: number) => !region[j] && passes(j) && add(j);
    if (i % width > 0) visit(i - 1);
    if (i % width < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  };
  add(y * width + x);
  for (let k = 0; k < found.length; k++) addNeighbors(found[k]!, (i) => isShown(i) === shown && isLike(i));
  for (let step = 0, k = 0; step < EDGE; step++) {
    for (const end = found.length; k < end; k++)
      addNeighbors(found[k]!, (i) => isHalf(i) || (step === 0 && isShown(i) === shown));
  }
  return { mode: shown ? "erase" : "keep", grid: { width, height }, runs: runsOf(region, width) };
}

function meanAround(pixels: Uint8ClampedArray, { width, height }: Size, x: number, y: number): number[] {
  const sums = [0, 0, 0];
  let count = 0;
  for (let v = Math.max(0, y - AROUND); v <= Math.min(height - 1, y + AROUND); v++) {
    for (let u = Math.max(0, x - AROUND); u <= Math.min(width - 1, x + AROUND); u++, count++)
      for (let c = 0; c < 3; c++) sums[c]! += pixels[4 * (v * width + u) + c]!;
  }
  return sums.map((sum) => sum / count);
}

function runsOf(region: Uint8Array, width: number): Uint16Array {
  const runs: number[] = [];
  for (let row = 0; row * width < region.length; row++) {
    const line = region.subarray(row * width, (row + 1) * width);
    for (let from = line.indexOf(1); from >= 0; ) {
      const end = line.indexOf(0, from);
      const to = end < 0 ? width : end;
      runs.push(row, from, to);
      from = line.indexOf(1, to);
    }
  }
  return Uint16Array.from(runs);
}
