import type { Bounds } from "./bounds.ts";
import type { Length, Sides } from "./canvas.ts";
import type { Size } from "./size.ts";

/** Whole pixels; percent are of `along`. */
function pixelsOf({ value, unit }: Length, along: number): number {
  return Math.round(unit === "px" ? value : (value / 100) * along);
}

/** Sides in whole pixels; percent are of the width left and right, of the height above and below. */
export function sidesInPixels({ top, right, bottom, left }: Sides, { width, height }: Size): Bounds {
  return {
    left: pixelsOf(left, width),
    top: pixelsOf(top, height),
    right: pixelsOf(right, width),
    bottom: pixelsOf(bottom, height),
  };
}
