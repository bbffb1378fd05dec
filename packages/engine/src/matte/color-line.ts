import type { Mask, RgbRaster } from "../image/raster.ts";
import {
  addColor,
  addSums,
  CHANNELS,
  type ColorSums,
  colorPyramid,
  emptySide,
  fillColors,
  weightsOf,
} from "./color-field.ts";
import type { Transition } from "./transition.ts";

/** Values of a cell in `ColorLines`. */
export const LINE_CHANNELS = 11;

/**
 * What the neighborhood says about a pixel of the transition, an undecided cell, in the order of `Transition.cells`: the
 * subject's color F (0…2) and the background's B (3…5); how far alpha read off the line from B to F can be wrong (variances
 * of alpha): by F's variety (6), by B's (7), by noise and by what contradicts the mask (8), by ambiguity of colors in between
 * (9); how much steeper than the mask alpha is (10).
 */
export type ColorLines = Float32Array;

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

/** Mask distance (0…1) from 0 and 1 up to which a pixel says nothing about its own alpha. */
const UNSURE = 3 / 255;

/** Estimates the colors on both sides of the transition and how far to trust them. */
export function findColorLines(mask: Mask, guide: RgbRaster, transition: Transition): ColorLines {
  const { width, cells, hardness, oneSidedness } = transition;
  const { subject, background } = sampleSides(mask, guide, transition);
  const subjectPyramid = colorPyramid(subject.coarse);
  const backgroundPyramid = colorPyramid(background.coarse);
  const near = backgroundNearby(backgroundPyramid);
  const f = fillColors(subject, subjectPyramid, transition);
  const b = fillColors(background, backgroundPyramid, transition);
  const lines = new Float32Array(cells.length * LINE_CHANNELS);
  for (let k = 0, at = 0; k < cells.length; k++, at += LINE_CHANNELS) {
    writeLine(lines, at, f, b, k * CHANNELS, hardness[k]!);
    const doubt = oneSidedness[k]!;
    lines[at + 8] = lines[at + 8]! + ONE_SIDED * doubt * doubt;
    lines[at + 10] = 1 + HARD_STRETCH * hardness[k]! + DOUBT_STRETCH * doubt;
    const y = Math.floor(cells[k]! / width);
    const lack = 1 - near(cells[k]! - y * width, y);
    lines[at + 9] = 4 * lack * lack;
  }
  addContradiction(lines, mask, guide, transition);
  return lines;
}

/** Collects the colors of pixels that show one side only; far from the transition one of a coarse cell's 16 stands for all. */
function sampleSides(mask: Mask, { data: rgb }: RgbRaster, transition: Transition) {
  const { width, height, cells, places, hardness } = transition;
  const subject = emptySide(transition);
  const background = emptySide(transition);
  const half = subject.coarse.width;
  const isNear = new Uint8Array(subject.coarse.width * subject.coarse.height);
  const coarseOf = (x: number, y: number) => (y >> 1) * half + (x >> 1);
  const addDecided = (x: number, y: number, weight: number) => {
    const i = 2 * y * mask.width + 2 * x;
    const side = mask.data[i]! < 128 ? background : subject;
    addColor(side.coarse.sums, coarseOf(x, y), weight, rgb, 3 * i);
  };
  for (let place = 0; place < cells.length; place++) {
    const y = Math.floor(cells[place]! / width);
    const x = cells[place]! - y * width;
    const pure = PURE_SOFT + (PURE_HARD - PURE_SOFT) * hardness[place]!;
    forEachPixel(mask, x, y, (pixel, value) => {
      if (value < pure) addColor(background.fine, place, (1 - value / pure) ** 2, rgb, 3 * pixel);
      else if (value > 1 - pure) addColor(subject.fine, place, (1 - (1 - value) / pure) ** 2, rgb, 3 * pixel);
    });
    const coarse = coarseOf(x, y);
    isNear[coarse] = 1;
    addSums(subject.fine, place, subject.coarse.sums, coarse);
    addSums(background.fine, place, background.coarse.sums, coarse);
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      if (!isNear[coarseOf(x, y)]) {
        addDecided(x, y, 16);
        continue;
      }
      for (let v = y; v < Math.min(height, y + 2); v++) {
        for (let u = x; u < Math.min(width, x + 2); u++) if (places[v * width + u]! < 0) addDecided(u, v, 4);
      }
    }
  }
  return { subject, background };
}

/** Calls `visit` with the place and the value (0…1) of each mask pixel in a cell. */
function forEachPixel(
  { data, width, height }: Mask,
  x: number,
  y: number,
  visit: (pixel: number, value: number) => void,
): void {
  const right = Math.min(width, 2 * x + 2);
  const bottom = Math.min(height, 2 * y + 2);
  for (let v = 2 * y; v < bottom; v++) {
    for (let i = v * width + 2 * x; i < v * width + right; i++) visit(i, data[i]! / 255);
  }
}

/** Must be asked before the pyramid is filled. */
function backgroundNearby(pyramid: ColorSums[]): (x: number, y: number) => number {
  const level = Math.min(NEAR_LEVEL, pyramid.length);
  const { width, height } = pyramid[level - 1]!;
  const full = 4 ** (level + 1) * NEAR_SHARE;
  const shares = weightsOf(pyramid[level - 1]!).map((weight) => weight / full);
  const scale = 0.5 ** level;
  return (x, y) => {
    const u = Math.max(0, Math.min(width - 1, (x + 0.5) * scale - 0.5));
    const v = Math.max(0, Math.min(height - 1, (y + 0.5) * scale - 0.5));
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
  lines: ColorLines,
  mask: Mask,
  { data: rgb }: RgbRaster,
  { width, height, cells, places, hardness }: Transition,
): void {
  const sums = new Float32Array(cells.length);
  const counts = new Float32Array(cells.length);
  for (let k = 0; k < cells.length; k++) {
    const y = Math.floor(cells[k]! / width);
    const at = k * LINE_CHANNELS;
    forEachPixel(mask, cells[k]! - y * width, y, (i, value) => {
      if (value < UNSURE || value > 1 - UNSURE) return;
      const seen = alphaOnLine(lines, at, rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!);
      sums[k] = sums[k]! + seen - value;
      counts[k] = counts[k]! + 1;
    });
  }
  for (let k = 0; k < cells.length; k++) {
    const y = Math.floor(cells[k]! / width);
    const x = cells[k]! - y * width;
    const right = Math.min(width - 1, x + 1);
    let [sum, count] = [0, 1];
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= right; u++) {
        const place = places[v * width + u]!;
        if (place < 0) continue;
        sum += sums[place]!;
        count += counts[place]!;
      }
    }
    const at = k * LINE_CHANNELS + 8;
    lines[at] = lines[at]! + hardness[k]! * (sum / count) ** 2;
  }
}

/** Where a color lies on the line from B to F, 0…1: the alpha with which F over B comes closest to it. */
function alphaOnLine(line: ArrayLike<number>, at: number, r: number, g: number, b: number): number {
  const br = line[at + 3]!;
  const bg = line[at + 4]!;
  const bb = line[at + 5]!;
  const x = line[at]! - br;
  const y = line[at + 1]! - bg;
  const z = line[at + 2]! - bb;
  const alpha = (x * (r - br) + y * (g - bg) + z * (b - bb)) / (x * x + y * y + z * z + 1e-3);
  return alpha < 0 ? 0 : alpha > 1 ? 1 : alpha;
}
