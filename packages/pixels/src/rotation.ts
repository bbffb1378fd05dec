import { type Affine, apply } from "./affine.ts";
import type { Size } from "./size.ts";

export interface Rotation {
  /** Counter-clockwise. */
  degrees: number;
  /** Grow the canvas so that nothing is cut off; otherwise the canvas keeps its size. */
  expand: boolean;
}

/** 0 up to, but not, 4. */
function quarterTurns(degrees: number): number {
  return (((degrees % 360) + 360) % 360) / 90;
}

/** Whether a rotation moves whole pixels. */
export function isRightAngle(degrees: number): boolean {
  return Number.isInteger(quarterTurns(degrees));
}

/** The canvas after a rotation, as Pillow's `Image.rotate` has it. */
export function rotatedSize({ width, height }: Size, { degrees, expand }: Rotation): Size {
  const turns = quarterTurns(degrees);
  if (!expand || turns === 0 || turns === 2) return { width, height };
  if (turns === 1 || turns === 3) return { width: height, height: width };
  const turn = aboutCenter({ width, height }, degrees);
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ].map((corner) => apply(turn, corner));
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    width: Math.ceil(Math.max(...xs)) - Math.floor(Math.min(...xs)),
    height: Math.ceil(Math.max(...ys)) - Math.floor(Math.min(...ys)),
  };
}

/**
 * From points of a rotated picture to points of the picture; the middles of both lie on each other. Right angles put whole
 * pixels on whole pixels, even where the middle of one is that of a pixel and the middle of the other is not.
 *
 * @param from the picture's size
 * @param to the canvas's after the rotation
 */
export function rotatedFrom(from: Size, to: Size, degrees: number): Affine {
  const [a, b, c, d, e, f] = aboutCenter(from, degrees);
  const x = (from.width - to.width) / 2;
  const y = (from.height - to.height) / 2;
  const turn: Affine = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  return isRightAngle(degrees) ? onWholePixels(turn) : turn;
}

function onWholePixels(turn: Affine): Affine {
  const [a, b, c, d, e, f] = turn;
  const middle = apply(turn, { x: 0.5, y: 0.5 });
  return [a, b, c, d, e + Math.floor(middle.x) + 0.5 - middle.x, f + Math.floor(middle.y) + 0.5 - middle.y];
}

/**
 * About the picture's middle, from the rotated picture to the picture. Sines and cosines of right angles must be exactly 0
 * and ±1; Pillow rounds to 15 digits for the same reason.
 */
function aboutCenter({ width, height }: Size, degrees: number): Affine {
  const radians = (degrees * Math.PI) / 180;
  const cos = Math.round(Math.cos(radians) * 1e15) / 1e15;
  const sin = Math.round(Math.sin(radians) * 1e15) / 1e15;
  const x = width / 2;
  const y = height / 2;
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}
