import {
  type Affine,
  apply,
  type Bounds,
  type CutSides,
  findCutSides,
  boundsOf as frameOf,
  multiply,
  type Point,
  type Size,
  scaling,
  subjectBounds,
  translation,
  UNCUT,
} from "@alphacut/pixels";
import type { Box } from "../core/geometry.ts";
import { createLayer } from "./photo.ts";

/** Alpha up to this is noise of the matte; the server ignores it as well. */
const NOISE = 7;

/**
 * Both ends of every row in which something is visible, as corners of pixels: all that is needed to find the smallest box
 * around it under any affine transformation.
 */
export type Outline = readonly Point[];

/** Where the subject is, in pixels of the photo. */
export interface Subject {
  outline: Outline;
  /** Without the noise of a matte; `null` where there is none. */
  bounds: Bounds | null;
  /** Where the photo's frame cuts it off. */
  cut: CutSides;
}

export const NO_SUBJECT: Subject = { outline: [], bounds: null, cut: UNCUT };

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

/**
 * Finds the subject of a cutout of a photo of size `photo`.
 *
 * @param crop what is shown of it
 */
export function findSubject(
  cutout: OffscreenCanvas,
  photo: Size,
  crop: Box = { left: 0, top: 0, ...photo },
): Subject {
  const [scaleX, scaleY] = [cutout.width / photo.width, cutout.height / photo.height];
  const left = Math.round(crop.left * scaleX);
  const top = Math.round(crop.top * scaleY);
  const width = Math.max(1, Math.round(crop.width * scaleX));
  const height = Math.max(1, Math.round(crop.height * scaleY));
  const copy = createLayer({ width, height }, { willReadFrequently: true });
  copy.drawImage(cutout, -left, -top);
  const picture = copy.getImageData(0, 0, width, height);
  const toPhoto = multiply(
    translation(crop.left, crop.top),
    scaling(crop.width / width, crop.height / height),
  );
  const found = subjectBounds(picture);
  return {
    outline: outlineOf(picture.data, { width, height }).map((point) => apply(toPhoto, point)),
    bounds: found ? boundsInPhoto(found, toPhoto) : null,
    cut: found ? findCutSides(picture, found, frameOf({ width, height })) : UNCUT,
  };
}

function boundsInPhoto({ left, top, right, bottom }: Bounds, toPhoto: Affine): Bounds {
  const first = apply(toPhoto, { x: left, y: top });
  const last = apply(toPhoto, { x: right, y: bottom });
  return {
    left: Math.round(first.x),
    top: Math.round(first.y),
    right: Math.round(last.x),
    bottom: Math.round(last.y),
  };
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
