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
  const weights = strength.map((value, i) => (marks[i] === SUBJECT ? (value * value) ** 2 : 0));
  const wanted = aroundMixed(coverage, width, height);
  // Of the subject and the backdrop; of any subject and of shaded backdrop that may be mixed, where there is nothing better.
  const sum = new Float64Array(12);
  for (let i = 0, y = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (coverage[i] === VEILED) setBackdrop(i);
      if (wanted[i]) findLine(i, x, y);
    }
  }
  return lines;

  function setBackdrop(i: number): void {
    for (let c = 0; c < 3; c++) lines[LINE * i + 3 + c] = rgb[3 * i + c]! - difference[3 * i + c]!;
  }

  function addTo(at: number, weight: number, colors: Float32Array, j: number): void {
    sum[at]! += weight * colors[3 * j]!;
    sum[at + 1]! += weight * colors[3 * j + 1]!;
    sum[at + 2]! += weight * colors[3 * j + 2]!;
  }

  function findLine(i: number, x: number, y: number): void {
    sum.fill(0);
    let subject = 0;
    let backdrop = 0;
    let anySubject = 0;
    let anyBackdrop = 0;
    let inside = 0;
    let around = 0;
    for (let k = 0; k < NEAR.length; k++) {
      const u = x + RIGHT[k]!;
      const v = y + DOWN[k]!;
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      const j = v * width + u;
      const near = NEAR[k]!;
      const isSubject = marks[j] === SUBJECT;
      if (near > NEXT) {
        around++;
        if (isSubject) inside++;
      }
      if (coverage[j] === CLEAR) {
        backdrop += near;
        addTo(3, near, rgb, j);
      } else if (isSubject) {
        const weight = near * weights[j]!;
        if (alike(evidence, i, j)) {
          subject += weight;
          addTo(0, weight, color, j);
        } else {
          anySubject += weight;
          addTo(6, weight, color, j);
        }
      } else if (kind[j] === PLAIN || kind[j] === SHADE) {
        anyBackdrop += near;
        addTo(9, near, rgb, j);
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
function aroundMixed(coverage: Uint8Array, width: number, height: number): Uint8Array {
  const wanted = new Uint8Array(coverage.length);
  for (let i = 0; i < coverage.length; i++) {
    if (coverage[i] !== MIXED) continue;
    const x = i % width;
    const y = (i - x) / width;
    const left = Math.max(0, x - 1);
    const right = Math.min(width - 1, x + 1);
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      wanted.fill(1, v * width + left, v * width + right + 1);
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
