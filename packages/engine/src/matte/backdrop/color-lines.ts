import type { Raster } from "../../image/raster.ts";
import type { Region } from "../../segment/model-input.ts";
import { CLEAR, MIXED, REACH, VEILED } from "./coverage.ts";
import { alike, type Evidence, PLAIN, SHADE } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
import { strongestColors } from "./strongest-colors.ts";
import type { View } from "./view.ts";

/** Values of a color line: the subject's color, the backdrop's with its shadow (both RGB, in levels), and the share of subject around. */
export const LINE = 7;

/**
 * Between which colors alpha is measured, for each view pixel that is mixed and those around it: the subject's strongest color
 * of the same hue nearby, and what the backdrop looks like there. For veiled pixels the backdrop only.
 */
export function findColorLines(
  photo: Raster,
  region: Region,
  view: View,
  evidence: Evidence,
  marks: Uint8Array,
  coverage: Uint8Array,
): Float32Array {
  const { width, height, rgb } = view;
  const { difference, kind } = evidence;
  const lines = new Float32Array(LINE * coverage.length);
  const isOutline = (i: number) => coverage[i] === MIXED && marks[i] === SUBJECT;
  const { color, strength } = strongestColors(photo, region, view, evidence, isOutline);
  // The stronger a color, the less of the backdrop is in it.
  const weights = strength.map((value, i) => (marks[i] === SUBJECT ? value ** 4 : 0));
  // Of the subject and the backdrop; of any subject and of shaded backdrop that may be mixed, where there is nothing better.
  const sum = new Float64Array(12);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (coverage[i] === VEILED) setBackdrop(i);
      if (hasMixed(coverage, width, height, x, y)) findLine(i, x, y);
    }
  }
  return lines;

  function setBackdrop(i: number): void {
    for (let c = 0; c < 3; c++) lines[LINE * i + 3 + c] = rgb[3 * i + c]! - difference[3 * i + c]!;
  }

  function findLine(i: number, x: number, y: number): void {
    sum.fill(0);
    let [subject, backdrop, anySubject, anyBackdrop, inside, around] = [0, 0, 0, 0, 0, 0];
    for (const { dx, dy, near } of NEIGHBORHOOD) {
      const [u, v] = [x + dx, y + dy];
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      const j = v * width + u;
      const isSubject = marks[j] === SUBJECT;
      if (near > NEXT) {
        around++;
        if (isSubject) inside++;
      }
      if (coverage[j] === CLEAR) {
        backdrop += near;
        for (let c = 0; c < 3; c++) sum[3 + c]! += near * rgb[3 * j + c]!;
      } else if (isSubject) {
        const weight = near * weights[j]!;
        const isAlike = alike(evidence, i, j);
        if (isAlike) subject += weight;
        else anySubject += weight;
        for (let c = 0; c < 3; c++) sum[(isAlike ? 0 : 6) + c]! += weight * color[3 * j + c]!;
      } else if (kind[j] === PLAIN || kind[j] === SHADE) {
        anyBackdrop += near;
        for (let c = 0; c < 3; c++) sum[9 + c]! += near * rgb[3 * j + c]!;
      }
    }
    if (subject === 0 && marks[i] !== SUBJECT) {
      subject = anySubject;
      sum.copyWithin(0, 6, 9);
    }
    if (backdrop === 0) {
      backdrop = anyBackdrop;
      sum.copyWithin(3, 9, 12);
    }
    const o = LINE * i;
    for (let c = 0; c < 3; c++) {
      lines[o + c] = subject > 0 ? sum[c]! / subject : rgb[3 * i + c]!;
      lines[o + 3 + c] = backdrop > 0 ? sum[3 + c]! / backdrop : rgb[3 * i + c]! - difference[3 * i + c]!;
    }
    lines[o + 6] = inside / around;
  }
}

/** Full-resolution pixels lie between view pixels: those beside a mixed one need a line, too. */
function hasMixed(coverage: Uint8Array, width: number, height: number, x: number, y: number): boolean {
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
      if (coverage[v * width + u] === MIXED) return true;
    }
  }
  return false;
}

/** What a line is made of: all pixels two apart, every second one beyond. Nearness: 1 / (1 + distance²). */
const NEIGHBORHOOD: readonly { dx: number; dy: number; near: number }[] = neighborhood();
/** Nearness below that of the eight neighbors. */
const NEXT = 0.3;

function neighborhood() {
  const places: { dx: number; dy: number; near: number }[] = [];
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) {
      const far = Math.max(Math.abs(dx), Math.abs(dy)) > 2;
      if (far && (dx & 1 || dy & 1)) continue;
      places.push({ dx, dy, near: 1 / (1 + dx * dx + dy * dy) });
    }
  }
  return places;
}
