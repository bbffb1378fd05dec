import { type Evidence, isFaint, productOf } from "./evidence.ts";
import { LIKELY, REFLECTION, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** The search compares every so many view pixels each way. */
const STRIDE = 3;
/** View pixels beside the mirror's edge that an edge's blur may reach. */
const BLUR = 4;
/** Compared rows that a mirror image has at least, and part of the frame that it takes at least. */
const ROWS = 6;
const SMALLEST = 0.0004;
/** How strong it may be beside the original, at first and all in all: it fades. */
const STRONGEST = 0.7;
const FADED = 0.5;
/** Part of its energy that the faded original leaves unexplained, at most. */
const UNEXPLAINED = 0.3;
/** The same where the model sees the subject (mean prior), and how strong that is all in all beside its beginning. */
const UNEXPLAINED_SUBJECT = 0.06;
const FADED_SUBJECT = 0.6;
/** How far a mirrored pixel may lie from its place, in view pixels. */
const TOLERANCE = 3;

/**
 * Clears what repeats the subject below it, mirrored and faded: a polished floor. The model takes some of these images for the
 * subject; nothing but a mirror is as exact row by row.
 */
export function clearReflection({ prior }: View, evidence: Evidence, marks: Uint8Array): void {
  const { width, height } = evidence;
  const sum = mirrorSum(prior, evidence, marks);
  if (sum === undefined) return;
  for (let i = Math.ceil(sum / 2) * width; i < width * height; i++) {
    if (marks[i] !== SUBJECT) continue;
    const x = i % width;
    if (isFaded(evidence, i, x, sum - (i - x) / width)) marks[i] = REFLECTION;
  }
}

/** What a row and its mirror image add up to: twice the row at which the subject stands on it. Undefined if there is none. */
function mirrorSum(prior: Uint8Array, evidence: Evidence, marks: Uint8Array): number | undefined {
  const { height } = evidence;
  const energies = energyOfRows(evidence, marks);
  const bottom = energies.findLastIndex((energy) => energy > 0);
  let best: { sum: number; likeness: number } | undefined;
  for (let sum = bottom; sum < 2 * Math.min(height, bottom - BLUR); sum++) {
    if (!isWeaker(energies, sum, bottom)) continue;
    const likeness = likenessAt(sum, bottom, prior, evidence, marks);
    if (likeness > (best?.likeness ?? 0)) best = { sum, likeness };
  }
  return best?.sum;
}

/** How much the subject's pixels in each row differ from the backdrop: the sum of the squares. Dust is too faint to count. */
function energyOfRows(evidence: Evidence, marks: Uint8Array): Float64Array {
  const { width, height, contrast } = evidence;
  const energies = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += STRIDE) {
      const i = y * width + x;
      if (marks[i] === SUBJECT && !isFaint(evidence, i)) energies[y]! += contrast[i]! ** 2;
    }
  }
  return energies;
}

/** Whether each row below the axis could be a faded image of the one above. */
function isWeaker(energies: Float64Array, sum: number, bottom: number): boolean {
  for (let row = firstBelow(sum); row <= bottom; row += STRIDE) {
    if (energies[row]! > (row <= sum ? STRONGEST ** 2 * energies[sum - row]! : 0)) return false;
  }
  return true;
}

function firstBelow(sum: number): number {
  return Math.ceil(sum / 2) + BLUR;
}

/**
 * How much of what is below the axis the mirrored rows explain, each with a strength of its own, in energy beyond what they have to;
 * positive if it is a mirror image.
 */
function likenessAt(
  sum: number,
  bottom: number,
  prior: Uint8Array,
  evidence: Evidence,
  marks: Uint8Array,
): number {
  const { width, difference } = evidence;
  let [rows, pixels, seen, first, gain] = [0, 0, 0, 0, Number.POSITIVE_INFINITY];
  let [total, unexplained, mirrored, originals] = [0, 0, 0, 0];
  for (let row = firstBelow(sum); row <= Math.min(bottom, sum); row += STRIDE) {
    let [cross, above, below] = [0, 0, 0];
    for (let x = 0; x < width; x += STRIDE) {
      const i = row * width + x;
      if (marks[i] !== SUBJECT || isFaint(evidence, i)) continue;
      const j = (sum - row) * width + x;
      pixels++;
      seen += prior[i]!;
      for (let c = 0; c < 3; c++) {
        const image = difference[3 * i + c]!;
        const original = difference[3 * j + c]!;
        cross += image * original;
        above += original * original;
        below += image * image;
      }
    }
    if (below === 0) continue;
    rows++;
    gain = Math.min(gain, Math.max(0, cross / (above + 1)));
    if (gain > STRONGEST) return 0;
    first ||= gain;
    total += below;
    mirrored += cross;
    originals += above;
    unexplained += below - 2 * gain * cross + gain * gain * above;
  }
  if (rows < ROWS || STRIDE ** 2 * pixels < SMALLEST * marks.length) return 0;
  const isSeen = seen >= LIKELY * pixels;
  if (isSeen ? gain > FADED_SUBJECT * first : mirrored > FADED * originals) return 0;
  return total - unexplained / (isSeen ? UNEXPLAINED_SUBJECT : UNEXPLAINED);
}

/** Whether something around the mirrored place is stronger and of the same color. */
function isFaded(evidence: Evidence, i: number, column: number, row: number): boolean {
  const { width, height, contrast, noise } = evidence;
  if (contrast[i]! < 6 + 3 * noise) return true;
  for (let v = Math.max(0, row - TOLERANCE); v <= Math.min(height - 1, row + TOLERANCE); v++) {
    for (let u = Math.max(0, column - TOLERANCE); u <= Math.min(width - 1, column + TOLERANCE); u++) {
      const j = v * width + u;
      if (contrast[i]! > STRONGEST * contrast[j]!) continue;
      if (productOf(evidence, i, j) > 0.8 * contrast[i]! * contrast[j]!) return true;
    }
  }
  return false;
}
