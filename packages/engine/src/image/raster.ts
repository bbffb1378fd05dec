/** Straight (not premultiplied) sRGB with alpha: 4 bytes a pixel, rows top to bottom without padding. */
export interface Raster {
  width: number;
  height: number;
  /** RGBA, `width * height * 4` bytes. */
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
