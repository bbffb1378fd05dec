import type { Size } from "./geometry.ts";
import { catmullRom, interpolateRows, type Rows } from "./interpolation.ts";
import type { Raster } from "./raster.ts";

/**
 * Enlarges to `size`, no side smaller than before, with Catmull-Rom interpolation in premultiplied color. Pixel centers
 * map to pixel centers. (libvips enlarges half an output pixel off to the right and down.)
 */
export function enlarge(raster: Raster, { width, height }: Size): Raster {
  if (raster.width === width && raster.height === height) return raster;
  const target = { width, height, stepX: raster.width / width, stepY: raster.height / height };
  const { make } = interpolateRows(premultipliedRows(raster), target, catmullRom);
  const data = new Uint8Array(width * height * 4);
  const line = new Float32Array(width * 4);
  for (let y = 0; y < height; y++) {
    make(y, line);
    writeStraight(line, data.subarray(y * width * 4, (y + 1) * width * 4));
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

/** Leaves zeros where alpha rounds to 0. */
function writeStraight(line: Float32Array, into: Uint8Array): void {
  for (let i = 0; i < into.length; i += 4) {
    const alpha = line[i + 3]!;
    if (alpha < 0.5 / 255) continue;
    const scale = 1 / alpha;
    for (let c = i; c < i + 3; c++) {
      const value = line[c]! * scale + 0.5;
      into[c] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
    into[i + 3] = alpha > 1 ? 255 : alpha * 255 + 0.5;
  }
}
