import { createHash } from "node:crypto";
import sharp, { type Sharp } from "sharp";
import type { Raster, RgbRaster } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import { enlarge } from "./enlarge.ts";
import type { ModelInput } from "./segmenter.ts";

export interface Size {
  width: number;
  height: number;
}

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
  const reduced = await reduce(opaque, region, size, filter);
  const input = enlarge(reduced, size);
  return { ...input, fingerprint: fingerprint(input) };
}

/** Reduces the sides that are too long and leaves the others: libvips enlarges half a pixel off the centre. */
async function reduce(image: Sharp, region: Region, size: Size, filter: ResizeFilter): Promise<RgbRaster> {
  const width = Math.min(size.width, region.width);
  const height = Math.min(size.height, region.height);
  const data = await image.resize({ width, height, fit: "fill", kernel: filter }).raw().toBuffer();
  return { width, height, data };
}

/** Not for security: equal inputs must meet, and SHA-1 is the fastest hash here that never lets others meet by chance. */
function fingerprint({ width, height, data }: RgbRaster): string {
  return createHash("sha1").update(`${width}x${height} `).update(data).digest("base64");
}
