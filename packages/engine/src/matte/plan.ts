import type { Mask, Region, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";

type InputSpec = ModelSpec["input"];

/** Mask value from which a pixel may belong to the subject: low, because what the close look's region loses is lost. */
const FAINT = 0.1 * 255;

/** Space around the subject, as a part of its longer side. */
const MARGIN = 0.08;

/** Pixels of a close look, as a part of those of the look at the whole frame. */
const CLOSE_COST = 0.3;

/**
 * The close look is taken if it shows the subject with at least this many times the pixels. With more pixels for more and
 * larger subjects it helped as often as it harmed.
 */
const GAIN = 1.3;

/**
 * Photo pixels enlarged more than this (a side) show the model blur: its own are better spent on the subject's surroundings.
 * A photo that is smaller than the model's input is enlarged as a whole already, and this counts from there.
 */
const MAGNIFICATION = 1.5;

/** A part of the photo, and the size at which the model is shown it. */
export interface PlannedLook {
  region: Region;
  size: Size;
}

/** The whole photo. */
export function wholeFrame({ width, height }: Size): Region {
  return { left: 0, top: 0, width, height };
}

/** The size that the model was trained with: every photo was stretched to it, whatever its shape. */
export function trainedSize({ side }: InputSpec): Size {
  return { width: side, height: side };
}

/** Half as long a side, in the photo's shape; undefined with a model of one size, which has no second opinion. */
export function repeatSize(photo: Size, input: InputSpec): Size | undefined {
  if (input.kind === "fixed") return undefined;
  const scale = input.side / 2 / Math.max(photo.width, photo.height);
  const fit = (length: number) => Math.max(1, Math.round((length * scale) / input.of)) * input.of;
  return { width: fit(photo.width), height: fit(photo.height) };
}

/**
 * A look at the part of the photo where the look at the whole frame saw the subject, with a margin; undefined if it saw
 * none, if the subject is too large to gain anything, or with a model of one size, where it would cost a whole run.
 */
export function closeLook(frame: Mask, photo: Size, input: InputSpec): PlannedLook | undefined {
  const subject = input.kind === "multiple" ? subjectRegion(frame, photo) : undefined;
  if (!subject || input.kind === "fixed") return undefined;
  const pixels = CLOSE_COST * input.side ** 2;
  const shown = density(trainedSize(input), photo);
  const magnified = density(sizeWithArea(subject, pixels, input.of), subject) / Math.max(1, shown);
  const region = widened(subject, Math.sqrt(magnified) / MAGNIFICATION, photo);
  const size = sizeWithArea(region, pixels, input.of);
  return density(size, region) < GAIN * shown ? undefined : { region, size };
}

/** Model pixels a photo pixel. */
function density(size: Size, region: Size): number {
  return (size.width * size.height) / (region.width * region.height);
}

/** Where the subject is, with a margin; undefined if there is none. */
function subjectRegion(frame: Mask, photo: Size): Region | undefined {
  const box = boundingBox(frame, FAINT);
  if (!box) return undefined;
  const scaleX = photo.width / frame.width;
  const scaleY = photo.height / frame.height;
  const margin = MARGIN * Math.max((box.right - box.left) * scaleX, (box.bottom - box.top) * scaleY);
  const left = Math.max(0, Math.floor(box.left * scaleX - margin));
  const top = Math.max(0, Math.floor(box.top * scaleY - margin));
  const right = Math.min(photo.width, Math.ceil(box.right * scaleX + margin));
  const bottom = Math.min(photo.height, Math.ceil(box.bottom * scaleY + margin));
  return { left, top, width: right - left, height: bottom - top };
}

/** The region grown around its center by a factor, moved and cut to stay within the photo; as it is if that is below 1. */
function widened(region: Region, factor: number, photo: Size): Region {
  const grown = (start: number, length: number, limit: number) => {
    const size = Math.min(limit, Math.round(length * Math.max(1, factor)));
    return [clamp(start - Math.round((size - length) / 2), 0, limit - size), size] as const;
  };
  const [left, width] = grown(region.left, region.width, photo.width);
  const [top, height] = grown(region.top, region.height, photo.height);
  return { left, top, width, height };
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** The size of at most `area` pixels that comes closest in area and aspect ratio, in multiples of `step`. */
function sizeWithArea({ width, height }: Size, area: number, step: number): Size {
  let best = { width: step, height: step, error: Number.POSITIVE_INFINITY };
  for (let w = step; w * step <= area; w += step) {
    const h = Math.max(
      step,
      Math.min(Math.floor(area / w / step), Math.round((w * height) / width / step)) * step,
    );
    const error = Math.log(area / (w * h)) + 2 * Math.abs(Math.log((w * height) / (h * width)));
    if (error < best.error) best = { width: w, height: h, error };
  }
  return { width: best.width, height: best.height };
}

function boundingBox({ width, height, data }: Mask, threshold: number) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && data[row + first]! <= threshold) first++;
    if (first === width) continue;
    let last = width - 1;
    while (data[row + last]! <= threshold) last--;
    if (first < left) left = first;
    if (last >= right) right = last + 1;
    top = Math.min(top, y);
    bottom = y + 1;
  }
  return right > left ? { left, top, right, bottom } : undefined;
}
