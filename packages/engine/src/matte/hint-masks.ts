import type { Mask } from "../image/raster.ts";

/** What somebody says about a photo, of its size: 255 where they are sure of it. */
export interface Hints {
  keep: Mask | undefined;
  remove: Mask | undefined;
}
