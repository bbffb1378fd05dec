import { createHash } from "node:crypto";
import type { RgbRaster } from "../image/raster.ts";

/** Not for security: equal inputs must meet, and SHA-1 is the fastest hash here that never lets others meet by chance. */
export function fingerprint({ width, height, data }: RgbRaster): string {
  return createHash("sha1").update(`${width}x${height} `).update(data).digest("base64");
}
