import type { InputFormat } from "../signature.ts";
import { sanitizeGif } from "./gif.ts";
import { sanitizeHeif } from "./heif.ts";
import { sanitizeJpeg } from "./jpeg.ts";
import { sanitizePng } from "./png.ts";
import { sanitizeTiff } from "./tiff.ts";
import { sanitizeWebp } from "./webp.ts";

const SANITIZERS: Record<InputFormat, (bytes: Uint8Array) => Uint8Array> = {
  jpeg: sanitizeJpeg,
  png: sanitizePng,
  webp: sanitizeWebp,
  gif: sanitizeGif,
  tiff: sanitizeTiff,
  avif: sanitizeHeif,
  // What decodes these two reads nothing but pixels.
  heic: (bytes) => bytes,
  bmp: (bytes) => bytes,
};

/**
 * The same picture in a file that holds nothing but what its decoder needs: pixels, tables, color profile. EXIF, XMP, text
 * and whatever else can be made to cost a parser time or memory is left out, as are all frames but the first.
 *
 * @param bytes of a file whose header was read; they stay as they are
 * @throws EngineError `InvalidImage` where the file is damaged or cut short
 */
export function sanitize(bytes: Uint8Array, format: InputFormat): Uint8Array {
  return SANITIZERS[format](bytes);
}
