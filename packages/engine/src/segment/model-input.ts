import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import type { Raster, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { enlargeRgb } from "./enlarge-rgb.ts";
import type { ModelInput } from "./segmenter.ts";

/** A rectangle of the photo in whole pixels. */
export interface Region extends Size {
  left: number;
  top: number;
}

type ResizeFilter = ModelSpec["resizeFilter"];

/** What the photo's transparent pixels look like to the model: neither a dark nor a bright subject. */
const UNDERLAY = { r: 128, g: 128, b: 128 };

/**
 * The part of the photo that the model shall see, at the size that it takes.
 *
 * @param hasAlpha whether the photo has transparent pixels of its own
 */
export async function modelInput(
  photo: Raster,
  region: Region,
  size: Size,
  { hasAlpha, filter }: { hasAlpha: boolean; filter: ResizeFilter },
): Promise<ModelInput> {
  const { width, height } = photo;
  const part = sharp(photo.data, { raw: { width, height, channels: 4 } }).extract(region);
  const opaque = hasAlpha ? part.flatten({ background: UNDERLAY }) : part.removeAlpha();
  const fits = size.width <= region.width && size.height <= region.height;
  const input = fits ? await reduced(opaque, size, filter) : await enlarged(opaque, region, size, filter);
  return { ...input, fingerprint: fingerprint(input) };
}

async function reduced(image: Sharp, { width, height }: Size, kernel: ResizeFilter): Promise<RgbRaster> {
  const data = await image.resize({ width, height, fit: "fill", kernel }).raw().toBuffer();
  return { width, height, data };
}

/** libvips enlarges half a pixel off, so it only reduces the side that is too long, if one is. */
async function enlarged(image: Sharp, region: Region, size: Size, kernel: ResizeFilter): Promise<RgbRaster> {
  const width = Math.min(size.width, region.width);
  const height = Math.min(size.height, region.height);
  return enlargeRgb(await reduced(image, { width, height }, kernel), size);
}

/** Not for security: equal inputs must meet, and SHA-1 is the fastest hash here that never lets others meet by chance. */
export function fingerprint({ width, height, data }: RgbRaster): string {
  return createHash("sha1").update(`${width}x${height} `).update(data).digest("base64");
}
