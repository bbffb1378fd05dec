import type { Mask, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";

type InputSpec = ModelSpec["input"];

/** Long side of the first, coarse look that only has to find the subject. */
const COARSE_SIDE = 256;

/** Mask value from which a coarse pixel may belong to the subject: low, because what the region loses is lost. */
const FAINT = 0.1 * 255;

/** Space around the subject: this part of its longer side, and pixels of the coarse mask (its box is that uncertain). */
const MARGIN = 0.05;
const MARGIN_PIXELS = 3;

/**
 * Photo pixels enlarged more than this show the model blur: its own are better spent on the subject's surroundings. A photo
 * that is smaller than the model's input is enlarged as a whole already, and this counts from there.
 */
const MAGNIFICATION = 1.5;

/** Pixels of the look at the region, as a part of what one look at the whole frame costs: the coarse look costs, too. */
const FINE_COST: Record<Quality, number> = { fast: 0.3, standard: 0.85, best: 0.85 };

/** The same for a look at the whole frame that decides. */
const FRAME_COST: Record<Quality, number> = { fast: 0.3, standard: 1, best: 1 };

/** The same for the second look of the best quality: another size errs elsewhere. */
const SECOND_COST = 1.15;

/**
 * Long sides of the looks at the whole frame that must all contradict a close look before a look of full size is spent on
 * it. In 17 of 44 scenes before busy backgrounds the coarse look did, 15 times wrongly; the first of these settled 4 of
 * them, the second 4 more, at 0.1 and 0.25 of the cost. The 2 in which the close look had lost a part passed both.
 */
const WITNESS_SIDES = [320, 512];

/** Mask value of a subject, and part of the region's side from which on it is cut off there. */
const SUBJECT = 128;
const CUT = 0.01;

/** The whole photo. */
export function wholeFrame({ width, height }: Size): Region {
  return { left: 0, top: 0, width, height };
}

/** Input for a coarse look at the whole frame, or undefined when the model takes one size only: it would cost too much. */
export function coarseSize(photo: Size, input: InputSpec): Size | undefined {
  return input.kind === "multiple" ? sizeWithLongSide(photo, COARSE_SIDE, input.of) : undefined;
}

/** Input for the look at `region` that the mask is taken from. */
export function fineSize(photo: Size, region: Size, input: InputSpec, quality: Quality): Size {
  return sizeAtCost(photo, region, input, FINE_COST[quality]);
}

/** Inputs for looks at the whole frame, cheapest first, that are asked before the one that decides; each well below its cost. */
export function witnessSizes(photo: Size, input: InputSpec, quality: Quality): Size[] {
  if (input.kind === "fixed") return [];
  const frame = frameSize(photo, input, quality);
  const sizes = WITNESS_SIDES.map((side) => sizeWithLongSide(photo, side, input.of));
  return sizes.filter(({ width, height }) => 2 * width * height < frame.width * frame.height);
}

/** Input for the look at the whole frame that decides when other looks at it and the close look contradict each other. */
export function frameSize(photo: Size, input: InputSpec, quality: Quality): Size {
  return sizeAtCost(photo, photo, input, FRAME_COST[quality]);
}

/** Input for the second look of the best quality. */
export function secondSize(photo: Size, region: Size, input: InputSpec): Size {
  return sizeAtCost(photo, region, input, SECOND_COST);
}

function sizeAtCost(photo: Size, region: Size, input: InputSpec, cost: number): Size {
  if (input.kind === "fixed") return { width: input.side, height: input.side };
  const frame = sizeWithLongSide(photo, input.side, input.of);
  return sizeWithArea(region, cost * frame.width * frame.height, input.of);
}

/**
 * The part of the photo that is worth the model's pixels: where the coarse look saw the subject, with a margin, and more of
 * its surroundings if it is so small that the model would see it blurred. The whole frame if the coarse look found nothing.
 */
export function closeRegion(coarse: Mask, photo: Size, input: InputSpec, quality: Quality): Region {
  const region = subjectRegion(coarse, photo);
  const close = magnification(fineSize(photo, region, input, quality), region);
  const whole = magnification(frameSize(photo, input, quality), photo);
  return widened(region, close / (MAGNIFICATION * Math.max(1, whole)), photo);
}

function magnification(input: Size, region: Size): number {
  return Math.sqrt((input.width * input.height) / (region.width * region.height));
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

/** Where the subject is, with a margin for what the coarse look didn't see. */
function subjectRegion(coarse: Mask, photo: Size): Region {
  const box = boundingBox(coarse, FAINT);
  if (!box) return wholeFrame(photo);
  const scaleX = photo.width / coarse.width;
  const scaleY = photo.height / coarse.height;
  const longSide = Math.max((box.right - box.left) * scaleX, (box.bottom - box.top) * scaleY);
  const margin = MARGIN * longSide + MARGIN_PIXELS * Math.max(scaleX, scaleY);
  const left = Math.max(0, Math.floor(box.left * scaleX - margin));
  const top = Math.max(0, Math.floor(box.top * scaleY - margin));
  const right = Math.min(photo.width, Math.ceil(box.right * scaleX + margin));
  const bottom = Math.min(photo.height, Math.ceil(box.bottom * scaleY + margin));
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * The region extended to the photo's border on every side that cuts the subject off; undefined if none does. The margin
 * keeps a subject that was found whole away from the region's sides.
 */
export function uncutRegion(mask: Mask, region: Region, photo: Size): Region | undefined {
  const { width, height } = mask;
  const cut = (length: number, first: number, step: number) => {
    let count = 0;
    for (let k = 0; k < length; k++) if (mask.data[first + k * step]! >= SUBJECT) count++;
    return count > CUT * length;
  };
  const left = cut(height, 0, width) ? 0 : region.left;
  const top = cut(width, 0, 1) ? 0 : region.top;
  const right = cut(height, width - 1, width) ? photo.width : region.left + region.width;
  const bottom = cut(width, (height - 1) * width, 1) ? photo.height : region.top + region.height;
  const uncut = { left, top, width: right - left, height: bottom - top };
  return uncut.width > region.width || uncut.height > region.height ? uncut : undefined;
}

/** Aspect ratio kept as well as multiples of `step` allow, the longer side `side`. */
function sizeWithLongSide({ width, height }: Size, side: number, step: number): Size {
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
