import type { Evidence } from "./evidence.ts";
import { OUTSIDE, HOLE, SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/** Coverage of a view pixel. */
export const CLEAR = 0;
export const SOLID = 1;
export const MIXED = 2;

/** Values a pixel of a color line: the subject's color, the backdrop's with its shadow, both RGB, and the share of subject around. */
export const LINE = 7;

/** Between which colors alpha is measured, for each view pixel at an edge. */
export interface ColorLines {
  coverage: Uint8Array;
  lines: Float32Array;
}

const REACH = 3;

export function findColorLines(view: View, { difference }: Evidence, marks: Uint8Array): ColorLines {
  const { width, height, rgb } = view;
  const n = width * height;
  const coverage = new Uint8Array(n);
  // Distance to the other side, up to 2, by two dilations of each side.
  for (let i = 0; i < n; i++) coverage[i] = marks[i] === SUBJECT ? SOLID : CLEAR;
  const near = new Uint8Array(n);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const own = coverage[i]!;
      if ((x > 0 && coverage[i - 1] !== own) || (x < width - 1 && coverage[i + 1] !== own) || (y > 0 && coverage[i - width] !== own) || (y < height - 1 && coverage[i + width] !== own)) near[i] = 1;
    }
  }
  const mixed = dilate(near, width, height);
  for (let i = 0; i < n; i++) if (mixed[i]) coverage[i] = MIXED;
  const lined = dilate(mixed, width, height);
  const lines = new Float32Array(LINE * n);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!lined[i]) continue;
      let [fw, bw, best, bestAt, inside, all] = [0, 0, -1, i, 0, 0];
      const o = i * LINE;
      for (let dy = -REACH; dy <= REACH; dy++) {
        const v = y + dy;
        if (v < 0 || v >= height) continue;
        for (let dx = -REACH; dx <= REACH; dx++) {
          const u = x + dx;
          if (u < 0 || u >= width) continue;
          const j = v * width + u;
          const weight = 1 / (1 + dx * dx + dy * dy);
          if (dx * dx <= 1 && dy * dy <= 1) { all++; if (marks[j] === SUBJECT) inside++; }
          if (coverage[j] === SOLID) {
            fw += weight;
            for (let c = 0; c < 3; c++) lines[o + c]! += weight * rgb[3 * j + c]!;
          } else if (coverage[j] === CLEAR) {
            bw += weight;
            for (let c = 0; c < 3; c++) lines[o + 3 + c]! += weight * rgb[3 * j + c]!;
          }
          if (dx * dx + dy * dy <= 5) {
            const d = difference[3 * j]! ** 2 + difference[3 * j + 1]! ** 2 + difference[3 * j + 2]! ** 2;
            if (d > best) { best = d; bestAt = j; }
          }
        }
      }
      for (let c = 0; c < 3; c++) {
        lines[o + c] = fw > 0 ? lines[o + c]! / fw : rgb[3 * bestAt + c]!;
        lines[o + 3 + c] = bw > 0 ? lines[o + 3 + c]! / bw : rgb[3 * i + c]! - difference[3 * i + c]!;
      }
      lines[o + 6] = inside / all;
    }
  }
  return { coverage, lines };
}

function dilate(set: Uint8Array, width: number, height: number): Uint8Array {
  const wide = new Uint8Array(set.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (set[i] || (x > 0 && set[i - 1]) || (x < width - 1 && set[i + 1]) || (y > 0 && set[i - width]) || (y < height - 1 && set[i + width])) wide[i] = 1;
    }
  }
  return wide;
}
