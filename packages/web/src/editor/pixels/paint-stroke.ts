import { type Affine, type Size, scaleOf } from "@alphacut/pixels";
import type { BrushStroke, RegionStroke, Stroke } from "../core/strokes.ts";
import { OUT_OF_SIGHT } from "./out-of-sight.ts";
import { createLayer } from "./photo.ts";

type Context = OffscreenCanvasRenderingContext2D;

/**
 * Paints a stroke in one color over what is there.
 *
 * @param photo its size; `toContext` leads from its pixels to those of the context
 */
export function paintStroke(
  context: Context,
  stroke: Stroke,
  color: string,
  photo: Size,
  toContext: Affine,
): void {
  if ("runs" in stroke) paintRegion(context, stroke, color, photo, toContext);
  else paintLine(context, stroke, color, toContext);
}

/** In its own grid first: between runs that are scaled one by one, the picture would shine through. */
function paintRegion(
  context: Context,
  { grid, runs }: RegionStroke,
  color: string,
  photo: Size,
  toContext: Affine,
): void {
  const layer = createLayer(grid);
  layer.fillStyle = color;
  for (let i = 0; i < runs.length; i += 3)
    layer.fillRect(runs[i + 1]!, runs[i]!, runs[i + 2]! - runs[i + 1]!, 1);
  context.save();
  context.setTransform(...toContext);
  context.imageSmoothingQuality = "high";
  context.drawImage(layer.canvas, 0, 0, photo.width, photo.height);
  context.restore();
}

/** The soft edge is the shadow of a line that is drawn out of sight, because not every browser has canvas filters. */
function paintLine(context: Context, stroke: BrushStroke, color: string, toContext: Affine): void {
  const [a, b, c, d, e, f] = toContext;
  const [first, ...rest] = stroke.points;
  if (!first) return;
  const edge = stroke.softness * stroke.radius;
  context.save();
  context.setTransform(a, b, c, d, e - OUT_OF_SIGHT, f);
  context.shadowColor = color;
  context.shadowOffsetX = OUT_OF_SIGHT;
  context.shadowBlur = edge * scaleOf(toContext);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = 2 * stroke.radius - edge;
  context.beginPath();
  context.moveTo(first.x, first.y);
  // A line of no length would not be drawn at all.
  context.lineTo(first.x + 0.01, first.y);
  for (const { x, y } of rest) context.lineTo(x, y);
  context.stroke();
  context.restore();
}

/** A photo to take pixels from, of whatever resolution, stretched over its full size. */
export interface PhotoSource {
  bitmap: CanvasImageSource;
  size: Size;
}

/**
 * Corrects a cutout by one stroke: the photo's own pixels come back where it keeps ("over"), the cutout goes where it
 * erases ("out"). The server does the same arithmetic.
 *
 * @param scratch as large as the cutout; its content is lost
 * @param toContext from pixels of the photo to pixels of both contexts
 */
export function applyStroke(
  cutout: Context,
  scratch: Context,
  photo: PhotoSource,
  stroke: Stroke,
  toContext: Affine,
): void {
  scratch.reset();
  paintStroke(scratch, stroke, "#fff", photo.size, toContext);
  if (stroke.mode === "keep") {
    scratch.globalCompositeOperation = "source-in";
    scratch.setTransform(...toContext);
    scratch.drawImage(photo.bitmap, 0, 0, photo.size.width, photo.size.height);
  }
  cutout.save();
  cutout.resetTransform();
  cutout.globalCompositeOperation = stroke.mode === "keep" ? "source-over" : "destination-out";
  cutout.drawImage(scratch.canvas, 0, 0);
  cutout.restore();
}

/**
 * Takes back what was painted before under a stroke.
 *
 * @param painted the cutout with all that
 * @param scratch as large as it; its content is lost
 * @param cutout without any of it
 */
export function restoreCutout(
  painted: Context,
  scratch: Context,
  cutout: CanvasImageSource,
  photo: Size,
  stroke: Stroke,
  toContext: Affine,
): void {
  scratch.reset();
  paintStroke(scratch, stroke, "#fff", photo, toContext);
  painted.save();
  painted.resetTransform();
  painted.globalCompositeOperation = "destination-out";
  painted.drawImage(scratch.canvas, 0, 0);
  scratch.globalCompositeOperation = "source-in";
  scratch.drawImage(cutout, 0, 0, scratch.canvas.width, scratch.canvas.height);
  painted.globalCompositeOperation = "lighter";
  painted.drawImage(scratch.canvas, 0, 0);
  painted.restore();
}
