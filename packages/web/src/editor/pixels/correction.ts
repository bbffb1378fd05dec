import { type Size, scaling } from "@alphacut/pixels";
import type { Stroke } from "../core/strokes.ts";
import { paintStroke } from "./paint-stroke.ts";
import { createLayer } from "./photo.ts";

/** Larger ones are stretched by the server; a brush has no finer detail. */
const LONGEST_SIDE = 4096;

/** The strokes as the server takes them: a transparent PNG with white where to keep and black where to erase. */
export function correctionPicture(strokes: readonly Stroke[], photo: Size): Promise<Blob> {
  const { width, height } = photo;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  const layer = createLayer(size);
  const toLayer = scaling(size.width / width, size.height / height);
  for (const stroke of strokes)
    paintStroke(layer, stroke, stroke.mode === "keep" ? "#fff" : "#000", photo, toLayer);
  return layer.canvas.convertToBlob({ type: "image/png" });
}
