import type { Size } from "../../image/raster.ts";
import { BLOCK_BITS, type StrongestOfBlocks } from "./blocks.ts";
import { type ColorLines, LINE } from "./color-lines.ts";
import type { Evidence } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** View pixels around a pixel whose share of subject tells how thick it is. */
const AROUND = 2;
const WINDOW = (2 * AROUND + 1) ** 2;
/** Subject pixels in the window of a tip or a line of a pixel, at most; and in every window nearby where nothing is thick. */
const SLIGHT = 0.5 * WINDOW;
const THICK = 0.95 * WINDOW;
/** How many blocks away a stronger color is looked for. */
const BLOCKS_AWAY = 4;
/** How much stronger such a color must be, the cosine of its hue, and how far it replaces what was found. */
const STRONGER = 1.2;
const ALIKE = 0.95;
const TRUST = 0.8;
/** Prior from which on the model sees a line as it is. */
const SURE = 235;

/**
 * Antennae, twigs and hair are nowhere as wide as a pixel of the view, so that the backdrop is in the strongest of their colors, too:
 * how much of it tells what is stronger and of the same hue farther away.
 */
export function strengthenThinLines(
  { places, lines }: ColorLines,
  { prior }: View,
  evidence: Evidence,
  marks: Uint8Array,
  strongest: StrongestOfBlocks,
): void {
  const { width, contrast, difference } = evidence;
  const counts = subjectAround(marks, evidence);
  for (let i = 0; i < places.length; i++) {
    if (places[i]! < 0 || prior[i]! > SURE || !isThin(counts, evidence, i)) continue;
    const x = (i % width) >> BLOCK_BITS;
    const y = Math.floor(i / width) >> BLOCK_BITS;
    const o = LINE * places[i]!;
    const red = lines[o]! - lines[o + 3]!;
    const green = lines[o + 1]! - lines[o + 4]!;
    const blue = lines[o + 2]! - lines[o + 5]!;
    const length = Math.sqrt(red * red + green * green + blue * blue);
    let best = -1;
    let most = STRONGER * length;
    const right = Math.min(strongest.width - 1, x + BLOCKS_AWAY);
    const bottom = Math.min(strongest.height - 1, y + BLOCKS_AWAY);
    for (let v = Math.max(0, y - BLOCKS_AWAY); v <= bottom; v++) {
      for (let u = Math.max(0, x - BLOCKS_AWAY); u <= right; u++) {
        const j = strongest.places[v * strongest.width + u]!;
        if (j < 0 || contrast[j]! <= most) continue;
        const p = 3 * j;
        const product = red * difference[p]! + green * difference[p + 1]! + blue * difference[p + 2]!;
        if (product < ALIKE * length * contrast[j]!) continue;
        most = contrast[j]!;
        best = j;
      }
    }
    if (best < 0) continue;
    for (let c = 0; c < 3; c++)
      lines[o + c]! += TRUST * (lines[o + 3 + c]! + difference[3 * best + c]! - lines[o + c]!);
  }
}

function isThin(counts: Uint8Array, { width, height }: Size, i: number): boolean {
  if (counts[i]! < SLIGHT) return true;
  const x = i % width;
  const y = (i - x) / width;
  const right = Math.min(width - 1, x + AROUND);
  const bottom = Math.min(height - 1, y + AROUND);
  for (let v = Math.max(0, y - AROUND); v <= bottom; v++) {
    for (let j = v * width + Math.max(0, x - AROUND); j <= v * width + right; j++)
      if (counts[j]! > THICK) return false;
  }
  return true;
}

/** Subject pixels in the window around each pixel; beyond the frame it goes on as at its border. */
function subjectAround(marks: Uint8Array, { width, height }: Size): Uint8Array {
  const counts = new Uint8Array(marks.length);
  const inRow = new Uint8Array(marks.length);
  for (let start = 0; start < marks.length; start += width) {
    const isSubject = (x: number) =>
      marks[start + (x < 0 ? 0 : x >= width ? width - 1 : x)] === SUBJECT ? 1 : 0;
    let count = 0;
    for (let x = -AROUND - 1; x < AROUND; x++) count += isSubject(x);
    for (let x = 0; x < width; x++) {
      count += isSubject(x + AROUND) - isSubject(x - AROUND - 1);
      inRow[start + x] = count;
    }
  }
  const sums = new Int16Array(width);
  const add = (y: number, sign: number) => {
    const start = (y < 0 ? 0 : y >= height ? height - 1 : y) * width;
    for (let x = 0; x < width; x++) sums[x]! += sign * inRow[start + x]!;
  };
  for (let y = -AROUND - 1; y < AROUND; y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    add(y + AROUND, 1);
    add(y - AROUND - 1, -1);
    counts.set(sums, y * width);
  }
  return counts;
}
