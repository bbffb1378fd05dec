import type { Mask, RgbRaster, Size } from "../image/raster.ts";
import type { ModelSpec } from "../models/catalogue.ts";
import type { Quality } from "../recipe.ts";
import type { Region } from "../segment/model-input.ts";
import { averageMasks } from "./average.ts";
import { doubtOf } from "./doubt.ts";
import { losesPart } from "./lost-part.ts";
import { closeLook, sizeWithLongSide, trainedSize, wholeFrame } from "./plan.ts";

/** What the model saw, and the mask that it made of it: both of the same size. */
export interface Sight {
  mask: Mask;
  guide: RgbRaster;
}

/** A mask at the model's resolution, the part of the photo that it covers, and what the model saw there. */
export interface LowResolutionMatte extends Sight {
  region: Region;
}

/**
 * Shows a part of the photo to the model at a given size. Mirrored: the model is shown the mirror image, and its mask is
 * mirrored back; mask and guide are upright.
 */
export type Look = (region: Region, size: Size, mirrored: boolean) => Promise<Sight>;

export async function findMatte(
  photo: Size,
  { input, quality, look }: { input: ModelSpec["input"]; quality: Quality; look: Look },
): Promise<LowResolutionMatte> {
  const region = wholeFrame(photo);
  let frame = { ...(await look(region, trainedSize(input), false)), region };
  if (doubtOf(frame.mask) > 0.5 && input.kind === "multiple") {
    const second = {
      ...(await look(region, sizeWithLongSide(photo, input.side / 2, input.of), false)),
      region,
    };
    if (doubtOf(second.mask) < doubtOf(frame.mask)) frame = second;
  }
  if (quality === "fast") return frame;
  const B = process.env.BEST ?? "mirror";
  if (quality === "best" && B === "frame") {
    const again = await look(region, { width: frame.mask.width, height: frame.mask.height }, true);
    if (losesPart({ ...again, region }, frame, photo, { width: 128, height: 128 }))
      console.log("  mirrored frame loses");
    else frame = { mask: averageMasks(frame.mask, again.mask), region, guide: again.guide };
  }
  const next = closeLook(
    frame.mask,
    photo,
    input,
    quality === "best" ? Number(process.env.BCLOSE ?? 0.6) : undefined,
  );
  let matte = frame,
    size: Size = frame.mask;
  if (next) {
    const close = { ...(await look(next.region, next.size, false)), region: next.region };
    if (!losesPart(close, frame, photo, { width: 128, height: 128 })) {
      matte = close;
      size = next.size;
    } else console.log("   lost part");
  }
  if (quality !== "best" || B === "frame") return matte;
  const second = { ...(await look(matte.region, size, true)), region: matte.region };
  if (losesPart(second, matte, photo, { width: 128, height: 128 })) {
    console.log("   mirrored loses");
    return matte;
  }
  return { mask: averageMasks(matte.mask, second.mask), region: matte.region, guide: second.guide };
}
