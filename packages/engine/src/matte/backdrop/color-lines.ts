import type { Raster, Region, Size } from "../../image/raster.ts";
import { CLEAR, MIXED, REACH, VEILED } from "./coverage.ts";
import { type Evidence, leastAlike, PLAIN, SHADE } from "./evidence.ts";
import { SUBJECT, UNLIKELY } from "./regions.ts";
import { strongestColors } from "./strongest-colors.ts";
import type { View } from "./view.ts";

/**
 * Values of a color line: the subject's color, the backdrop's with its shadow (both RGB, in levels), the share of subject around, and
 * what the model says there, 0…1.
 */
export const LINE = 8;

/** Stands for what the model says about the edge of a thing that it denies, or sees where there is a hole, glass or a mirror image. */
const UNASKED = 0.5;

/** Color lines of those view pixels that need one. */
export interface ColorLines {
  /** For each view pixel where its line stands among the lines; −1 where it has none. */
  places: Int32Array;
  /** `LINE` values each. */
  lines: Float32Array;
}

/**
 * Between which colors alpha is measured, for each view pixel that is mixed and those around it: the subject's strongest color
 * of the same hue nearby, and what the backdrop looks like there. For veiled pixels the backdrop only.
 *
 * @param view gets the colors of thin lines, which are paler in it
 */
export function findColorLines(
  photo: Raster,
  region: Region,
  view: View,
  evidence: Evidence,
  marks: Uint8Array,
  coverage: Uint8Array,
): ColorLines {
  const { width, height, rgb, prior } = view;
  const { difference, contrast } = evidence;
  const weights = strongestColors(photo, region, view, evidence, marks, coverage);
  const roles = rolesOf(evidence, marks, coverage);
  const wanted = wantedLines(coverage, width, height);
  const places = new Int32Array(wanted.length).fill(-1);
  let count = 0;
  for (let i = 0; i < wanted.length; i++) if (wanted[i]) places[i] = count++;
  const lines = new Float32Array(LINE * count);
  const offsets = DOWN.map((down, k) => down * width + RIGHT[k]!);
  const isBeyond = (u: number, v: number) => u < 0 || v < 0 || u >= width || v >= height;
  // One loop and all in local numbers: this is where a third of the analysis' time goes.
  for (let i = 0; i < wanted.length; i++) {
    const want = wanted[i]!;
    if (!want) continue;
    const o = LINE * places[i]!;
    const p = 3 * i;
    const red = difference[p]!;
    const green = difference[p + 1]!;
    const blue = difference[p + 2]!;
    if (want === BACKDROP) {
      lines[o + 3] = rgb[p]! - red;
      lines[o + 4] = rgb[p + 1]! - green;
      lines[o + 5] = rgb[p + 2]! - blue;
      continue;
    }
    const x = i % width;
    const y = (i - x) / width;
    const least = leastAlike(evidence, i);
    let subject = 0;
    let subjectRed = 0;
    let subjectGreen = 0;
    let subjectBlue = 0;
    let other = 0;
    let otherRed = 0;
    let otherGreen = 0;
    let otherBlue = 0;
    let clear = 0;
    let clearRed = 0;
    let clearGreen = 0;
    let clearBlue = 0;
    let seen = 0;
    let shaded = 0;
    let shadedRed = 0;
    let shadedGreen = 0;
    let shadedBlue = 0;
    const isInner = x >= REACH && y >= REACH && x < width - REACH && y < height - REACH;
    for (let k = 0; k < NEAR.length; k++) {
      if (!isInner && isBeyond(x + RIGHT[k]!, y + DOWN[k]!)) continue;
      const j = i + offsets[k]!;
      const role = roles[j]!;
      if (role === NEITHER) continue;
      const near = NEAR[k]!;
      const q = 3 * j;
      if (role === FRONT) {
        if (prior[j]! > seen) seen = prior[j]!;
        const weight = near * weights[j]!;
        const product = red * difference[q]! + green * difference[q + 1]! + blue * difference[q + 2]!;
        if (product >= least * contrast[j]!) {
          subject += weight;
          subjectRed += weight * rgb[q]!;
          subjectGreen += weight * rgb[q + 1]!;
          subjectBlue += weight * rgb[q + 2]!;
        } else {
          other += weight;
          otherRed += weight * rgb[q]!;
          otherGreen += weight * rgb[q + 1]!;
          otherBlue += weight * rgb[q + 2]!;
        }
      } else if (role === BEHIND) {
        clear += near;
        clearRed += near * rgb[q]!;
        clearGreen += near * rgb[q + 1]!;
        clearBlue += near * rgb[q + 2]!;
      } else {
        shaded += near;
        shadedRed += near * rgb[q]!;
        shadedGreen += near * rgb[q + 1]!;
        shadedBlue += near * rgb[q + 2]!;
      }
    }
    if (subject === 0 && marks[i] !== SUBJECT)
      [subject, subjectRed, subjectGreen, subjectBlue] = [other, otherRed, otherGreen, otherBlue];
    if (clear === 0) [clear, clearRed, clearGreen, clearBlue] = [shaded, shadedRed, shadedGreen, shadedBlue];
    lines[o] = subject > 0 ? subjectRed / subject : rgb[p]!;
    lines[o + 1] = subject > 0 ? subjectGreen / subject : rgb[p + 1]!;
    lines[o + 2] = subject > 0 ? subjectBlue / subject : rgb[p + 2]!;
    lines[o + 3] = clear > 0 ? clearRed / clear : rgb[p]! - red;
    lines[o + 4] = clear > 0 ? clearGreen / clear : rgb[p + 1]! - green;
    lines[o + 5] = clear > 0 ? clearBlue / clear : rgb[p + 2]! - blue;
    lines[o + 6] = shareOfSubject(roles, view, x, y);
    lines[o + 7] = seen < UNLIKELY ? UNASKED : Math.min(prior[i]! / 255, marks[i] === SUBJECT ? 1 : UNASKED);
  }
  return { places, lines };
}

