import type { Mask, Raster, Region, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalog.ts";
import type { Quality } from "../recipe.ts";
import { segmentBothWays } from "../segment/mirror.ts";
import { findFlatMatte } from "./backdrop/backdrop.ts";
import { cutOutFlat } from "./backdrop/cut-out.ts";
import type { FlatMatte } from "./backdrop/flat-matte.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import { findMatteWithin } from "./find-within.ts";
import type { Hints } from "./hint-masks.ts";
import { refineMatte } from "./refine.ts";

export interface FindSubjectOptions {
  input: ModelSpec["input"];
  quality: Quality;
  /** Whether a plain backdrop may decide what belongs to the subject: not in a photo with alpha of its own. */
  mayBeFlat: boolean;
  /** What somebody says about a photo; only a plain backdrop minds it here. */
  hints?: Hints | undefined;
  /** A part of the photo as the model sees it, at the size that it takes. */
  show: (region: Region, size: Size) => Promise<RgbRaster>;
  /** The model: a mask of the same size. */
  segment: (input: RgbRaster) => Promise<Mask>;
}

export interface FoundSubject {
  matte: LowResolutionMatte;
  /** Given where the subject stands before a plain backdrop, which then decides. */
  flat: FlatMatte | undefined;
}

/**
 * Finds the subject in a part of the photo, on the server as in a browser.
 *
 * @param part what lies outside of it is background
 */
export async function findSubject(
  photo: Raster,
  part: Region,
  { input, quality, mayBeFlat, hints, show, segment }: FindSubjectOptions,
): Promise<FoundSubject> {
  let flat: FlatMatte | undefined;
  const { matte } = await findMatteWithin(part, {
    input,
    quality,
    look: async (region, size) => {
      const guide = await show(region, size);
      const mask = quality === "best" ? await segmentBothWays(guide, segment) : await segment(guide);
      return { guide, mask };
    },
    settles: (frame) => {
      flat = mayBeFlat ? findFlatMatte(photo, frame, hints) : undefined;
      return flat !== undefined;
    },
  });
  return { matte, flat };
}

/**
 * Turns the photo into the cutout, in place: straight alpha, RGB 0 where alpha is 0.
 *
 * @param keepShadow the photo's own shadow stays, where it fell on a plain backdrop
 */
export function cutOutSubject(
  photo: Raster,
  { matte, flat }: FoundSubject,
  { keepShadow }: { keepShadow: boolean },
): void {
  if (flat) cutOutFlat(photo, flat, { keepShadow });
  else refineMatte(photo, matte);
}
