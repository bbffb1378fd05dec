import type { Region, Size } from "../../image/raster.ts";
import type { ColorLines } from "./color-lines.ts";

/** What is known of a photo before a flat backdrop, in a grid over `region` of view pixels: cells are fitted, so 8 each way at least. */
export interface FlatMatte extends Size {
  region: Region;
  /** `CLEAR`, `SOLID`, `MIXED` or `VEILED`. */
  coverage: Uint8Array;
  /** For mixed view pixels and those around, and for veiled ones. */
  colors: ColorLines;
  /** Strength of the shadow on the backdrop for each view pixel, 0…1. */
  shadow: () => Float32Array;
  /** Standard deviation of the view, in levels. */
  noise: number;
}
