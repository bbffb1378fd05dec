import { readFirstFrame } from "../header/gif-blocks.ts";

const TRAILER = new Uint8Array([0x3b]);

/** Keeps the first frame, its transparent color and the color table. */
export function sanitizeGif(bytes: Uint8Array): Uint8Array {
  const { headEnd, control, image } = readFirstFrame(bytes);
  return Buffer.concat([
    bytes.subarray(0, headEnd),
    ...(control ? [bytes.subarray(control.start, control.end)] : []),
    bytes.subarray(image.start, image.end),
    TRAILER,
  ]);
}
