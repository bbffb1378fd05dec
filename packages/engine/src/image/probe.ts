import { ImageTooLarge } from "../errors.ts";
import { readBmpImageHeader } from "./header/bmp.ts";
import { readGifHeader } from "./header/gif.ts";
import type { ImageHeader } from "./header/header.ts";
import { readHeifHeader } from "./header/heif.ts";
import { readJpegHeader } from "./header/jpeg.ts";
import { readPngHeader } from "./header/png.ts";
import { readTiffHeader } from "./header/tiff.ts";
import { readWebpHeader } from "./header/webp.ts";
import type { Size } from "./raster.ts";
import { type InputFormat, sniffFormat } from "./signature.ts";

/** What the headers of an encoded image say. */
export interface ImageInfo extends ImageHeader {
  format: InputFormat;
  /** Pixels, after `orientation` is applied. */
  width: number;
  height: number;
}

/** The largest image that is decoded, in pixels after EXIF orientation. */
export interface ImageLimits {
  maxWidth: number;
  maxHeight: number;
}

export const DEFAULT_LIMITS: ImageLimits = { maxWidth: 10_000, maxHeight: 10_000 };

const READERS: Record<InputFormat, (bytes: Uint8Array) => ImageHeader> = {
  jpeg: readJpegHeader,
  png: readPngHeader,
  webp: readWebpHeader,
  bmp: readBmpImageHeader,
  gif: readGifHeader,
  tiff: readTiffHeader,
  avif: withoutProfile("AVIF"),
  heic: withoutProfile("HEIC"),
};

/**
 * Reads the headers and decodes no pixel. It takes microseconds, or for a progressive JPEG the time to look at each byte
 * once, so that whoever has the bytes may ask anew.
 *
 * @throws EngineError `InvalidImage` (no bytes, no image, damaged header) or `UnsupportedImage` (an image format that is
 * not taken)
 */
export function probe(bytes: Uint8Array): ImageInfo {
  const format = sniffFormat(bytes);
  const header = READERS[format](bytes);
  const isLyingDown = header.orientation >= 5;
  return {
    ...header,
    format,
    width: isLyingDown ? header.height : header.width,
    height: isLyingDown ? header.width : header.height,
  };
}

function withoutProfile(name: string): (bytes: Uint8Array) => ImageHeader {
  return (bytes) => {
    const { profile: _, ...header } = readHeifHeader(bytes, name);
    return header;
  };
}

/** @throws ImageTooLarge before anything is decoded */
export function checkLimits({ width, height }: Size, limits: ImageLimits = DEFAULT_LIMITS): void {
  if (width > limits.maxWidth)
    throw new ImageTooLarge(
      width,
      height,
      `The image is ${width} px wide; at most ${limits.maxWidth} px are allowed`,
    );
  if (height > limits.maxHeight)
    throw new ImageTooLarge(
      width,
      height,
      `The image is ${height} px tall; at most ${limits.maxHeight} px are allowed`,
    );
}
