import type { Raster } from "../../image/raster.ts";
import type { Region } from "../../segment/model-input.ts";
import { CLEAR, eachNeighbor, MIXED, REACH, VEILED } from "./coverage.ts";
import { alike, type Evidence } from "./evidence.ts";
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
  const { difference } = evidence;
  const lines = new Float32Array(LINE * coverage.length);
  const subject = strongestColors(photo, region, view, evidence, (i) => coverage[i] === MIXED && marks[i] === SUBJECT);
  const lined = new Uint8Array(coverage.length);
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] === VEILED) {
      for (let c = 0; c < 3; c++) lines[LINE * i + 3 + c] = rgb[3 * i + c]! - difference[3 * i + c]!;
    }
    if (coverage[i] !== MIXED) continue;
    // Full-resolution pixels lie between view pixels: those beside a mixed one need a line, too.
    for (const j of [i - width, i, i + width]) {
      if (j < 0 || j >= coverage.length) continue;
      lined[j] = 1;
      eachNeighbor(j, width, height, (k) => (lined[k] = 1));
    }
  }
  for (let i = 0; i < lined.length; i++) if (lined[i]) findLine(i);
  return lines;

  function findLine(i: number): void {
    const x = i % width;
    const y = (i - x) / width;
    const o = LINE * i;
    lines.fill(0, o, o + LINE);
    let [weights, clear, inside, all] = [0, 0, 0, 0];
    for (let v = Math.max(0, y - REACH); v <= Math.min(height - 1, y + REACH); v++) {
      for (let u = Math.max(0, x - REACH); u <= Math.min(width - 1, x + REACH); u++) {
        const j = v * width + u;
        const distance = (u - x) ** 2 + (v - y) ** 2;
        const near = 1 / (1 + distance);
        const isSubject = marks[j] === SUBJECT;
        if (distance <= 2) {
          all++;
          if (isSubject) inside++;
        }
        if (coverage[j] === CLEAR) {
          clear += near;
          for (let c = 0; c < 3; c++) lines[o + 3 + c]! += near * rgb[3 * j + c]!;
        } else if (isSubject && alike(evidence, i, j)) {
          // The stronger, the less of the backdrop is in it.
          const weight = near * subject.strength[j]! ** 4;
          weights += weight;
          for (let c = 0; c < 3; c++) lines[o + c]! += weight * subject.color[3 * j + c]!;
        }
      }
    }
    for (let c = 0; c < 3; c++) {
      lines[o + c] = weights > 0 ? lines[o + c]! / weights : rgb[3 * i + c]!;
      lines[o + 3 + c] = clear > 0 ? lines[o + 3 + c]! / clear : rgb[3 * i + c]! - difference[3 * i + c]!;
    }
    lines[o + 6] = inside / all;
  }
}
