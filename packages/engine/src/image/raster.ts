import type { Size } from "@alphacut/pixels";

export type { Size };

/** Straight (not premultiplied) sRGB with alpha: 4 bytes a pixel, rows top to bottom without padding. */
export interface Raster {
  width: number;
  height: number;
  /** RGBA, `width * height * 4` bytes; begins at a multiple of four in its buffer, so that it can be read as words. */
  data: Uint8Array;
}

/** One value a pixel, 0 (background) … 255 (subject), rows top to bottom without padding. */
export interface Mask {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Opaque sRGB, 3 bytes a pixel: what a model sees. */
export interface RgbRaster {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A rectangle of a picture in whole pixels. */
export interface Region extends Size {
  left: number;
  top: number;
}

/** The same pixels as little-endian words: red in the lowest byte, alpha in the highest. */
export function wordsOf({ data, width, height }: Raster): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, width * height);
}

/** Whether every pixel is opaque. */
export function isOpaque({ data }: Raster): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

/** A copy of the alpha channel. */
export function alphaOf({ width, height, data }: Raster): Mask {
  const alpha = new Uint8Array(width * height);
  for (let i = 0, p = 3; i < alpha.length; i++, p += 4) alpha[i] = data[p]!;
  return { width, height, data: alpha };
}

/** A copy of the colors. */
export function colorsOf({ width, height, data }: Raster): RgbRaster {
  const colors = new Uint8Array(3 * width * height);
  for (let i = 0, p = 0; i < colors.length; i += 3, p += 4) {
    colors[i] = data[p]!;
    colors[i + 1] = data[p + 1]!;
    colors[i + 2] = data[p + 2]!;
  }
  return { width, height, data: colors };
}
