import type { Raster, Region } from "../../image/raster.ts";
import { MIXED } from "./coverage.ts";
import type { Evidence } from "./evidence.ts";
import { SUBJECT } from "./regions.ts";
import type { View } from "./view.ts";

/**
 * Gives the view on the subject's outline the photo's color, within each of its pixels, that differs most from the backdrop: a line
 * of a pixel or two is paler in the view than it is.
 *
 * @returns for each pixel of the subject how far its color is from the backdrop, in levels to the fourth power; 0 elsewhere: the
 * stronger a color, the less of the backdrop is in it
 */
export function strongestColors(
  { data, width: stride }: Raster,
  region: Region,
  { width, height, rgb }: View,
  { difference, contrast }: Evidence,
  marks: Uint8Array,
  coverage: Uint8Array,
): Float32Array {
  const weights = new Float32Array(contrast.length);
  for (let i = 0; i < weights.length; i++) {
    if (marks[i] !== SUBJECT) continue;
    let strongest = contrast[i]! ** 2;
    if (coverage[i] !== MIXED) {
      weights[i] = strongest ** 2;
      continue;
    }
    const x = i % width;
    const y = (i - x) / width;
    const top = region.top + Math.floor((y * region.height) / height);
    const bottom = region.top + Math.max(1, Math.ceil(((y + 1) * region.height) / height));
    const left = region.left + Math.floor((x * region.width) / width);
    const right = region.left + Math.max(1, Math.ceil(((x + 1) * region.width) / width));
    const red = rgb[3 * i]! - difference[3 * i]!;
    const green = rgb[3 * i + 1]! - difference[3 * i + 1]!;
    const blue = rgb[3 * i + 2]! - difference[3 * i + 2]!;
    let at = -1;
    for (let v = top; v < bottom; v++) {
      for (let u = left, p = 4 * (v * stride + left); u < right; u++, p += 4) {
        const square = (data[p]! - red) ** 2 + (data[p + 1]! - green) ** 2 + (data[p + 2]! - blue) ** 2;
        if (square <= strongest) continue;
        strongest = square;
        at = p;
      }
    }
    weights[i] = strongest ** 2;
    if (at >= 0) for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[at + c]!;
  }
  return weights;
}
