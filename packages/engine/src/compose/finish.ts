import { type Bounds, boundsOf, intersection } from "../image/bounds.ts";
import type { Raster } from "../image/raster.ts";
import { resizeRaster } from "../image/resize.ts";
import type { Recipe } from "../recipe.ts";
import type { Composition } from "./compose.ts";
import { drawWatermark } from "./watermark.ts";

/** Makes a picture smaller where it has more pixels than it may, and marks it as a test. */
export async function finish(
  composition: Composition,
  { maxPixels, watermark }: Recipe,
): Promise<Composition> {
  const { raster, subject } = composition;
  const scale = maxPixels ? Math.sqrt(maxPixels / (raster.width * raster.height)) : 1;
  const small = scale < 1 ? await reduced(raster, scale) : raster;
  if (watermark) await drawWatermark(small);
  return { ...composition, raster: small, subject: subject && scaledBounds(subject, raster, small) };
}

/** Never one pixel more: both sides are rounded down. */
function reduced(raster: Raster, scale: number): Promise<Raster> {
  const side = (length: number) => Math.max(1, Math.floor(length * scale));
  return resizeRaster(raster, { width: side(raster.width), height: side(raster.height) });
}

function scaledBounds({ left, top, right, bottom }: Bounds, from: Raster, to: Raster): Bounds {
  const x = to.width / from.width;
  const y = to.height / from.height;
  const scaled = {
    left: Math.floor(left * x),
    top: Math.floor(top * y),
    right: Math.ceil(right * x),
    bottom: Math.ceil(bottom * y),
  };
  return intersection(scaled, boundsOf(to));
}
