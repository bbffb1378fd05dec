import type { Raster } from "../../image/raster.ts";
import { type Evidence, PLAIN } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
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

const REACH = +(process.env.RE ?? 4);
const CERTAIN = +(process.env.CE ?? 250);

export function findColorLines(photo: Raster, view: View, { difference, kind, noise }: Evidence, marks: Uint8Array): ColorLines {
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
  for (let i = 0; i < n; i++) if (marks[i] === SUBJECT && (!near[i] || (view.prior[i]! >= CERTAIN && kind[i] !== PLAIN))) mixed[i] = 0;
  seeThrough(view, difference, marks, mixed, 6 + 9 * noise);
  for (let i = 0; i < n; i++) if (mixed[i]) coverage[i] = MIXED;
  const lined = dilate(mixed, width, height);
  const lines = new Float32Array(LINE * n);
  const contrast = contrasts(difference, n);
  const [color, strength] = strongestColors(photo, view, difference, contrast, (i) => mixed[i] === 1 && marks[i] === SUBJECT);
  const faint = 6 + 9 * noise;
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
          const near = 1 / (1 + dx * dx + dy * dy);
          if (dx * dx <= 1 && dy * dy <= 1) {
            all++;
            if (marks[j] === SUBJECT) inside++;
          }
          if (coverage[j] === CLEAR) {
            bw += near;
            for (let c = 0; c < 3; c++) lines[o + 3 + c]! += near * rgb[3 * j + c]!;
          }
          if (marks[j] !== SUBJECT || !alike(difference, contrast, i, j, faint)) continue;
          const weight = near ** PN * strength[j]! ** PC * (coverage[j] === SOLID ? PS : 1);
          fw += weight;
          for (let c = 0; c < 3; c++) lines[o + c]! += weight * color[3 * j + c]!;
          if (contrast[j]! > best) {
            best = contrast[j]!;
            bestAt = j;
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
const PN = +(process.env.PN ?? 1), PC = +(process.env.PC ?? 4), PS = +(process.env.PS ?? 1), COS = +(process.env.COS ?? 0.95);

/**
 * The photo's color that differs most from the backdrop, within each of the pixels asked for, and by how much: a line of a pixel or two is
 * paler in the view than it is.
 */
function strongestColors(photo: Raster, { width, height, rgb }: View, difference: Float32Array, contrast: Float32Array, wanted: (i: number) => boolean): [Float32Array, Float32Array] {
  const color = Float32Array.from(rgb);
  const strength = Float32Array.from(contrast);
  for (let y = 0, i = 0; y < height; y++) {
    const top = Math.floor((y * photo.height) / height);
    const bottom = Math.max(top + 1, Math.ceil(((y + 1) * photo.height) / height));
    for (let x = 0; x < width; x++, i++) {
      if (!wanted(i)) continue;
      const left = Math.floor((x * photo.width) / width);
      const right = Math.max(left + 1, Math.ceil(((x + 1) * photo.width) / width));
      const [r, g, b] = [rgb[3 * i]! - difference[3 * i]!, rgb[3 * i + 1]! - difference[3 * i + 1]!, rgb[3 * i + 2]! - difference[3 * i + 2]!];
      let best = strength[i]! ** 2;
      for (let v = top; v < bottom; v++) {
        for (let u = left, p = 4 * (v * photo.width + left); u < right; u++, p += 4) {
          const square = (photo.data[p]! - r) ** 2 + (photo.data[p + 1]! - g) ** 2 + (photo.data[p + 2]! - b) ** 2;
          if (square <= best) continue;
          best = square;
          for (let c = 0; c < 3; c++) color[3 * i + c] = photo.data[p + c]!;
        }
      }
      strength[i] = Math.sqrt(best);
    }
  }
  return [color, strength];
}

function contrasts(difference: Float32Array, n: number): Float32Array {
  const contrast = new Float32Array(n);
  for (let i = 0; i < n; i++)
    contrast[i] = Math.sqrt(difference[3 * i]! ** 2 + difference[3 * i + 1]! ** 2 + difference[3 * i + 2]! ** 2);
  return contrast;
}

/** Whether the first pixel's color lies on the line from the backdrop to the second's. */
function alike(difference: Float32Array, contrast: Float32Array, i: number, j: number, faint: number): boolean {
  if (contrast[i]! < faint) return true;
  const dot = difference[3 * i]! * difference[3 * j]! + difference[3 * i + 1]! * difference[3 * j + 1]! + difference[3 * i + 2]! * difference[3 * j + 2]!;
  return dot > COS * contrast[i]! * contrast[j]!;
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

/** Contrast against the strongest of the same hue around, up to which a pixel may be translucent, and how many pixels from the edge. */
const THIN = +(process.env.TH ?? 0.85);
const DEPTH = +(process.env.DEPTH ?? 8);
const MID = +(process.env.MID ?? 20);
const SURE = +(process.env.SU ?? 235);

/**
 * Adds what is mixed with the backdrop farther from its edge: fur, twigs, defocus. From the edge inwards, as long as the color is a fainter
 * version of one around it.
 */
function seeThrough({ width, height, prior }: View, difference: Float32Array, marks: Uint8Array, mixed: Uint8Array, faint: number): void {
  const contrast = contrasts(difference, width * height);
  const thin = (i: number) => {
    if (prior[i]! > SURE) return false;
    if (prior[i]! > MID) return true;
    const x = i % width, y = (i - x) / width;
    for (let v = Math.max(0, y - REACH); v <= Math.min(height - 1, y + REACH); v++)
      for (let u = Math.max(0, x - REACH); u <= Math.min(width - 1, x + REACH); u++) {
        const j = v * width + u;
        if (THIN * contrast[j]! > contrast[i]! && marks[j] === SUBJECT && alike(difference, contrast, i, j, faint)) return true;
      }
    return false;
  };
  let front: number[] = [];
  for (let i = 0; i < mixed.length; i++) if (mixed[i] && marks[i] === SUBJECT && thin(i)) front.push(i);
  for (let depth = 0; depth < DEPTH && front.length; depth++) {
    const next: number[] = [];
    const visit = (j: number) => {
      if (mixed[j] || marks[j] !== SUBJECT || !thin(j)) return;
      mixed[j] = 1;
      next.push(j);
    };
    for (const i of front) {
      const x = i % width;
      if (x > 0) visit(i - 1);
      if (x < width - 1) visit(i + 1);
      if (i >= width) visit(i - width);
      if (i < width * (height - 1)) visit(i + width);
    }
    front = next;
  }
}
