import type { Raster, Region } from "../../image/raster.ts";
import type { Evidence } from "./evidence.ts";
import type { View } from "./view.ts";

/** A color for each view pixel, RGB, and how far it is from the backdrop, in levels. */
export interface StrongestColors {
  color: Float32Array;
  strength: Float32Array;
}

/**
 * The view's colors; for the pixels asked for, the photo's color within them that differs most from the backdrop: a line of a
 * pixel or two is paler in the view than it is.
 */
export function strongestColors(
  { data, width: stride }: Raster,
  region: Region,
  { width, height, rgb }: View,
  { difference, contrast }: Evidence,
  wanted: (i: number) => boolean,
): StrongestColors {
  const color = rgb.slice();
  const strength = contrast.slice();
  for (let i = 0; i < strength.length; i++) {
    if (!wanted(i)) continue;
    const x = i % width;
    const y = (i - x) / width;
    const top = region.top + Math.floor((y * region.height) / height);
    const bottom = region.top + Math.max(1, Math.ceil(((y + 1) * region.height) / height));
    const left = region.left + Math.floor((x * region.width) / width);
    const right = region.left + Math.max(1, Math.ceil(((x + 1) * region.width) / width));
    const red = rgb[3 * i]! - difference[3 * i]!;
    const green = rgb[3 * i + 1]! - difference[3 * i + 1]!;
    const blue = rgb[3 * i + 2]! - difference[3 * i + 2]!;
    let strongest = strength[i]! ** 2;
    let at = -1;
    for (let v = top; v < bottom; v++) {
      for (let u = left, p = 4 * (v * stride + left); u < right; u++, p += 4) {
        const square = (data[p]! - red) ** 2 + (data[p + 1]! - green) ** 2 + (data[p + 2]! - blue) ** 2;
        if (square <= strongest) continue;
        strongest = square;
        at = p;
      }
    }
    if (at < 0) continue;
    for (let c = 0; c < 3; c++) color[3 * i + c] = data[at + c]!;
    strength[i] = Math.sqrt(strongest);
  }
  return { color, strength };
}
