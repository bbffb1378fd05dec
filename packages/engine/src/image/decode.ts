import { type DecodedBmp, decodeBmp } from "./bmp/decode.ts";
import { damaged, MAX_PROFILE_BYTES } from "./header/header.ts";
import { decodeHeic } from "./heic.ts";
import { decodeWithLibvips } from "./libvips.ts";
import { neutralizeHidden } from "./neutralize-hidden.ts";
import { pngWithProfile } from "./png-profile.ts";
import type { ImageInfo } from "./probe.ts";
import type { Raster } from "./raster.ts";
import { decodeRaw, type RawInfo } from "./raw.ts";
import { formatName } from "./signature.ts";

export interface DecodedImage {
  raster: Raster;
  /** Whether any pixel is not opaque; where none is, the picture's own alpha can be left out of every product. */
  hasAlpha: boolean;
}

/**
 * Decodes to upright, straight sRGB: EXIF orientation applied, color profile, CMYK, gray, palette and 16 bits converted,
 * the first frame of an animation, own alpha kept. Colors under alpha 0 become mid-gray, so that nobody sees what the file
 * hid there. Takes 4 bytes a pixel, and as much again while a lying-down picture is turned.
 *
 * @param info what `probe` said about the same bytes, with limits already checked: it sets the memory that is taken
 * @throws EngineError `InvalidImage` for damaged or truncated data
 */
export async function decode(bytes: Uint8Array, info: ImageInfo | RawInfo): Promise<DecodedImage> {
  if (info.format === "raw") {
    const raster = decodeRaw(bytes, info);
    return { raster, hasAlpha: info.hasAlpha && neutralizeHidden(raster) };
  }
  const raster = await decodeUpright(bytes, info);
  if (raster.width !== info.width || raster.height !== info.height)
    throw damaged(formatName(info.format), "it is not of the size that it says");
  return { raster, hasAlpha: info.hasAlpha && neutralizeHidden(raster) };
}

async function decodeUpright(bytes: Uint8Array, info: ImageInfo): Promise<Raster> {
  switch (info.format) {
    case "bmp":
      return toSrgb(decodeBmp(bytes), info);
    case "heic":
      return toSrgb(decodeHeic(bytes), info);
    default:
      return decodeWithLibvips(bytes, info);
  }
}

/** libvips takes a profile from within a file only. */
async function toSrgb({ raster, profile }: DecodedBmp, info: ImageInfo): Promise<Raster> {
  if (!profile || profile.length > MAX_PROFILE_BYTES) return raster;
  return decodeWithLibvips(await pngWithProfile(raster, profile), { ...info, format: "png", orientation: 1 });
}
