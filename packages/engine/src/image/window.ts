import type { Bounds } from "@alphacut/pixels";
import type { Raster } from "./raster.ts";

/** What a window on a picture shows: what lies outside of the picture is transparent black. The same raster if it is all. */
export function windowOf(raster: Raster, { left, top, right, bottom }: Bounds): Raster {
  const width = right - left;
  const height = bottom - top;
  if (left === 0 && top === 0 && width === raster.width && height === raster.height) return raster;
  const data = new Uint8Array(width * height * 4);
  const from = Math.max(0, left);
  const to = Math.min(raster.width, right);
  for (let y = Math.max(0, top); from < to && y < Math.min(raster.height, bottom); y++) {
    const row = raster.data.subarray((y * raster.width + from) * 4, (y * raster.width + to) * 4);
    data.set(row, ((y - top) * width + from - left) * 4);
  }
  return { width, height, data };
}
