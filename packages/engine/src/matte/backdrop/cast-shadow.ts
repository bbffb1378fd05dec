import type { Evidence } from "./evidence.ts";
import { HOLE, OUTSIDE } from "./regions.ts";

/**
 * Strength of the shadow that lies on the backdrop, for each view pixel, 0…1: the alpha of a black that darkens the backdrop as
 * much. Under the subject it is unknown; there, near the edge, it goes on as it is beside it.
 */
export function castShadow({ width, height, darkness }: Evidence, marks: Uint8Array): Float32Array {
  const shadow = new Float32Array(marks.length);
  const known = Uint8Array.from(marks, (mark) => (mark === OUTSIDE || mark === HOLE ? 1 : 0));
  for (let i = 0; i < marks.length; i++) if (known[i]) shadow[i] = darkness[i]!;
  for (let round = 0; round < MARGIN; round++) extend(shadow, known, width, height);
  return shadow;
}

/** View pixels that the shadow goes on under the subject: as many as an edge is wide. */
const MARGIN = 4;

function extend(values: Float32Array, known: Uint8Array, width: number, height: number): void {
  const added: [number, number][] = [];
  for (let i = 0; i < known.length; i++) {
    if (known[i]) continue;
    const x = i % width;
    let [sum, count] = [0, 0];
    for (const j of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
      if (j < 0 || j >= width * height || !known[j]) continue;
      sum += values[j]!;
      count++;
    }
    if (count > 0) added.push([i, sum / count]);
  }
  for (const [i, value] of added) {
    values[i] = value;
    known[i] = 1;
  }
}
