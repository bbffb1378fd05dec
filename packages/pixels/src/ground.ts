import type { Bounds } from "./bounds.ts";
import type { Rgba } from "./rgba.ts";

/** How high the subject's shape is when it lies on the ground, as part of its height: seen from a little above. */
const FLATNESS = 0.16;
/** What ends higher than this above the lowest point, as part of the subject's height, is too far from the ground. */
const FARTHEST = 0.35;
const SOLID = 128;
/** How much of the laid down shape lies before the subject instead of behind it. */
const BEFORE = 0.4;

/**
 * What casts a contact shadow: the subject laid down on the ground. Each column lies where it ends below, so that a wheel
 * farther back has its shadow farther up, and the weaker the higher that is.
 *
 * @returns a raster of which only alpha is of use, and how far down it is to be moved, in pixels
 */
export function laidOnGround(
  cutout: Rgba,
  subject: Bounds,
): { caster: Rgba & { data: Uint8Array<ArrayBuffer> }; down: number } {
  const { data, width, height } = cutout;
  const flat = new Uint8Array(data.length);
  const subjectHeight = subject.bottom - subject.top;
  const rows = Math.max(1, Math.round(subjectHeight * FLATNESS));
  const step = subjectHeight / rows;
  for (let x = subject.left; x < subject.right; x++) {
    const ground = columnEnd(cutout, x, subject);
    const strength = 1 - (subject.bottom - ground) / (FARTHEST * subjectHeight);
    if (strength <= 0) continue;
    for (let row = 0; row < rows && ground - Math.floor(row * step) > subject.top; row++) {
      const last = ground - Math.floor(row * step);
      const first = Math.max(0, ground - Math.max(Math.floor(row * step) + 1, Math.floor((row + 1) * step)));
      let sum = 0;
      for (let y = first; y < last; y++) sum += data[(y * width + x) * 4 + 3]!;
      flat[((ground - 1 - row) * width + x) * 4 + 3] = (sum / (last - first)) * strength + 0.5;
    }
  }
  return { caster: { width, height, data: flat }, down: Math.round(BEFORE * rows) };
}

/** The row below the lowest solid pixel of a column; the subject's top where there is none. */
function columnEnd({ data, width }: Rgba, x: number, { top, bottom }: Bounds): number {
  let y = bottom;
  while (y > top && data[((y - 1) * width + x) * 4 + 3]! < SOLID) y--;
  return y;
}
