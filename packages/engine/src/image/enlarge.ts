import { catmullRomWeights } from "./catmull-rom.ts";
import type { Size } from "./geometry.ts";
import type { Raster } from "./raster.ts";

/** For every output coordinate four input coordinates and their weights. */
interface Taps {
  indices: Uint32Array;
  weights: Float32Array;
}

/**
 * Enlarges to `size`, no side smaller than before, with Catmull-Rom interpolation in premultiplied color. Pixel centers
 * map to pixel centers and border pixels repeat beyond the border. (libvips enlarges half an output pixel off to the right
 * and down.) Works row by row: beside the result it takes four rows.
 */
export function enlarge(raster: Raster, { width, height }: Size): Raster {
  if (raster.width === width && raster.height === height) return raster;
  const columns = taps(raster.width, width);
  const rows = taps(raster.height, height);
  const data = new Uint8Array(width * height * 4);
  const source = new Float32Array(raster.width * 4);
  const ring = Array.from({ length: 4 }, () => ({ row: -1, values: new Float32Array(width * 4) }));
  const stretched = (row: number): Float32Array => {
    const slot = ring[row & 3]!;
    if (slot.row !== row) {
      premultiplyRow(raster, row, source);
      stretchRow(source, columns, slot.values);
      slot.row = row;
    }
    return slot.values;
  };
  for (let y = 0; y < height; y++) {
    const at = y * 4;
    const lines = [0, 1, 2, 3].map((tap) => stretched(rows.indices[at + tap]!));
    mixRows(lines, rows.weights.subarray(at, at + 4), data.subarray(y * width * 4, (y + 1) * width * 4));
  }
  return { width, height, data };
}

function taps(from: number, to: number): Taps {
  const indices = new Uint32Array(to * 4);
  const weights = new Float32Array(to * 4);
  for (let i = 0; i < to; i++) {
    const center = ((i + 0.5) * from) / to - 0.5;
    const first = Math.floor(center);
    catmullRomWeights(center - first, weights, i * 4);
    for (let tap = 0; tap < 4; tap++) indices[i * 4 + tap] = Math.min(from - 1, Math.max(0, first - 1 + tap));
  }
  return { indices, weights };
}

/** Colors times alpha (0…255 × 0…1), alpha 0…1. */
function premultiplyRow({ data, width }: Raster, row: number, into: Float32Array): void {
  for (let from = row * width * 4, to = 0; to < into.length; from += 4, to += 4) {
    const alpha = data[from + 3]! / 255;
    into[to] = data[from]! * alpha;
    into[to + 1] = data[from + 1]! * alpha;
    into[to + 2] = data[from + 2]! * alpha;
    into[to + 3] = alpha;
  }
}

function stretchRow(source: Float32Array, { indices, weights }: Taps, into: Float32Array): void {
  for (let to = 0; to < into.length; to += 4) {
    const w0 = weights[to]!;
    const w1 = weights[to + 1]!;
    const w2 = weights[to + 2]!;
    const w3 = weights[to + 3]!;
    const p0 = indices[to]! * 4;
    const p1 = indices[to + 1]! * 4;
    const p2 = indices[to + 2]! * 4;
    const p3 = indices[to + 3]! * 4;
    for (let c = 0; c < 4; c++) {
      into[to + c] =
        w0 * source[p0 + c]! + w1 * source[p1 + c]! + w2 * source[p2 + c]! + w3 * source[p3 + c]!;
    }
  }
}

/** Weighs four premultiplied rows into one straight row. */
function mixRows(lines: Float32Array[], weights: Float32Array, into: Uint8Array): void {
  const [l0, l1, l2, l3] = lines as [Float32Array, Float32Array, Float32Array, Float32Array];
  const [w0, w1, w2, w3] = weights as unknown as [number, number, number, number];
  for (let i = 0; i < into.length; i += 4) {
    const alpha = w0 * l0[i + 3]! + w1 * l1[i + 3]! + w2 * l2[i + 3]! + w3 * l3[i + 3]!;
    if (alpha < 0.5 / 255) continue;
    const scale = 1 / alpha;
    for (let c = 0; c < 3; c++) {
      const value = (w0 * l0[i + c]! + w1 * l1[i + c]! + w2 * l2[i + c]! + w3 * l3[i + c]!) * scale + 0.5;
      into[i + c] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
    into[i + 3] = alpha > 1 ? 255 : alpha * 255 + 0.5;
  }
}
