import type { Crop, Length, Sides } from "@alphacut/engine";

/** A region as a rectangle in whole pixels of a picture. It may be empty, or reach out of the picture. */
export function regionInPixels(region: Sides, { width, height }: { width: number; height: number }): Crop {
  const pixels = ({ value, unit }: Length, along: number) =>
    Math.round(unit === "px" ? value : (value / 100) * along);
  const left = pixels(region.left, width);
  const top = pixels(region.top, height);
  return {
    left,
    top,
    width: pixels(region.right, width) - left,
    height: pixels(region.bottom, height) - top,
  };
}
