import type { Mask, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { coarseSize, fineSize, subjectRegion, wholeFrame } from "./plan.ts";

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface LowResolutionMatte {
  mask: Mask;
  region: Region;
  guide: RgbRaster;
}

/** Shows a part of the photo to the model at a given size. */
export type Look = (region: Region, size: Size) => Promise<{ mask: Mask; guide: RgbRaster }>;

/** A close look that finds less than this part of the coarse look's subject has missed it. */
const MISSED = 0.3;

/** Finds the subject with a coarse look at the whole photo, then looks closely at that part of it. */
export async function findMatte(
  photo: Size,
  { input, quality, look }: { input: ModelSpec["input"]; quality: Quality; look: Look },
): Promise<LowResolutionMatte> {
  const frame = wholeFrame(photo);
  const lookClosely = async (region: Region): Promise<LowResolutionMatte> => ({
    ...(await look(region, fineSize(photo, region, input, quality))),
    region,
  });
  const size = coarseSize(photo, input);
  if (!size) return lookClosely(frame);
  const { mask: coarse } = await look(frame, size);
  const region = subjectRegion(coarse, photo);
  const matte = await lookClosely(region);
  const missed = subjectArea(matte.mask, region) < MISSED * subjectArea(coarse, frame);
  // Cut out of its surroundings, a subject can become unrecognizable.
  return missed && !covers(region, frame) ? lookClosely(frame) : matte;
}

/** Pixels of the photo that a mask over `region` calls subject. */
function subjectArea({ data, width, height }: Mask, region: Size): number {
  const inside = data.reduce((count, value) => (value > 127 ? count + 1 : count), 0);
  return (inside * region.width * region.height) / (width * height);
}

function covers(region: Size, frame: Size): boolean {
  return region.width === frame.width && region.height === frame.height;
}
