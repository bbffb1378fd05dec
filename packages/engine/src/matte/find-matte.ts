import type { Mask, Region, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import type { Quality } from "../recipe.ts";
import { DOUBTFUL, doubtOf } from "./doubt.ts";
import { losesPart } from "./lost-part.ts";
import { closeLook, repeatSize, trainedSize, wholeFrame } from "./plan.ts";

/** What the model saw, and the mask that it made of it: both of the same size. */
export interface Sight {
  mask: Mask;
  guide: RgbRaster;
}

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface LowResolutionMatte extends Sight {
  region: Region;
}

export interface FoundMatte {
  matte: LowResolutionMatte;
  /** The look at the whole photo; the matte itself unless a closer one was taken. */
  frame: LowResolutionMatte;
}

/** Shows a part of the photo to the model at a given size. */
export type Look = (region: Region, size: Size) => Promise<Sight>;

interface FindOptions {
  input: ModelSpec["input"];
  quality: Quality;
  look: Look;
  settles?: (frame: LowResolutionMatte) => boolean;
}

/** Size at which two looks are compared. */
const GRID = { width: 256, height: 256 };

/**
 * Finds the subject with a look at the whole photo as the model was trained: nothing else is as robust. If the subject is so
 * small that a look at it alone would show it with more of the model's pixels, that look makes the matte, unless it denies a
 * part that the first one is sure of. A fast cutout does without.
 *
 * @param settles whether the look at the whole photo is all that is needed, because something else tells the rest
 */
export async function findMatte(
  photo: Size,
  { input, quality, look, settles }: FindOptions,
): Promise<FoundMatte> {
  const lookAt = async (region: Region, size: Size) => ({ ...(await look(region, size)), region });
  const frame = await lookAtFrame(photo, input, lookAt);
  if (settles?.(frame)) return { matte: frame, frame };
  const next = quality === "fast" ? undefined : closeLook(frame.mask, photo, input);
  if (!next) return { matte: frame, frame };
  const close = await lookAt(next.region, next.size);
  return { matte: losesPart(close, frame, photo, GRID) ? frame : close, frame };
}

/**
 * Where the model doubts more than it is sure of, it is shown a smaller picture in the photo's own shape; that look counts if
 * it is surer and keeps what the first one is sure of.
 */
async function lookAtFrame(
  photo: Size,
  input: ModelSpec["input"],
  lookAt: (region: Region, size: Size) => Promise<LowResolutionMatte>,
): Promise<LowResolutionMatte> {
  const frame = await lookAt(wholeFrame(photo), trainedSize(input));
  const doubt = doubtOf(frame.mask);
  const size = repeatSize(photo, input);
  if (!size || doubt < DOUBTFUL) return frame;
  const again = await lookAt(wholeFrame(photo), size);
  return doubtOf(again.mask) < doubt && !losesPart(again, frame, photo, GRID) ? again : frame;
}
