import type { Raster, Region } from "../../image/raster.ts";
import { CLEAR, MIXED, REACH, VEILED } from "./coverage.ts";
import { type Evidence, leastAlike, PLAIN, SHADE } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
import { strongestColors } from "./strongest-colors.ts";
import type { View } from "./view.ts";

/** Values of a color line: the subject's color, the backdrop's with its shadow (both RGB, in levels), and the share of subject around. */
export const LINE = 7;

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
  const { width, height, rgb } = view;
  const { difference, contrast } = evidence;
  const weights = strongestColors(photo, region, view, evidence, marks, coverage);
  const roles = rolesOf(evidence, marks, coverage);
  const wanted = wantedLines(coverage, width, height);
  const places = new Int32Array(wanted.length).fill(-1);
  let count = 0;
  for (let i = 0; i < wanted.length; i++) if (wanted[i]) places[i] = count++;
  const lines = new Float32Array(LINE * count);
  const offsets = DOWN.map((down, k) => down * width + RIGHT[k]!);
  // For each role the sums of weights and of weighed colors.
  const sums = new Float64Array(4 * ROLES);
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === BACKDROP) setBackdrop(i);
    else if (wanted[i]) findLine(i, i % width, Math.floor(i / width));
  }
  return { places, lines };

  function setBackdrop(i: number): void {
    for (let c = 0; c < 3; c++) lines[LINE * places[i]! + 3 + c] = rgb[3 * i + c]! - difference[3 * i + c]!;
  }

  function findLine(i: number, x: number, y: number): void {
    const p = 3 * i;
    const red = difference[p]!;
    const green = difference[p + 1]!;
    const blue = difference[p + 2]!;
    const least = leastAlike(evidence, i);
    let inside = 0;
    let around = 0;
    sums.fill(0);
    const isInner = x >= REACH && y >= REACH && x < width - REACH && y < height - REACH;
    for (let k = 0; k < NEAR.length; k++) {
      if (!isInner) {
        const u = x + RIGHT[k]!;
        const v = y + DOWN[k]!;
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
      }
      const j = i + offsets[k]!;
      const q = 3 * j;
      let role = roles[j]!;
      let weight = NEAR[k]!;
      if (weight > NEXT) {
        around++;
        if (role === FRONT) inside++;
      }
      if (role === NEITHER) continue;
      if (role === FRONT) {
        weight *= weights[j]!;
        const product = red * difference[q]! + green * difference[q + 1]! + blue * difference[q + 2]!;
        if (product < least * contrast[j]!) role = OTHER;
      }
      const s = 4 * role;
      sums[s]! += weight;
      sums[s + 1]! += weight * rgb[q]!;
      sums[s + 2]! += weight * rgb[q + 1]!;
      sums[s + 3]! += weight * rgb[q + 2]!;
    }
    const subject = 4 * (sums[4 * FRONT] === 0 && marks[i] !== SUBJECT ? OTHER : FRONT);
    const behind = 4 * (sums[4 * BEHIND] === 0 ? SHADED : BEHIND);
    const o = LINE * places[i]!;
    for (let c = 0; c < 3; c++) {
      lines[o + c] = sums[subject]! > 0 ? sums[subject + 1 + c]! / sums[subject]! : rgb[p + c]!;
      lines[o + 3 + c] =
        sums[behind]! > 0 ? sums[behind + 1 + c]! / sums[behind]! : rgb[p + c]! - difference[p + c]!;
    }
    lines[o + 6] = inside / around;
  }
}

/** What a view pixel's color tells about a line nearby: the subject's, the backdrop's, or that of shaded backdrop that may be mixed. */
const NEITHER = 0;
const FRONT = 1;
const BEHIND = 2;
const SHADED = 3;
/** The subject's, but of another hue than the pixel whose line it is. */
const OTHER = 4;
const ROLES = 5;

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

/** Nearness, 1 / (1 + distance²), below that of the eight neighbors. */
const NEXT = 0.3;
/** What a line is made of, and its nearness: all pixels two apart, every second one beyond. */
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
