import type { Region } from "../image/raster.ts";
import { type FoundMatte, findMatte, type LowResolutionMatte } from "./find-matte.ts";

/** `findMatte` on a part of the photo, as if there were nothing else: subjects outside of it play no part. */
export async function findMatteWithin(
  part: Region,
  options: Parameters<typeof findMatte>[1],
): Promise<FoundMatte> {
  const onPhoto = (region: Region) => ({
    ...region,
    left: region.left + part.left,
    top: region.top + part.top,
  });
  const placed = (matte: LowResolutionMatte) => ({ ...matte, region: onPhoto(matte.region) });
  const { matte, frame } = await findMatte(part, {
    ...options,
    look: (region, size) => options.look(onPhoto(region), size),
    settles: (frame) => options.settles?.(placed(frame)) ?? false,
  });
  return { matte: placed(matte), frame: placed(frame) };
}
