import { type Raster, wordsOf } from "../image/raster.ts";

/**
 * A picture to put under another one, row by row: straight RGBA words (little-endian), as wide as the other. Where
 * `above`, the same row of the other picture, is opaque, the words may be anything. Rows are asked for from top to bottom.
 */
export type Layer = (y: number, above: Uint32Array) => Uint32Array;

/**
 * Puts a layer under a raster, in place: the "over" operator of Porter and Duff (1984) for straight alpha,
 *
 *     α = αₐ + αᵦ (1 − αₐ),  C = (Cₐ αₐ + Cᵦ αᵦ (1 − αₐ)) / α
 *
 * on sRGB-encoded values, not linear light: mattes are made and measured by that convention, browsers and image editors
 * compose by it, and a matte shown by another one gets wider or narrower edges.
 */
export function paintUnder(raster: Raster, layer: Layer): void {
  const { width, height } = raster;
  const pixels = wordsOf(raster);
  for (let y = 0; y < height; y++) {
    const above = pixels.subarray(y * width, (y + 1) * width);
    const below = layer(y, above);
    for (let x = 0; x < width; x++) {
      const top = above[x]!;
      const alpha = top >>> 24;
      if (alpha === 255) continue;
      const bottom = below[x]!;
      above[x] = alpha === 0 ? bottom : over(top, bottom);
    }
  }
}

function over(top: number, bottom: number): number {
  const topWeight = (top >>> 24) * 255;
  const bottomWeight = (bottom >>> 24) * (255 - (top >>> 24));
  const total = topWeight + bottomWeight;
  const half = total >>> 1;
  const red = ((top & 255) * topWeight + (bottom & 255) * bottomWeight + half) / total;
  const green = (((top >>> 8) & 255) * topWeight + ((bottom >>> 8) & 255) * bottomWeight + half) / total;
  const blue = (((top >>> 16) & 255) * topWeight + ((bottom >>> 16) & 255) * bottomWeight + half) / total;
  return red | (green << 8) | (blue << 16) | (((total + 127) / 255) << 24);
}
