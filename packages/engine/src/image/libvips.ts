import sharp, { type Sharp } from "sharp";
import type { EngineError } from "../errors.ts";
import { cutShort, damaged } from "./header/header.ts";
import type { ImageInfo } from "./probe.ts";
import type { Raster, Size } from "./raster.ts";
import { sanitize } from "./sanitize/sanitize.ts";
import { formatName } from "./signature.ts";
import { upright } from "./upright.ts";

/** Far above what the largest allowed picture takes; it stops files that are built to be slow. */
const TIMEOUT_SECONDS = 60;

/**
 * What libjpeg warns about although every pixel is right; cameras and phones write such files: stray bytes before the end.
 * Before a marker within the data they mean damage, as all its other warnings do.
 */
const HARMLESS_JPEG_WARNING = /extraneous bytes before marker 0x(c[0-2]|d[9bd]|e.|fe)|Invalid SOS parameters/;

/** What libraries say when the file ends before the picture does. */
const CUT_SHORT = /premature end|truncated|end of stream|unexpected end|Not enough data|EOF/i;

/** A smaller size, and the filter on the way to it. */
interface Reduction {
  size: Size;
  kernel: "mitchell" | "linear" | "lanczos3";
}

/**
 * Decodes a file that libvips knows to upright, straight sRGB with alpha.
 *
 * @param reduced upright size, at most the picture's own: it is scaled while it is decoded, and the full size is not held
 * in memory unless the format forces it (interlaced PNG, progressive JPEG)
 * @throws EngineError `InvalidImage`
 */
export async function decodeWithLibvips(
  bytes: Uint8Array,
  info: ImageInfo,
  reduced?: Reduction,
): Promise<Raster> {
  const clean = sanitize(bytes, info.format);
  const render = reduced
    ? (image: Sharp) => renderReduced(image, info, reduced)
    : (image: Sharp) => renderWhole(image, info);
  try {
    return await render(reader(clean, info, info.format === "jpeg" ? "warning" : "error"));
  } catch (cause) {
    if (!HARMLESS_JPEG_WARNING.test(String(cause))) throw undecodable(info, cause);
  }
  return render(reader(clean, info, "error")).catch((cause: unknown) => {
    throw undecodable(info, cause);
  });
}

function reader(bytes: Uint8Array, info: ImageInfo, failOn: "warning" | "error"): Sharp {
  return sharp(bytes, { failOn, limitInputPixels: info.width * info.height }).timeout({
    seconds: TIMEOUT_SECONDS,
  });
}

function renderWhole(image: Sharp, { orientation }: ImageInfo): Promise<Raster> {
  return toRaster(upright(image, orientation));
}

/** Scaled as it lies, because turning needs the whole of a picture; sharp weighs colors by alpha meanwhile. */
async function renderReduced(
  image: Sharp,
  { orientation }: ImageInfo,
  { size, kernel }: Reduction,
): Promise<Raster> {
  const isLyingDown = orientation >= 5;
  const stored = isLyingDown ? { width: size.height, height: size.width } : size;
  const lying = await toRaster(image.resize({ ...stored, fit: "fill", kernel }));
  if (orientation === 1) return lying;
  const { data, width, height } = lying;
  return toRaster(upright(sharp(data, { raw: { width, height, channels: 4 } }), orientation));
}

async function toRaster(image: Sharp): Promise<Raster> {
  const { data, info } = await image
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

function undecodable({ format }: ImageInfo, cause: unknown): EngineError {
  const name = formatName(format);
  return CUT_SHORT.test(String(cause))
    ? cutShort(name, { cause })
    : damaged(name, "its data is broken", { cause });
}
