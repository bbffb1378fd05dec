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

/** Pixels of the look at the region, as a part of what one look at the whole frame costs: the coarse look is paid for. */
const FINE_COST: Record<Quality, number> = { fast: 0.3, standard: 0.85, best: 1.4 };

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
  if (input.kind === "fixed") return { width: input.side, height: input.side };
  const frame = sizeWithLongSide(photo, input.side, input.of);
  return sizeWithArea(region, FINE_COST[quality] * frame.width * frame.height, input.of);
}

/**
 * Where the subject is, with a margin: the part of the photo that is worth the model's pixels. The whole frame if the
 * coarse look found nothing.
 */
export function subjectRegion(coarse: Mask, photo: Size): Region {
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
