import type { Point, Size } from "./size.ts";

/**
 * Where a linear gradient begins and ends, as CSS has it (CSS Images 3, 3.1): through the middle, so long that its ends lie on
 * perpendiculars through the corners.
 *
 * @param degrees 180 from top to bottom, 90 from left to right, clockwise
 */
export function gradientLine({ width, height }: Size, degrees: number): [from: Point, to: Point] {
  const radians = (degrees * Math.PI) / 180;
  const x = Math.round(Math.sin(radians) * 1e15) / 1e15;
  const y = -Math.round(Math.cos(radians) * 1e15) / 1e15;
  const half = (Math.abs(width * x) + Math.abs(height * y)) / 2;
  const middle = { x: width / 2, y: height / 2 };
  return [
    { x: middle.x - x * half, y: middle.y - y * half },
    { x: middle.x + x * half, y: middle.y + y * half },
  ];
}
