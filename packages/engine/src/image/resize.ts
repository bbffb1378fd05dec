import sharp from "sharp";
import { enlarge } from "./enlarge.ts";
import type { Raster, Size } from "./raster.ts";

/**
 * Resizes to exactly `size`. Alpha weighs the colors while they are filtered, so nothing hidden under transparency bleeds
 * into an edge; the result is straight again, with RGB 0 where alpha is 0.
 */
export async function resizeRaster(raster: Raster, size: Size): Promise<Raster> {
  const reduced = { width: Math.min(raster.width, size.width), height: Math.min(raster.height, size.height) };
  return enlarge(await reduce(raster, reduced), size);
}

/**
 * Reduces with libvips and Mitchell's kernel: stronger ones overshoot at the edge of a cutout, where alpha is clipped and
 * color is not, which is a light rim. Colors go premultiplied by our own arithmetic, because libvips truncates where it
 * should round and that darkens every soft edge.
 */
async function reduce(raster: Raster, { width, height }: Size): Promise<Raster> {
  if (raster.width === width && raster.height === height) return raster;
  const { color, alpha } = splitPremultiplied(raster);
  const reducePlanes = (planes: Uint8Array, channels: 1 | 3) =>
    sharp(planes, { raw: { width: raster.width, height: raster.height, channels }, limitInputPixels: false })
      .resize(width, height, { fit: "fill", kernel: "mitchell" })
      .toColourspace(channels === 1 ? "b-w" : "srgb")
      .raw()
      .toBuffer();
  const [reducedColor, reducedAlpha] = await Promise.all([reducePlanes(color, 3), reducePlanes(alpha, 1)]);
  return { width, height, data: joinPremultiplied(reducedColor, reducedAlpha) };
}

function splitPremultiplied({ data, width, height }: Raster): { color: Uint8Array; alpha: Uint8Array } {
  const color = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let i = 0, from = 0, to = 0; i < alpha.length; i++, from += 4, to += 3) {
    const a = data[from + 3]!;
    if (a === 0) continue;
    alpha[i] = a;
    if (a === 255) {
      color[to] = data[from]!;
      color[to + 1] = data[from + 1]!;
      color[to + 2] = data[from + 2]!;
    } else {
      color[to] = (data[from]! * a + 127) / 255;
      color[to + 1] = (data[from + 1]! * a + 127) / 255;
      color[to + 2] = (data[from + 2]! * a + 127) / 255;
    }
  }
  return { color, alpha };
}

function joinPremultiplied(color: Uint8Array, alpha: Uint8Array): Uint8Array {
  const data = new Uint8Array(alpha.length * 4);
  for (let i = 0, from = 0, to = 0; i < alpha.length; i++, from += 3, to += 4) {
    const a = alpha[i]!;
    if (a === 0) continue;
    const scale = 255 / a;
    data[to] = Math.min(255, color[from]! * scale + 0.5);
    data[to + 1] = Math.min(255, color[from + 1]! * scale + 0.5);
    data[to + 2] = Math.min(255, color[from + 2]! * scale + 0.5);
    data[to + 3] = a;
  }
  return data;
}
