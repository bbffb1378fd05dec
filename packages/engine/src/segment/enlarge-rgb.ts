import { catmullRom, taps } from "../image/interpolation.ts";
import type { RgbRaster, Size } from "../image/raster.ts";

/**
 * Enlarges an opaque picture to `size`, no side smaller than before, with Catmull-Rom interpolation; pixel centers map to
 * pixel centers. (`enlarge` does the same to pictures with alpha, at three times the cost.)
 */
export function enlargeRgb(picture: RgbRaster, size: Size): RgbRaster {
  return enlargeDown(enlargeAcross(picture, size.width), size.height);
}

function enlargeAcross(picture: RgbRaster, width: number): RgbRaster {
  if (picture.width === width) return picture;
  const { height, data: from } = picture;
  const { indices, weights } = taps(picture.width, width, picture.width / width, catmullRom);
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const row = 3 * y * picture.width;
    for (let at = 0; at < 4 * width; at += 4, to += 3) {
      const w0 = weights[at]!;
      const w1 = weights[at + 1]!;
      const w2 = weights[at + 2]!;
      const w3 = weights[at + 3]!;
      const p0 = row + 3 * indices[at]!;
      const p1 = row + 3 * indices[at + 1]!;
      const p2 = row + 3 * indices[at + 2]!;
      const p3 = row + 3 * indices[at + 3]!;
      data[to] = w0 * from[p0]! + w1 * from[p1]! + w2 * from[p2]! + w3 * from[p3]!;
      data[to + 1] = w0 * from[p0 + 1]! + w1 * from[p1 + 1]! + w2 * from[p2 + 1]! + w3 * from[p3 + 1]!;
      data[to + 2] = w0 * from[p0 + 2]! + w1 * from[p1 + 2]! + w2 * from[p2 + 2]! + w3 * from[p3 + 2]!;
    }
  }
  return { width, height, data: bytesOf(data) };
}

function enlargeDown(picture: RgbRaster, height: number): RgbRaster {
  if (picture.height === height) return picture;
  const { width, data: from } = picture;
  const length = 3 * width;
  const { indices, weights } = taps(picture.height, height, picture.height / height, catmullRom);
  const data = new Uint8ClampedArray(length * height);
  for (let y = 0, to = 0; y < height; y++) {
    const at = 4 * y;
    const w0 = weights[at]!;
    const w1 = weights[at + 1]!;
    const w2 = weights[at + 2]!;
    const w3 = weights[at + 3]!;
    const p0 = length * indices[at]!;
    const p1 = length * indices[at + 1]!;
    const p2 = length * indices[at + 2]!;
    const p3 = length * indices[at + 3]!;
    for (let i = 0; i < length; i++, to++) {
      data[to] = w0 * from[p0 + i]! + w1 * from[p1 + i]! + w2 * from[p2 + i]! + w3 * from[p3 + i]!;
    }
  }
  return { width, height, data: bytesOf(data) };
}

function bytesOf({ buffer }: Uint8ClampedArray<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer);
}
