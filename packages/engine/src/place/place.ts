import {
  type Bounds,
  boundsOf,
  intersection,
  isEmpty,
  mirrorCutSides,
  placeSubject,
  sizeOf,
  subjectBounds,
  translate,
  turnCutSides,
} from "@alphacut/pixels";
import { EngineError } from "../errors.ts";
import type { Raster, Size } from "../image/raster.ts";
import { resizeRaster } from "../image/resize.ts";
import { transform } from "../image/transform.ts";
import { checkResultSize, turnedSize } from "../image/transformed-size.ts";
import { windowOf } from "../image/window.ts";
import type { Canvas, Recipe } from "../recipe.ts";
import type { Frame } from "./frame.ts";

export interface Placed {
  raster: Raster;
  /** The subject's bounds in it. */
  subject: Bounds | undefined;
}

/**
 * Crops, resizes, mirrors and rotates a cutout, and places its subject on a canvas. Where the recipe asks for none of it, the same
 * raster comes back.
 *
 * @throws EngineError `InvalidRecipe` when a canvas has no room for the subject, or the result would become too large
 */
export async function place(cutout: Raster, frame: Frame, recipe: Recipe): Promise<Placed> {
  const size = sizeOf(frame.bounds);
  checkResultSize(size);
  checkResultSize(turnedSize(size, recipe));
  const shown = windowOf(cutout, frame.bounds);
  if (recipe.canvas) return placeOnCanvas(shown, frame, recipe.canvas, recipe);
  const raster = await transform(shown, recipe);
  return { raster, subject: raster === cutout ? frame.subject : subjectBounds(raster) };
}

async function placeOnCanvas(shown: Raster, frame: Frame, canvas: Canvas, recipe: Recipe): Promise<Placed> {
  const { resize, mirror, rotation, outline } = recipe;
  const usual = turnedSize(shown, recipe);
  const size = { width: canvas.width ?? usual.width, height: canvas.height ?? usual.height };
  if (!frame.subject) return { raster: blank(size), subject: undefined };
  // Scaled once, from the photo's own pixels, unless they have to be turned or distorted first.
  const isDirect = !rotation && !mirror && !(resize?.exact && resize.width && resize.height);
  const source = isDirect ? shown : await transform(shown, recipe);
  const bounds = isDirect
    ? translate(frame.subject, -frame.bounds.left, -frame.bounds.top)
    : subjectBounds(source);
  if (!bounds) return { raster: blank(size), subject: undefined };
  const subject = {
    bounds,
    frame: source,
    cut: turnCutSides(mirror ? mirrorCutSides(frame.cut) : frame.cut, rotation),
    zoom: usual.width / source.width,
    reach: outline ? Math.ceil(outline.width) : 0,
  };
  const at = placeSubject(subject, size, canvas);
  if (!at)
    throw new EngineError(
      "InvalidRecipe",
      `The padding and the outline leave no room on a canvas of ${size.width} × ${size.height} px`,
    );
  const visible = intersection(at, boundsOf(size));
  return {
    raster: await drawn(source, bounds, at, size),
    subject: isEmpty(visible) ? undefined : visible,
  };
}

/** What is drawn beyond the canvas's edge, in pixels of the source, so that filters see what is there. */
const BEYOND = 2;

/** Scales the pixels within `bounds` to where they shall be on an empty canvas of this size. */
async function drawn(source: Raster, bounds: Bounds, at: Bounds, size: Size): Promise<Raster> {
  const visible = intersection(at, boundsOf(size));
  if (isEmpty(visible)) return blank(size);
  const scaleX = (at.right - at.left) / (bounds.right - bounds.left);
  const scaleY = (at.bottom - at.top) / (bounds.bottom - bounds.top);
  // Only what will be seen is scaled: a subject that fills a canvas may reach out of it by any factor.
  const part = intersection(bounds, {
    left: bounds.left + Math.floor((visible.left - at.left) / scaleX) - BEYOND,
    top: bounds.top + Math.floor((visible.top - at.top) / scaleY) - BEYOND,
    right: bounds.left + Math.ceil((visible.right - at.left) / scaleX) + BEYOND,
    bottom: bounds.top + Math.ceil((visible.bottom - at.top) / scaleY) + BEYOND,
  });
  const left = at.left + Math.round((part.left - bounds.left) * scaleX);
  const top = at.top + Math.round((part.top - bounds.top) * scaleY);
  const { width, height } = sizeOf(part);
  const scaled = await resizeRaster(windowOf(source, part), {
    width: Math.max(1, Math.round(width * scaleX)),
    height: Math.max(1, Math.round(height * scaleY)),
  });
  return windowOf(scaled, translate(boundsOf(size), -left, -top));
}

function blank({ width, height }: Size): Raster {
  return { width, height, data: new Uint8Array(width * height * 4) };
}
