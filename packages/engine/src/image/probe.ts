import { EngineError, ImageTooLarge } from "../errors.ts";
import { readBmpHeader } from "./bmp/header.ts";
import { type InputFormat, sniffFormat } from "./signature.ts";

/** What the headers of an encoded image say. */
export interface ImageInfo {
  format: InputFormat;
  /** Pixels, after EXIF orientation. */
  width: number;
  height: number;
  /** Whether the file can hold transparency; `decode` tells whether a pixel makes use of it. */
  hasAlpha: boolean;
}

/** The largest image that is decoded, in pixels after EXIF orientation. */
export interface ImageLimits {
  maxWidth: number;
  maxHeight: number;
}

export const DEFAULT_LIMITS: ImageLimits = { maxWidth: 10_000, maxHeight: 10_000 };

/**
 * Reads the headers and decodes no pixel.
 *
 * @throws EngineError `InvalidImage` (no bytes, no image, damaged header) or `UnsupportedImage` (an image format that is
 * not taken)
 */
export async function probe(bytes: Uint8Array): Promise<ImageInfo> {
  const format = sniffFormat(bytes);
  return format === "bmp" ? probeBmp(bytes) : probeWithLibvips(bytes, format);
}

/** @throws ImageTooLarge before anything is decoded */
export function checkLimits(info: ImageInfo, limits: ImageLimits = DEFAULT_LIMITS): void {
  const { width, height } = info;
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

function probeBmp(bytes: Uint8Array): ImageInfo {
  const { width, height, hasAlpha } = readBmpHeader(bytes);
  return { format: "bmp", width, height, hasAlpha };
}

async function probeWithLibvips(bytes: Uint8Array, format: InputFormat): Promise<ImageInfo> {
  // Loaded here and not before, because it takes a tenth of a second, in which the model can start to load.
  const { default: sharp } = await import("sharp");
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new EngineError("InvalidImage", `The header of the ${format.toUpperCase()} image is damaged`, {
        cause,
      });
    });
  if (metadata.format !== format)
    throw new EngineError(
      "InvalidImage",
      `The ${format.toUpperCase()} signature is followed by something else`,
    );
  const { width, height } = metadata.autoOrient;
  return { format, width, height, hasAlpha: metadata.hasAlpha };
}
