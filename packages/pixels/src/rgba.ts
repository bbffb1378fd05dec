/** Straight sRGB with alpha, 4 bytes a pixel; begins at a multiple of four in its buffer. */
export interface Rgba {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}
