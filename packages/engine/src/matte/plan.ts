import type { Mask, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Region } from "../segment/model-input.ts";

type InputSpec = ModelSpec["input"];

/** Mask value from which a pixel may belong to the subject: low, because what the close look's region loses is lost. */
const FAINT = Number(process.env.FAINT ?? 0.1) * 255;

/** Space around the subject, as a part of its longer side. */
const MARGIN = Number(process.env.MARGIN ?? 0.08);

/** Pixels of a close look, as a part of those of the look at the frame. */
const CLOSE_COST = Number(process.env.CLOSE ?? 0.3);

/** A close look is worth its time from this many times the look at the frame's pixels on the subject on. */
const GAIN = Number(process.env.GAIN ?? 1.3);

/** Photo pixels enlarged more than this (a side) show the model blur: its own are better spent on the surroundings. */
const MAGNIFICATION = Number(process.env.MAG ?? 1.5);

/** The whole photo. */
export function wholeFrame({ width, height }: Size): Region {
  return { left: 0, top: 0, width, height };
}

/** The size that the model was trained with, whatever the photo's shape. */
export function trainedSize({ side }: InputSpec): Size {
  return { width: side, height: side };
}

/**
 * The part of the photo around its subject, and the size for a close look at it, if that shows the subject with enough
 * more pixels than the look at the whole frame did.
 */
export function closeLook(
  frame: Mask,
  photo: Size,
  input: InputSpec,
  cost = CLOSE_COST,
): { region: Region; size: Size } | undefined {
  const subject = subjectRegion(frame, photo);
  if (!subject) return undefined;
  const pixels = cost * input.side ** 2;
  const shown = density(trainedSize(input), photo);
  const most = MAGNIFICATION ** 2 * Math.max(1, shown);
  const region = widened(subject, Math.sqrt(density(sizeOf(subject, input, pixels), subject) / most), photo);
  const size = sizeOf(region, input, pixels);
  return density(size, region) >= GAIN * shown ? { region, size } : undefined;
}

/** Model pixels a photo pixel. */
function density(size: Size, region: Size): number {
  return (size.width * size.height) / (region.width * region.height);
}

function sizeOf(region: Size, input: InputSpec, pixels: number): Size {
  return input.kind === "fixed" ? trainedSize(input) : sizeWithArea(region, pixels, input.of);
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

/** Aspect ratio kept as well as multiples of `step` allow, the longer side `side`. */
export function sizeWithLongSide({ width, height }: Size, side: number, step: number): Size {
  const scale = side / Math.max(width, height);
  const fit = (length: number) => Math.max(step, Math.round((length * scale) / step) * step);
  return { width: fit(width), height: fit(height) };
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
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i]! <= threshold) continue;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return right > left ? { left, top, right, bottom } : undefined;
}
