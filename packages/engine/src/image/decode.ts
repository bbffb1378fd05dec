import sharp, { type Sharp } from "sharp";
import type { EngineError } from "../errors.ts";
import { decodeBmp } from "./bmp/decode.ts";
import { cutShort, damaged, MAX_PROFILE_BYTES } from "./header/header.ts";
import { pngWithProfile } from "./png-profile.ts";
import type { ImageInfo } from "./probe.ts";
import { type Raster, wordsOf } from "./raster.ts";
import { sanitize } from "./sanitize/sanitize.ts";
import { nameOf } from "./signature.ts";
import { upright } from "./upright.ts";

export interface DecodedImage {
  raster: Raster;
  /** Whether any pixel is not opaque; where none is, the picture's own alpha can be left out of every product. */
  hasAlpha: boolean;
}

/** Far above what the largest allowed picture takes; it stops files that are built to be slow. */
const TIMEOUT_SECONDS = 60;

/**
 * What libjpeg warns about although every pixel is right; cameras and phones write such files: stray bytes before the end.
 * Before a marker within the data they mean damage, as all its other warnings do.
 */
const HARMLESS_JPEG_WARNING = /extraneous bytes before marker 0x(c[0-2]|d[9bd]|e.|fe)|Invalid SOS parameters/;

/** What libraries say when the file ends before the picture does. */
const CUT_SHORT = /premature end|truncated|end of stream|unexpected end|Not enough data|EOF/i;

/** As a little-endian RGBA word: mid-gray, as far from a black subject as from a white one, alpha 0. */
const HIDDEN = 0x00808080;

/**
 * Decodes to upright, straight sRGB: EXIF orientation applied, color profile, CMYK, gray, palette and 16 bits converted,
 * the first frame of an animation, own alpha kept. Colors under alpha 0 become mid-gray, so that nobody sees what the file
 * hid there. Takes 4 bytes a pixel, and as much again while a lying-down picture is turned.
 *
 * @param info what `probe` said about the same bytes, with limits already checked: it sets the memory that is taken
 * @throws EngineError `InvalidImage` for damaged or truncated data
 */
export async function decode(bytes: Uint8Array, info: ImageInfo): Promise<DecodedImage> {
  const raster =
    info.format === "bmp" ? await decodeBmpToSrgb(bytes, info) : await decodeWithLibvips(bytes, info);
  return { raster, hasAlpha: info.hasAlpha && neutralizeHidden(raster) };
}

async function decodeBmpToSrgb(bytes: Uint8Array, info: ImageInfo): Promise<Raster> {
  const { raster, profile } = decodeBmp(bytes);
  if (!profile) return raster;
  // libvips takes a profile from within a file only.
  const usable = profile.length <= MAX_PROFILE_BYTES ? await pngWithProfile(raster, profile) : undefined;
  return usable ? decodeWithLibvips(usable, { ...info, format: "png" }) : raster;
}

async function decodeWithLibvips(bytes: Uint8Array, info: ImageInfo): Promise<Raster> {
  const clean = sanitize(bytes, info.format);
  try {
    return await render(reader(clean, info, info.format === "jpeg" ? "warning" : "error"), info);
  } catch (cause) {
    if (!HARMLESS_JPEG_WARNING.test(String(cause))) throw undecodable(info, cause);
  }
  return render(reader(clean, info, "error"), info).catch((cause: unknown) => {
    throw undecodable(info, cause);
  });
}

function reader(bytes: Uint8Array, info: ImageInfo, failOn: "warning" | "error"): Sharp {
  return sharp(bytes, { failOn, limitInputPixels: info.width * info.height }).timeout({
    seconds: TIMEOUT_SECONDS,
  });
}

async function render(image: Sharp, { orientation }: ImageInfo): Promise<Raster> {
  const { data, info } = await upright(image, orientation)
    .toColourspace("srgb")
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

function undecodable({ format }: ImageInfo, cause: unknown): EngineError {
  const name = nameOf(format);
  return CUT_SHORT.test(String(cause))
    ? cutShort(name, { cause })
    : damaged(name, "its data is broken", { cause });
}

/** Returns whether any pixel is not opaque. */
function neutralizeHidden(raster: Raster): boolean {
  const pixels = wordsOf(raster);
  let smallest = 255;
  for (let i = 0; i < pixels.length; i++) {
    const alpha = pixels[i]! >>> 24;
    if (alpha === 0) pixels[i] = HIDDEN;
    if (alpha < smallest) smallest = alpha;
  }
  return smallest < 255;
}
