import sharp from "sharp";
import { decodeReduced } from "./decode-reduced.ts";
import { checkLimits, type ImageLimits, probe } from "./probe.ts";
import type { Mask, Raster, Size } from "./raster.ts";
import { resizeRaster } from "./resize.ts";

/**
 * Decodes a picture that a recipe carries and stretches it over the photo.
 *
 * @throws EngineError `InvalidImage`, `UnsupportedImage` or `ImageTooLarge`
 */
export async function stretchedPicture(bytes: Uint8Array, photo: Size, limits: ImageLimits): Promise<Raster> {
  return resizeRaster(await decoded(bytes, photo, limits), photo);
}

/**
 * The same as a mask: the red channel, which of a gray picture is its gray, as far as the picture is opaque.
 *
 * @throws EngineError `InvalidImage`, `UnsupportedImage` or `ImageTooLarge`
 */
export async function stretchedMask(bytes: Uint8Array, photo: Size, limits: ImageLimits): Promise<Mask> {
  const { width, height } = photo;
  const picture = await decoded(bytes, photo, limits);
  const gray = new Uint8Array(picture.width * picture.height);
  for (let i = 0, p = 0; i < gray.length; i++, p += 4)
    gray[i] = (picture.data[p]! * picture.data[p + 3]!) / 255 + 0.5;
  const raw = { width: picture.width, height: picture.height, channels: 1 } as const;
  const data = await sharp(gray, { raw, limitInputPixels: false })
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** No larger than the photo: it is scaled while it is decoded. */
async function decoded(bytes: Uint8Array, photo: Size, limits: ImageLimits): Promise<Raster> {
  const info = probe(bytes);
  checkLimits(info, limits);
  const width = Math.min(info.width, photo.width);
  const height = Math.min(info.height, photo.height);
  return decodeReduced(bytes, info, { width, height });
}
