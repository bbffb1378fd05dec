import type { Mask, RgbRaster } from "../image/raster.ts";
import { addColor, CHANNELS, type ColorSums, colorPyramid, fillColors, weightsOf } from "./color-field.ts";
import type { Transition } from "./transition.ts";

/** Values of a cell in `ColorLines`. */
export const LINE_CHANNELS = 11;

/**
 * What the neighborhood says about a pixel of the transition, a cell: the subject's color F (0…2) and the background's
 * B (3…5); how far alpha read off the line from B to F can be wrong (variances of alpha): by F's variety (6), by B's
 * (7), by noise and by what contradicts the mask (8), by ambiguity of colors in between (9); how
 * much steeper than the mask alpha is (10). Defined where the transition is undecided, zero elsewhere.
 */
export interface ColorLines {
  width: number;
  height: number;
  undecided: Uint8Array;
  lines: Float32Array;
}

/**
 * Mask distance from 0 or 1 within which a pixel shows one side only: at soft transitions the mask must be nearly sure,
 * at hard edges its own blur is all that makes it unsure.
 */
const PURE_SOFT = 0.06;
const PURE_HARD = 0.35;

/** Trust in the sides' color variances: at soft transitions texture matters less than what the mask cannot resolve. */
const VARIETY_SOFT = 0.3;
const VARIETY_HARD = 1.5;

/** Variance of a channel (0…255, squared) by sensor noise and compression. */
const NOISE = 50;

/** Variance of alpha by colors where the mask sees no edge at all. */
const ONE_SIDED = 0.3;

/** How much steeper than the mask alpha is at hard edges, which the model blurs, and where the mask only doubts. */
const HARD_STRETCH = 0.4;
const DOUBT_STRETCH = 0.6;

/** Level of the pyramid (32 mask pixels a cell) and weight share there that tell whether background is near. */
const NEAR_LEVEL = 4;
const NEAR_SHARE = 0.03;

/** Estimates the colors on both sides of the transition and how far to trust them. */
export function findColorLines(mask: Mask, guide: RgbRaster, transition: Transition): ColorLines {
  const { width, height, undecided } = transition;
  const { subject, background } = sampleSides(mask, guide, transition);
  const subjectPyramid = colorPyramid(subject);
  const backgroundPyramid = colorPyramid(background);
  const near = backgroundNearby(backgroundPyramid);
  const f = fillColors(subjectPyramid, undecided);
  const b = fillColors(backgroundPyramid, undecided);
  const lines = new Float32Array(width * height * LINE_CHANNELS);
  for (let y = 0, cell = 0; y < height; y++) {
    for (let x = 0; x < width; x++, cell++) {
      if (!undecided[cell]) continue;
      const at = cell * LINE_CHANNELS;
      writeLine(lines, at, f, b, cell * CHANNELS, transition.hardness[cell]!);
      const doubt = transition.oneSidedness[cell]!;
      lines[at + 8] = lines[at + 8]! + ONE_SIDED * doubt * doubt;
      lines[at + 10] = 1 + HARD_STRETCH * transition.hardness[cell]! + DOUBT_STRETCH * doubt;
      const lack = 1 - near(x, y);
      lines[at + 9] = 4 * lack * lack;
    }
  }
  addContradiction(lines, mask, guide, transition);
  return { width, height, undecided, lines };
}

/** Collects the colors of pixels that show one side only; far from the transition one of a cell's four stands for all. */
function sampleSides(
  mask: Mask,
  { data: rgb }: RgbRaster,
  { width, height, undecided, hardness }: Transition,
) {
  const subject = { width, height, sums: new Float32Array(width * height * CHANNELS) };
  const background = { width, height, sums: new Float32Array(width * height * CHANNELS) };
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = (y >> 1) * width;
    for (let x = 0; x < mask.width; x++, i++) {
      const cell = row + (x >> 1);
      if (!undecided[cell]) {
        if ((x | y) & 1) continue;
        addColor(mask.data[i]! < 128 ? background.sums : subject.sums, cell, 4, rgb, 3 * i);
        continue;
      }
      const pure = PURE_SOFT + (PURE_HARD - PURE_SOFT) * hardness[cell]!;
      const value = mask.data[i]! / 255;
      if (value < pure) addColor(background.sums, cell, (1 - value / pure) ** 2, rgb, 3 * i);
      else if (value > 1 - pure) addColor(subject.sums, cell, (1 - (1 - value) / pure) ** 2, rgb, 3 * i);
    }
  }
  return { subject, background };
}

