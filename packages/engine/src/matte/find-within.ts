import type { Region } from "../segment/model-input.ts";
import { findMatte, type LowResolutionMatte } from "./find-matte.ts";

/** `findMatte` on a part of the photo, as if there were nothing else: subjects outside of it play no part. */
export async function findMatteWithin(
  part: Region,
  options: Parameters<typeof findMatte>[1],
): Promise<LowResolutionMatte> {
  const onPhoto = (region: Region) => ({
    ...region,
    left: region.left + part.left,
    top: region.top + part.top,
  });
  const matte = await findMatte(part, {
    ...options,
    look: (region, size, mirrored) => options.look(onPhoto(region), size, mirrored),
  });
  return { ...matte, region: onPhoto(matte.region) };
}
