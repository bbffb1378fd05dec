import { type Affine, type Size, scaling } from "@alphacut/pixels";
import { type BrushStroke, hintsOf, type Stroke } from "../core/strokes.ts";
import { paintStroke } from "./paint-stroke.ts";
import { createLayer } from "./photo.ts";

/** Larger ones are stretched by the server; a brush has no finer detail. */
const LONGEST_SIDE = 4096;

/** The strokes as the server takes them with everything else that is asked for. */
export async function strokePictures(strokes: readonly Stroke[], photo: Size) {
  const hints = hintsOf(strokes);
  const correction = hints.length < strokes.length ? await correctionPicture(strokes, photo) : null;
  return { correction, ...(await hintPictures(hints, photo)) };
}

/** White where to keep and white where to remove, each on black; null where there is nothing of a kind. */
export async function hintPictures(hints: readonly BrushStroke[], photo: Size) {
  const picture = async (mode: Stroke["mode"]) => {
    if (!hints.some((hint) => hint.mode === mode)) return null;
    const { layer, toLayer } = layerFor(photo);
    layer.fillRect(0, 0, layer.canvas.width, layer.canvas.height);
    for (const hint of hints) paintStroke(layer, hint, hint.mode === mode ? "#fff" : "#000", photo, toLayer);
    return pngOf(layer);
  };
  return { keepMask: await picture("keep"), removeMask: await picture("erase") };
}

/** A transparent picture with white where to keep and black where to erase; a hint takes back what was painted before. */
function correctionPicture(strokes: readonly Stroke[], photo: Size): Promise<Blob> {
  const { layer, toLayer } = layerFor(photo);
  for (const stroke of strokes) {
    layer.globalCompositeOperation = "isHint" in stroke ? "destination-out" : "source-over";
    paintStroke(layer, stroke, stroke.mode === "keep" ? "#fff" : "#000", photo, toLayer);
  }
  return pngOf(layer);
}

function layerFor({ width, height }: Size): { layer: OffscreenCanvasRenderingContext2D; toLayer: Affine } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const size = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  return { layer: createLayer(size), toLayer: scaling(size.width / width, size.height / height) };
}

function pngOf({ canvas }: OffscreenCanvasRenderingContext2D): Promise<Blob> {
  return canvas.convertToBlob({ type: "image/png" });
}

/** A correction that keeps everything. */
export function whitePixel(): Promise<Blob> {
  const layer = createLayer({ width: 1, height: 1 });
  layer.fillStyle = "#fff";
  layer.fillRect(0, 0, 1, 1);
  return pngOf(layer);
}
