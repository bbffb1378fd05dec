import { type boundsOf, intersection, isEmpty, union } from "@alphacut/pixels";
import sharp from "sharp";
import type { Mask, Region, RgbRaster, Size } from "../image/raster.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import type { Hints } from "./hint-masks.ts";

/** Shows a part of the photo as the model would see it. */
type Show = (region: Region, size: Size) => Promise<RgbRaster>;

/** Pixels of a mask that grows to hold what is kept; a model's own are hardly more. */
const MOST_PIXELS = 1.5e6;
/** From here on a hint asks for a place in the mask. */
const FAINT = 26;

/**
 * Forces a matte to what is known of the photo. That happens at the mask's resolution, before refinement, so that the
 * edge of a hint becomes as clean as any other: it follows the photo's own edges where it is near one.
 *
 * @param within the part of the photo that counts; hints outside of it are ignored
 */
export async function applyHints(
  matte: LowResolutionMatte,
  { keep, remove }: Hints,
  within: Region,
  show: Show,
): Promise<LowResolutionMatte> {
  const wide = keep ? await widened(matte, keep, within, show) : matte;
  const data = new Uint8Array(wide.mask.data);
  if (keep) {
    const kept = await partOf(keep, wide.region, wide.mask);
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i]!, kept[i]!);
  }
  if (remove) {
    const removed = await partOf(remove, wide.region, wide.mask);
    for (let i = 0; i < data.length; i++) data[i] = Math.min(data[i]!, 255 - removed[i]!);
  }
  return { ...wide, mask: { ...wide.mask, data } };
}

/** The matte on a region that holds all that is kept, about as finely as before. */
async function widened(
  matte: LowResolutionMatte,
  keep: Mask,
  within: Region,
  show: Show,
): Promise<LowResolutionMatte> {
  const { mask, region } = matte;
  const asked = intersection(keptBounds(keep), toBounds(within));
  if (isEmpty(asked)) return matte;
  const wide = fromBounds(union(toBounds(region), asked));
  if (wide.width === region.width && wide.height === region.height) return matte;
  const density = Math.min(mask.width / region.width, Math.sqrt(MOST_PIXELS / (wide.width * wide.height)));
  const scaled = (length: number) => Math.max(2, Math.round(length * density));
  const size = { width: scaled(wide.width), height: scaled(wide.height) };
  const data = await placedMask(matte, wide, size);
  return { mask: { ...size, data }, region: wide, guide: await show(wide, size) };
}

/** The mask of a region among zeros, as a part of a wider region. */
async function placedMask(
  { mask, region }: LowResolutionMatte,
  wide: Region,
  size: Size,
): Promise<Uint8Array> {
  const left = Math.round(((region.left - wide.left) / wide.width) * size.width);
  const top = Math.round(((region.top - wide.top) / wide.height) * size.height);
  const width = Math.min(
    size.width - left,
    Math.max(1, Math.round((region.width / wide.width) * size.width)),
  );
  const height = Math.min(
    size.height - top,
    Math.max(1, Math.round((region.height / wide.height) * size.height)),
  );
  const part = await fromMask(mask).resize(width, height, { fit: "fill" }).raw().toBuffer();
  const data = new Uint8Array(size.width * size.height);
  for (let y = 0; y < height; y++)
    data.set(part.subarray(y * width, (y + 1) * width), (y + top) * size.width + left);
  return data;
}

/** A hint where a region of the photo is, at this size. */
async function partOf(hint: Mask, region: Region, { width, height }: Size): Promise<Uint8Array> {
  const { left, top } = region;
  const part = { left, top, width: region.width, height: region.height };
  return fromMask(hint)
    .extract(part)
    .resize(width, height, { fit: "fill", kernel: "linear" })
    .raw()
    .toBuffer();
}

function fromMask({ data, width, height }: Mask) {
  return sharp(data, { raw: { width, height, channels: 1 }, limitInputPixels: false }).toColourspace("b-w");
}

function keptBounds({ data, width, height }: Mask) {
  const bounds = { left: width, top: height, right: 0, bottom: 0 };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i]! < FAINT) continue;
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x + 1);
      bounds.top = Math.min(bounds.top, y);
      bounds.bottom = y + 1;
    }
  }
  return bounds;
}

function toBounds({ left, top, width, height }: Region) {
  return { left, top, right: left + width, bottom: top + height };
}

function fromBounds({ left, top, right, bottom }: ReturnType<typeof boundsOf>): Region {
  return { left, top, width: right - left, height: bottom - top };
}
