import { laidOnGround, multiply, type Size, scaling, visibleBounds } from "@alphacut/pixels";
import type { Box, Placement } from "../core/geometry.ts";
import { createLayer } from "./photo.ts";

/** What casts a contact shadow: the subject laid down on the ground, as the engine does it. */
export interface GroundShadow {
  /** Covers the canvas; of its pixels only alpha counts. */
  caster: OffscreenCanvas;
  /** Where something of it is, and how far down it is to be moved, in pixels of the canvas. */
  bounds: Box;
  down: number;
}

/** More pixels cost time and do not show in a preview. */
const LONGEST_SIDE = 2400;

/** @returns `null` where there is nothing to cast a shadow */
export function groundShadow(
  subject: CanvasImageSource,
  photo: Size,
  { canvas, toCanvas }: Placement,
  crop: Box,
): GroundShadow | null {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(canvas.width, canvas.height));
  const width = Math.max(1, Math.round(canvas.width * scale));
  const height = Math.max(1, Math.round(canvas.height * scale));
  const layer = createLayer({ width, height }, { willReadFrequently: true });
  layer.setTransform(...multiply(scaling(width / canvas.width, height / canvas.height), toCanvas));
  layer.beginPath();
  layer.rect(crop.left, crop.top, crop.width, crop.height);
  layer.clip();
  layer.imageSmoothingQuality = "high";
  layer.drawImage(subject, 0, 0, photo.width, photo.height);
  const picture = layer.getImageData(0, 0, width, height);
  const standing = visibleBounds(picture);
  if (!standing) return null;
  const { caster, down } = laidOnGround(picture, standing);
  const lying = visibleBounds(caster);
  if (!lying) return null;
  layer.reset();
  layer.putImageData(new ImageData(new Uint8ClampedArray(caster.data.buffer), width, height), 0, 0);
  return {
    caster: layer.canvas,
    bounds: {
      left: Math.floor(lying.left / scale),
      top: Math.floor(lying.top / scale),
      width: Math.ceil((lying.right - lying.left) / scale),
      height: Math.ceil((lying.bottom - lying.top) / scale),
    },
    down: Math.round(down / scale),
  };
}
