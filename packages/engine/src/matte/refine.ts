import type { Raster } from "../image/raster.ts";
import type { LowResolutionMatte } from "./find-matte.ts";
import { plainMatte } from "./plain.ts";

/**
 * Turns the photo into the cutout, in place: alpha along the photo's real edges, the subject's own colors in the
 * transition, straight alpha, RGB 0 where alpha is 0. The photo's own alpha is kept as a factor.
 */
export function refineMatte(photo: Raster, matte: LowResolutionMatte): void {
  plainMatte(photo, matte);
}
