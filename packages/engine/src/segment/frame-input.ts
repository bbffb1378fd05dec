import { decodeWithLibvips } from "../image/libvips.ts";
import type { ImageInfo } from "../image/probe.ts";
import { colorsOf, type RgbRaster, type Size } from "../image/raster.ts";
import type { RawInfo } from "../image/raw.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { enlargeRgb } from "./enlarge-rgb.ts";

/** Above this many pixels memory counts more than time: a progressive JPEG takes six bytes a pixel while it is decoded. */
const HUGE_PIXELS = 30e6;

/**
 * The whole photo as the model sees it, made of the file itself: scaled while it is decoded, so that the look does not wait
 * for all of the photo's pixels. Of JPEG files only: they are decoded again in the time that it takes to scale their pixels.
 *
 * @param info what `probe` said about the same bytes
 * @param size what the model takes
 * @returns the pixels that `modelInput` makes of the decoded photo; undefined where it has to
 * @throws EngineError `InvalidImage` as decoding the whole photo does
 */
export function frameInput(
  bytes: Uint8Array,
  info: ImageInfo | RawInfo,
  size: Size,
  kernel: ModelSpec["resizeFilter"],
): Promise<RgbRaster> | undefined {
  const { format, width, height } = info;
  const reduced = { width: Math.min(size.width, width), height: Math.min(size.height, height) };
  const isSmall = reduced.width === width && reduced.height === height;
  if (format !== "jpeg" || isSmall || width * height > HUGE_PIXELS) return undefined;
  return decodeWithLibvips(bytes, { ...info, format }, { size: reduced, kernel }).then((raster) =>
    enlargeRgb(colorsOf(raster), size),
  );
}