/** The share of subject among a pixel and its eight neighbors. */
function shareOfSubject(roles: Uint8Array, { width, height }: Size, x: number, y: number): number {
  const right = Math.min(width - 1, x + 1);
  const bottom = Math.min(height - 1, y + 1);
  let inside = 0;
  let around = 0;
  for (let v = Math.max(0, y - 1); v <= bottom; v++) {
    for (let u = Math.max(0, x - 1); u <= right; u++) {
      around++;
      if (roles[v * width + u] === FRONT) inside++;
    }
  }
  return inside / around;
}

/** What a view pixel's color tells about a line nearby: the subject's, the backdrop's, or that of shaded backdrop that may be mixed. */
const NEITHER = 0;
const FRONT = 1;
const BEHIND = 2;
const SHADED = 3;

function rolesOf({ kind }: Evidence, marks: Uint8Array, coverage: Uint8Array): Uint8Array {
  const roles = new Uint8Array(marks.length);
  for (let i = 0; i < roles.length; i++) {
    if (coverage[i] === CLEAR) roles[i] = BEHIND;
    else if (marks[i] === SUBJECT) roles[i] = FRONT;
    else if (kind[i] === PLAIN || kind[i] === SHADE) roles[i] = SHADED;
  }
  return roles;
}

/** What is wanted of a view pixel's line. */
const WHOLE = 1;
const BACKDROP = 2;

/** Full-resolution pixels lie between view pixels: those beside a mixed one need a line, too. */
function wantedLines(coverage: Uint8Array, width: number, height: number): Uint8Array {
  const wanted = new Uint8Array(coverage.length);
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] === VEILED && !wanted[i]) wanted[i] = BACKDROP;
    if (coverage[i] !== MIXED) continue;
    const x = i % width;
    const y = (i - x) / width;
    const right = Math.min(width - 1, x + 1);
    const bottom = Math.min(height - 1, y + 1);
    for (let v = Math.max(0, y - 1); v <= bottom; v++)
      for (let u = Math.max(0, x - 1); u <= right; u++) wanted[v * width + u] = WHOLE;
  }
  return wanted;
}

/** What a line is made of, and its nearness, 1 / (1 + distance²): all pixels two apart, every second one beyond. */
const { RIGHT, DOWN, NEAR } = neighborhood();

function neighborhood() {
  const places: { dx: number; dy: number }[] = [];
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const far = Math.max(Math.abs(dx), Math.abs(dy)) > 2;
      if (!far || !(dx & 1 || dy & 1)) places.push({ dx, dy });
    }
  }
  return {
    RIGHT: Int32Array.from(places, ({ dx }) => dx),
    DOWN: Int32Array.from(places, ({ dy }) => dy),
    NEAR: Float64Array.from(places, ({ dx, dy }) => 1 / (1 + dx * dx + dy * dy)),
  };
}
