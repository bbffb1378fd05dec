import sharp, { type Sharp } from "sharp";
import type { Raster, Region, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import { enlargeRgb } from "./enlarge-rgb.ts";

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
): Promise<RgbRaster> {
  const opaque = hasAlpha
    ? partOf(photo, region).flatten({ background: UNDERLAY })
    : await opaquePart(photo, region);
  const fits = size.width <= region.width && size.height <= region.height;
  return fits ? reduced(opaque, size, filter) : enlarged(opaque, region, size, filter);
}

function partOf({ data, width, height }: Raster, region: Region): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } }).extract(region);
}

/** Without alpha before anything else is done: libvips would weigh all colors by it, which takes four times as long. */
async function opaquePart(photo: Raster, region: Region): Promise<Sharp> {
  const { width, height } = region;
  const data = await partOf(photo, region).removeAlpha().raw().toBuffer();
  return sharp(data, { raw: { width, height, channels: 3 } });
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
