import type { Mask, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { averageMasks } from "./average.ts";
import { coarseSize, fineSize, secondSize, subjectRegion, uncutRegion, wholeFrame } from "./plan.ts";

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface LowResolutionMatte {
  mask: Mask;
  region: Region;
  guide: RgbRaster;
}

/** What the model saw, and the mask that it made of it: both of the same size. */
export interface Sight {
  mask: Mask;
  guide: RgbRaster;
}

/**
 * Shows a part of the photo to the model at a given size. Mirrored: the model is shown the mirror image, and its mask is
 * mirrored back; mask and guide are upright.
 */
export type Look = (region: Region, size: Size, mirrored: boolean) => Promise<Sight>;

/** A close look that finds less than this part of the coarse look's subject has missed it. */
const MISSED = 0.3;

/**
 * Finds the subject with a coarse look at the whole photo, then looks closely at that part of it: the more of the model's
 * pixels the subject gets, the better its outline. Costs less than a look at the whole frame at the model's full size,
 * except when the close look goes wrong (then there is another) or the best quality is asked for.
 */
export async function findMatte(
  photo: Size,
  { input, quality, look }: { input: ModelSpec["input"]; quality: Quality; look: Look },
): Promise<LowResolutionMatte> {
  const frame = wholeFrame(photo);
  const lookClosely = async (region: Region): Promise<LowResolutionMatte> => ({
    ...(await look(region, fineSize(photo, region, input, quality), false)),
    region,
  });
  const size = coarseSize(photo, input);
  const coarse = size && (await look(frame, size, false)).mask;
  let matte = await lookClosely(coarse ? subjectRegion(coarse, photo) : frame);
  const better = coarse && betterRegion(matte, coarse, photo);
  if (better) matte = await lookClosely(better);
  if (quality !== "best") return matte;
  const second = await look(matte.region, secondSize(photo, matte.region, input), true);
  return { mask: averageMasks(matte.mask, second.mask), region: matte.region, guide: second.guide };
}

/** Another region to look at, if the close look went wrong. */
function betterRegion({ mask, region }: LowResolutionMatte, coarse: Mask, photo: Size): Region | undefined {
  const frame = wholeFrame(photo);
  if (region.width === frame.width && region.height === frame.height) return undefined;
  // Cut out of its surroundings, a subject can become unrecognizable.
  if (subjectArea(mask, region) < MISSED * subjectArea(coarse, frame)) return frame;
  return uncutRegion(mask, region, photo);
}

/** Pixels of the photo that a mask over `region` calls subject. */
function subjectArea({ data, width, height }: Mask, region: Size): number {
  const inside = data.reduce((count, value) => (value > 127 ? count + 1 : count), 0);
  return (inside * region.width * region.height) / (width * height);
}