/** Must be asked before the pyramid is filled. */
function backgroundNearby(pyramid: ColorSums[]): (x: number, y: number) => number {
  const k = Math.min(NEAR_LEVEL, pyramid.length - 1);
  const { width, height } = pyramid[k]!;
  const full = 4 ** (k + 1) * NEAR_SHARE;
  const shares = weightsOf(pyramid[k]!).map((weight) => weight / full);
  return (x, y) => {
    const u = Math.max(0, Math.min(width - 1, (x + 0.5) / 2 ** k - 0.5));
    const v = Math.max(0, Math.min(height - 1, (y + 0.5) / 2 ** k - 0.5));
    const x0 = Math.floor(u);
    const y0 = Math.floor(v) * width;
    const x1 = Math.min(width - 1, x0 + 1);
    const y1 = Math.min(height - 1, Math.floor(v) + 1) * width;
    const upper = shares[y0 + x0]! + (shares[y0 + x1]! - shares[y0 + x0]!) * (u - x0);
    const lower = shares[y1 + x0]! + (shares[y1 + x1]! - shares[y1 + x0]!) * (u - x0);
    return Math.min(1, upper + (lower - upper) * (v - Math.floor(v)));
  };
}

function writeLine(
  lines: Float32Array,
  at: number,
  f: Float32Array,
  b: Float32Array,
  i: number,
  hardness: number,
): void {
  const x = f[i]! - b[i]!;
  const y = f[i + 1]! - b[i + 1]!;
  const z = f[i + 2]! - b[i + 2]!;
  const length = x * x + y * y + z * z + 1e-3;
  const trust = VARIETY_SOFT + (VARIETY_HARD - VARIETY_SOFT) * hardness;
  for (let c = 0; c < 3; c++) {
    lines[at + c] = f[i + c]!;
    lines[at + 3 + c] = b[i + c]!;
  }
  lines[at + 6] = (trust * varianceAlong(f, i, x, y, z)) / (length * length);
  lines[at + 7] = (trust * varianceAlong(b, i, x, y, z)) / (length * length);
  lines[at + 8] = (trust * NOISE) / length + 1e-4;
}

/** Variance of the colors along a direction, times the direction's squared length. */
function varianceAlong(moments: Float32Array, i: number, x: number, y: number, z: number): number {
  const r = moments[i]!;
  const g = moments[i + 1]!;
  const b = moments[i + 2]!;
  const mean = r * x + g * y + b * z;
  const square =
    moments[i + 3]! * x * x +
    moments[i + 6]! * y * y +
    moments[i + 8]! * z * z +
    2 * (moments[i + 4]! * x * y + moments[i + 5]! * x * z + moments[i + 7]! * y * z);
  return Math.max(0, square - mean * mean);
}

/**
 * At hard edges the mask is right on average, whatever its blur. Where alpha read off the colors differs from it over a
 * whole neighborhood (a bright rim in the color of the background, say), the colors mislead: by that much they are
 * wrong.
 */
function addContradiction(
  lines: Float32Array,
  mask: Mask,
  guide: RgbRaster,
  { width, height, undecided, hardness }: Transition,
): void {
  const sums = new Float32Array(width * height);
  const counts = new Float32Array(width * height);
  for (let y = 0, i = 0; y < mask.height; y++) {
    const row = (y >> 1) * width;
    for (let x = 0; x < mask.width; x++, i++) {
      const value = mask.data[i]!;
      const cell = row + (x >> 1);
      if (!undecided[cell] || value < 3 || value > 252) continue;
      const { data: rgb } = guide;
      const seen = alphaOnLine(lines, cell * LINE_CHANNELS, rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!);
      sums[cell] = sums[cell]! + seen - value / 255;
      counts[cell] = counts[cell]! + 1;
    }
  }
  for (let y = 0, cell = 0; y < height; y++) {
    for (let x = 0; x < width; x++, cell++) {
      if (!undecided[cell]) continue;
      let [sum, count] = [0, 1];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          sum += sums[v * width + u]!;
          count += counts[v * width + u]!;
        }
      }
      const at = cell * LINE_CHANNELS;
      lines[at + 8] = lines[at + 8]! + hardness[cell]! * (sum / count) ** 2;
    }
  }
}

/** Where a color lies on the line from B to F, 0…1: the alpha with which F over B comes closest to it. */
export function alphaOnLine(line: ArrayLike<number>, at: number, r: number, g: number, b: number): number {
  const br = line[at + 3]!;
  const bg = line[at + 4]!;
  const bb = line[at + 5]!;
  const x = line[at]! - br;
  const y = line[at + 1]! - bg;
  const z = line[at + 2]! - bb;
  const alpha = (x * (r - br) + y * (g - bg) + z * (b - bb)) / (x * x + y * y + z * z + 1e-3);
  return alpha < 0 ? 0 : alpha > 1 ? 1 : alpha;
}
