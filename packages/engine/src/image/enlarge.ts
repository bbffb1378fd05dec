import { catmullRom, interpolateDown, type Rows, type Taps, taps } from "./interpolation.ts";
import type { Raster, Size } from "./raster.ts";

/**
 * Enlarges to `size`, no side smaller than before, with Catmull-Rom interpolation in premultiplied color. Pixel centers
 * map to pixel centers. (libvips enlarges half an output pixel off to the right and down.)
 */
export function enlarge(raster: Raster, { width, height }: Size): Raster {
  if (raster.width === width && raster.height === height) return raster;
  const rows = interpolateDown(premultipliedRows(raster), height, raster.height / height, catmullRom);
  const columns = taps(raster.width, width, raster.width / width, catmullRom);
  const data = new Uint8Array(width * height * 4);
  const line = new Float32Array(raster.width * 4);
  for (let y = 0; y < height; y++) {
    rows.make(y, line);
    widen(line, columns, data.subarray(y * width * 4, (y + 1) * width * 4));
  }
  return { width, height, data };
}

/** Colors times alpha (0…255 × 0…1), alpha 0…1. */
function premultipliedRows({ data, width, height }: Raster): Rows {
  const make = (row: number, into: Float32Array) => {
    for (let from = row * width * 4, to = 0; to < into.length; from += 4, to += 4) {
      const alpha = data[from + 3]! / 255;
      into[to] = data[from]! * alpha;
      into[to + 1] = data[from + 1]! * alpha;
      into[to + 2] = data[from + 2]! * alpha;
      into[to + 3] = alpha;
    }
  };
  return { width, height, channels: 4, make };
}

/** Interpolates a premultiplied line across and writes it straight; leaves zeros where alpha rounds to 0. */
function widen(line: Float32Array, { indices, weights }: Taps, into: Uint8Array): void {
  for (let i = 0; i < into.length; i += 4) {
    const w0 = weights[i]!;
    const w1 = weights[i + 1]!;
    const w2 = weights[i + 2]!;
    const w3 = weights[i + 3]!;
    const p0 = indices[i]! * 4;
    const p1 = indices[i + 1]! * 4;
    const p2 = indices[i + 2]! * 4;
    const p3 = indices[i + 3]! * 4;
    const alpha = w0 * line[p0 + 3]! + w1 * line[p1 + 3]! + w2 * line[p2 + 3]! + w3 * line[p3 + 3]!;
    if (alpha < 0.5 / 255) continue;
    const scale = 1 / alpha;
    for (let c = 0; c < 3; c++) {
      const value = w0 * line[p0 + c]! + w1 * line[p1 + c]! + w2 * line[p2 + c]! + w3 * line[p3 + c]!;
      into[i + c] = Math.min(255, Math.max(0, value * scale + 0.5));
    }
    into[i + 3] = Math.min(255, alpha * 255 + 0.5);
  }
}
