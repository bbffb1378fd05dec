import {
  type Affine,
  invert,
  mirroring,
  multiply,
  type Resize,
  type Rotation,
  resizedSize,
  rotatedFrom,
  rotatedSize,
  type Size,
  scaling,
  translation,
} from "@alphacut/pixels";

/** A rectangle in whole pixels of the upright photo. */
export interface Box extends Size {
  left: number;
  top: number;
}

export interface Placement {
  /** The canvas after cropping, resizing and turning. */
  canvas: Size;
  /** From pixels of the upright photo to pixels of the canvas. */
  toCanvas: Affine;
}

/** How a picture is turned: first mirrored, then rotated. */
export interface Turn {
  mirror: boolean;
  rotation: Rotation;
}

/** Where cropping, then resizing, then turning puts the pixels of the photo. */
export function place(crop: Box, resize: Resize, { mirror, rotation }: Turn): Placement {
  const resized = resizedSize(crop, resize);
  const canvas = rotatedSize(resized, rotation);
  const steps: Affine[] = [
    invert(rotatedFrom(resized, canvas, rotation.degrees)),
    ...(mirror ? [mirroring(resized.width)] : []),
    scaling(resized.width / crop.width, resized.height / crop.height),
    translation(-crop.left, -crop.top),
  ];
  return { canvas, toCanvas: steps.reduce(multiply) };
}

/** Grows a box by `margin` (a share of its longer side) and cuts it at the borders of the photo. */
export function withMargin(box: Box, margin: number, photo: Size): Box {
  const pixels = Math.round(Math.max(box.width, box.height) * margin);
  const left = Math.max(0, box.left - pixels);
  const top = Math.max(0, box.top - pixels);
  return {
    left,
    top,
    width: Math.min(photo.width, box.left + box.width + pixels) - left,
    height: Math.min(photo.height, box.top + box.height + pixels) - top,
  };
}
