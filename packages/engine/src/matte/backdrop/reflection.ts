import type { Evidence } from "./evidence.ts";
import { REFLECTION, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** The search compares every so many view pixels each way. */
const STRIDE = 3;
/** Where the mirror's edge may be, as parts of the frame above and below the subject's lowest pixel. */
const ABOVE = 0.06;
const BELOW = 0.08;
/** Prior from which on it is the subject itself, and part of the frame that must stand out below it to look further. */
const LIKELY = 160;
const SMALLEST = 0.0004;
/** Correlation from which on what lies below is the subject's mirror image, and how strong that may be. */
const ALIKE = 0.6;
const STRONGEST = 0.8;
/** How far a mirrored pixel may lie from its place, in view pixels. */
const TOLERANCE = 3;

/** Clears what repeats the subject below it, mirrored and faded, and what the model doesn't see as subject: a polished floor. */
export function clearReflection(view: View, evidence: Evidence, marks: Uint8Array): void {
  const { width, height, prior } = view;
  const axis = mirrorAxis(view, evidence, marks);
  if (axis === undefined) return;
  for (let i = axis * width; i < width * height; i++) {
    if (marks[i] !== SUBJECT || prior[i]! >= LIKELY) continue;
    const x = i % width;
    if (isFaded(evidence, i, x, 2 * axis - (i - x) / width)) marks[i] = REFLECTION;
  }
}

function mirrorAxis(view: View, evidence: Evidence, marks: Uint8Array): number | undefined {
  const { width, height, prior } = view;
  let [bottom, below] = [-1, 0];
  for (let i = marks.length - 1; i >= 0 && bottom < 0; i--) {
    if (marks[i] !== SUBJECT) continue;
    if (prior[i]! >= LIKELY) bottom = Math.floor(i / width);
    else below++;
  }
  if (bottom < 0 || below < SMALLEST * marks.length) return undefined;
  let best = { axis: 0, alike: 0, gain: 0 };
  const last = Math.min(height - 4, bottom + Math.round(BELOW * height));
  for (let axis = Math.max(2, bottom - Math.round(ABOVE * height)); axis <= last; axis++) {
    const { alike, gain } = compare(view, evidence, axis);
    if (alike > best.alike) best = { axis, alike, gain };
  }
  return best.alike >= ALIKE && best.gain <= STRONGEST ? best.axis : undefined;
}

/** Normalized correlation of what lies below a row with what lies above it, mirrored, and the strength of the one as a part of the other. */
function compare({ width, height, prior }: View, { difference }: Evidence, axis: number) {
  let [cross, above, below] = [0, 0, 0];
  for (let t = 2; t <= axis && axis + t < height; t += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const i = (axis + t) * width + x;
      if (prior[i]! >= LIKELY) continue;
      const j = (axis - t) * width + x;
      for (let c = 0; c < 3; c++) {
        const image = difference[3 * i + c]!;
        const original = difference[3 * j + c]!;
        cross += image * original;
        above += original * original;
        below += image * image;
      }
    }
  }
  return { alike: cross / Math.sqrt(above * below + 1), gain: cross / (above + 1) };
}

/** Whether something around the mirrored place is stronger and of the same color. */
function isFaded(evidence: Evidence, i: number, column: number, row: number): boolean {
  const { width, height, difference, contrast, noise } = evidence;
  if (contrast[i]! < 6 + 3 * noise) return true;
  for (let v = Math.max(0, row - TOLERANCE); v <= Math.min(height - 1, row + TOLERANCE); v++) {
    for (let u = Math.max(0, column - TOLERANCE); u <= Math.min(width - 1, column + TOLERANCE); u++) {
      const j = v * width + u;
      if (contrast[i]! > STRONGEST * contrast[j]!) continue;
      let product = 0;
      for (let c = 0; c < 3; c++) product += difference[3 * i + c]! * difference[3 * j + c]!;
      if (product > 0.8 * contrast[i]! * contrast[j]!) return true;
    }
  }
  return false;
}
