import { type Bounds, sizeOf } from "@alphacut/pixels";
import type { Raster } from "../image/raster.ts";
import { checkResultSize } from "../image/transformed-size.ts";
import { windowOf } from "../image/window.ts";

/** A picture that has grown to the left and to the top by so many pixels. */
export interface Grown {
  raster: Raster;
  left: number;
  top: number;
}

/**
 * Copies onto a larger canvas; the same raster when it is no larger.
 *
 * @param canvas holds the whole picture
 * @throws EngineError `InvalidRecipe` when the canvas would become too large
 */
export function onCanvas(raster: Raster, canvas: Bounds): Grown {
  checkResultSize(sizeOf(canvas));
  return { raster: windowOf(raster, canvas), left: Math.abs(canvas.left), top: Math.abs(canvas.top) };
}
