import type { Mask, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { averageMasks } from "./average.ts";
import { losesPart } from "./lost-part.ts";
import {
  closeRegion,
  coarseSize,
  fineSize,
  frameSize,
  secondSize,
  uncutRegion,
  wholeFrame,
  witnessSizes,
} from "./plan.ts";

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

/**
 * Finds the subject with a coarse look at the whole photo, then looks closely at that part of it: the more of the model's
 * pixels the subject gets, the better its outline. Costs less than a look at the whole frame at the model's full size,
 * except when the close look goes wrong (then there is another) or the best quality is asked for.
 */
export async function findMatte(
  photo: Size,
  { input, quality, look }: { input: ModelSpec["input"]; quality: Quality; look: Look },
): Promise<LowResolutionMatte> {
  const lookAt = async (region: Region, size: Size) => ({ ...(await look(region, size, false)), region });
  const lookClosely = (region: Region) => lookAt(region, fineSize(photo, region, input, quality));
  const frame = wholeFrame(photo);
  const size = coarseSize(photo, input);
  const coarse = size && (await look(frame, size, false)).mask;
  let matte = await lookClosely(coarse ? closeRegion(coarse, photo, input, quality) : frame);
  if (coarse && !isWhole(matte.region, photo)) {
    const uncut = uncutRegion(matte.mask, matte.region, photo);
    if (uncut) matte = await lookClosely(uncut);
    // Cut out of its surroundings, a subject or a part of it can become unrecognizable. More often, though, the coarse look
    // took something else for it: closer looks at the frame are taken only for as long as they contradict this one, too.
    const sizes = [...witnessSizes(photo, input, quality), frameSize(photo, input, quality)];
    let contradicted = losesPart(matte, { mask: coarse, region: frame }, photo, coarse);
    let whole = matte;
    while (contradicted && sizes.length > 0) {
      whole = await lookAt(frame, sizes.shift()!);
      contradicted = losesPart(matte, whole, photo, coarse);
    }
    if (contradicted) matte = whole;
  }
  if (quality !== "best") return matte;
  const second = await look(matte.region, secondSize(photo, matte.region, input), true);
  if (losesPart({ ...second, region: matte.region }, matte, photo, matte.mask)) return matte;
  return { mask: averageMasks(matte.mask, second.mask), region: matte.region, guide: second.guide };
}

function isWhole(region: Size, photo: Size): boolean {
  return region.width === photo.width && region.height === photo.height;
}
