import type { Size } from "../../image/raster.ts";
import { BLOCK_BITS, type StrongestOfBlocks } from "./blocks.ts";
import { type ColorLines, LINE } from "./color-lines.ts";
import type { Evidence } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** View pixels around a pixel whose share of subject tells how thick it is. */
const AROUND = 2;
const WIDTH = 2 * AROUND + 1;
const WINDOW = WIDTH ** 2;
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
  const { width, difference } = evidence;
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
        const block = v * strongest.width + u;
        const contrast = strongest.contrasts[block]!;
        if (contrast <= most) continue;
        const p = 3 * strongest.places[block]!;
        const product = red * difference[p]! + green * difference[p + 1]! + blue * difference[p + 2]!;
        if (product < ALIKE * length * contrast) continue;
        most = contrast;
        best = p;
      }
    }
    if (best < 0) continue;
    for (let c = 0; c < 3; c++)
      lines[o + c]! += TRUST * (lines[o + 3 + c]! + difference[best + c]! - lines[o + c]!);
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
  // A row with its ends repeated, from the pixel before the first window on.
  const row = new Uint8Array(width + WIDTH);
  for (let start = 0, i = 0; start < marks.length; start += width) {
    for (let x = 0; x < width; x++) row[AROUND + 1 + x] = marks[start + x] === SUBJECT ? 1 : 0;
    row.fill(row[AROUND + 1]!, 0, AROUND + 1);
    row.fill(row[AROUND + width]!, AROUND + 1 + width);
    let count = 0;
    for (let x = 0; x < WIDTH; x++) count += row[x]!;
    for (let x = 0; x < width; x++, i++) {
      count += row[x + WIDTH]! - row[x]!;
      inRow[i] = count;
    }
  }
  const rowAt = (y: number) => width * Math.min(height - 1, Math.max(0, y));
  const sums = new Uint8Array(width);
  for (let y = -AROUND - 1; y < AROUND; y++)
    for (let x = 0, i = rowAt(y); x < width; x++, i++) sums[x]! += inRow[i]!;
  for (let y = 0, i = 0; y < height; y++) {
    const added = rowAt(y + AROUND);
    const left = rowAt(y - AROUND - 1);
    for (let x = 0; x < width; x++, i++) {
      sums[x]! += inRow[added + x]! - inRow[left + x]!;
      counts[i] = sums[x]!;
    }
  }
  return counts;
}
