import { BLOCK_BITS, type StrongestOfBlocks } from "./blocks.ts";
import { type Evidence, leastAlike } from "./evidence.ts";
import { GLASS, SUBJECT } from "./regions.ts";
import { isBetweenStrands } from "./strands.ts";
import type { View } from "./view.ts";

/** How a view pixel is cut out: not at all, whole, along its color line, or as what the backdrop shows through. */
export const CLEAR = 0;
export const SOLID = 1;
export const MIXED = 2;
export const VEILED = 3;

/**
 * A pixel whose contrast is below this part of a like one's, no farther than so many view pixels, may be translucent; beside the
 * outline, where it may be mixed with the backdrop in part, more easily.
 */
const PALE = 0.85;
const BLURRED = 0.95;
export const REACH = 4;
/** How deep that goes from the edge inwards, and the prior that stops it. */
const DEPTH = 2;
const SURE = 235;
/** How deep the backdrop shines through hair and fur, in view pixels. */
const STRANDS_DEPTH = 30;

/** Decides what is computed at full resolution: the outline with its surroundings, and fine detail that the backdrop shines through. */
export function coverageOf(
  { prior }: View,
  evidence: Evidence,
  marks: Uint8Array,
  strongest: StrongestOfBlocks,
): Uint8Array {
  const { width, height, contrast, difference } = evidence;
  const coverage = new Uint8Array(marks.length);
  const isSubject = (i: number) => marks[i] === SUBJECT;
  let front: number[] = [];
  const mix = (i: number) => {
    if (coverage[i] === MIXED) return;
    coverage[i] = MIXED;
    front.push(i);
  };
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === SUBJECT) coverage[i] = SOLID;
    else if (marks[i] === GLASS) coverage[i] = VEILED;
  }
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const inside = marks[i] === SUBJECT;
      if (x < width - 1 && (marks[i + 1] === SUBJECT) !== inside) {
        mix(i);
        mix(i + 1);
      }
      if (y < height - 1 && (marks[i + width] === SUBJECT) !== inside) {
        mix(i);
        mix(i + width);
      }
    }
  }
  const outline = front;
  front = [];
  for (const i of outline) {
    if (!isSubject(i)) eachNeighbor(i, width, height, (j) => !isSubject(j) && mix(j));
  }
  const hasStronger = (x: number, y: number, least: number) => {
    const right = Math.min(strongest.width - 1, (x + REACH) >> BLOCK_BITS);
    const bottom = Math.min(strongest.height - 1, (y + REACH) >> BLOCK_BITS);
    for (let v = Math.max(0, (y - REACH) >> BLOCK_BITS); v <= bottom; v++) {
      for (let u = Math.max(0, (x - REACH) >> BLOCK_BITS); u <= right; u++) {
        if (strongest.contrasts[v * strongest.width + u]! > least) return true;
      }
    }
    return false;
  };
  const isPale = (i: number, part: number) => {
    const x = i % width;
    const y = (i - x) / width;
    const paler = contrast[i]! / part;
    if (!hasStronger(x, y, paler)) return false;
    const right = Math.min(width - 1, x + REACH);
    const bottom = Math.min(height - 1, y + REACH);
    const red = difference[3 * i]!;
    const green = difference[3 * i + 1]!;
    const blue = difference[3 * i + 2]!;
    const least = leastAlike(evidence, i);
    for (let v = Math.max(0, y - REACH); v <= bottom; v++) {
      for (let j = v * width + Math.max(0, x - REACH); j <= v * width + right; j++) {
        if (contrast[j]! <= paler || marks[j] !== SUBJECT) continue;
        const p = 3 * j;
        const product = red * difference[p]! + green * difference[p + 1]! + blue * difference[p + 2]!;
        if (product >= least * contrast[j]!) return true;
      }
    }
    return false;
  };
  // The outline's own blur reaches beyond the first pixel, whatever the model says.
  let edge = outline.filter(isSubject);
  for (const part of [BLURRED, ...Array<number>(DEPTH - 1).fill(PALE)]) {
    front = [];
    for (const i of edge) {
      if (part === PALE && prior[i]! > SURE) continue;
      eachNeighbor(i, width, height, (j) => {
        if (coverage[j] !== SOLID || (part === PALE && prior[j]! > SURE)) return;
        if (isPale(j, part)) mix(j);
      });
    }
    edge = front;
  }
  for (let depth = 0; depth < STRANDS_DEPTH; depth++) {
    front = [];
    for (const i of edge) {
      eachNeighbor(i, width, height, (j) => {
        if (coverage[j] === SOLID && isBetweenStrands(prior, evidence, marks, j)) mix(j);
      });
    }
    edge = front;
  }
  return coverage;
}

function eachNeighbor(i: number, width: number, height: number, visit: (j: number) => void): void {
  const x = i % width;
  if (x > 0) visit(i - 1);
  if (x < width - 1) visit(i + 1);
  if (i >= width) visit(i - width);
  if (i < width * (height - 1)) visit(i + width);
}
