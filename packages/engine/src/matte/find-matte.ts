import type { Mask, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { addCoarseInterior } from "./merge.ts";
import { coarseSize, fineSize, subjectRegion, wholeFrame } from "./plan.ts";

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface LowResolutionMatte {
  mask: Mask;
  region: Region;
  guide: RgbRaster;
}

/** Shows a part of the photo to the model at a given size. */
export type Look = (region: Region, size: Size) => Promise<{ mask: Mask; guide: RgbRaster }>;

/** Finds the subject with a coarse look at the whole photo, then looks closely at that part of it. */
export async function findMatte(
  photo: Size,
  { input, quality, look }: { input: ModelSpec["input"]; quality: Quality; look: Look },
): Promise<LowResolutionMatte> {
  const size = coarseSize(photo, input);
  const coarse = size && (await look(wholeFrame(photo), size)).mask;
  const region = coarse ? subjectRegion(coarse, photo) : wholeFrame(photo);
  const { mask, guide } = await look(region, fineSize(photo, region, input, quality));
  return { mask: coarse ? addCoarseInterior(mask, region, coarse, photo) : mask, region, guide };
}
