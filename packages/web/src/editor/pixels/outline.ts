import { type Affine, apply, type Point, type Size, scaling } from "@alphacut/pixels";
import type { Box } from "../core/geometry.ts";
import { createLayer } from "./photo.ts";

/** Alpha up to this is noise of the matte; the server ignores it as well. */
const NOISE = 7;

/**
 * Both ends of every row in which something is visible, as corners of pixels: all that is needed to find the smallest box
 * around it under any affine transformation.
 */
export type Outline = readonly Point[];

export function outlineOf(rgba: Uint8ClampedArray, { width, height }: Size): Outline {
  const outline: Point[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let left = 0;
    while (left < width && rgba[(row + left) * 4 + 3]! <= NOISE) left++;
    if (left === width) continue;
    let right = width;
    while (rgba[(row + right - 1) * 4 + 3]! <= NOISE) right--;
    outline.push({ x: left, y }, { x: left, y: y + 1 }, { x: right, y }, { x: right, y: y + 1 });
  }
  return outline;
}

/** The subject's outline in pixels of a photo of size `photo`. */
export function subjectOutline(subject: OffscreenCanvas, photo: Size): Outline {
  const { width, height } = subject;
  const copy = createLayer(subject, { willReadFrequently: true });
  copy.drawImage(subject, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  const toPhoto = scaling(photo.width / width, photo.height / height);
  return outlineOf(data, subject).map((point) => apply(toPhoto, point));
}

/**
 * The smallest box of whole pixels around an outline after a transformation, cut at the borders of `within`; all of `within`
 * when the outline is empty.
 */
export function boundsOf(outline: Outline, transform: Affine, within: Size): Box {
  if (outline.length === 0) return { left: 0, top: 0, ...within };
  let [left, top, right, bottom] = [within.width, within.height, 0, 0];
  for (const point of outline) {
    const { x, y } = apply(transform, point);
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  left = Math.max(0, Math.floor(left));
  top = Math.max(0, Math.floor(top));
  return {
    left,
    top,
    width: Math.min(within.width, Math.ceil(right)) - left,
    height: Math.min(within.height, Math.ceil(bottom)) - top,
  };
}
