import { decode } from "./decode.ts";
import { decodeWithLibvips } from "./libvips.ts";
import type { ImageInfo } from "./probe.ts";
import type { Raster, Size } from "./raster.ts";
import { resizeRaster } from "./resize.ts";

/**
 * Decodes a picture that is wanted smaller, scaling it on the way, so that it takes the memory of what is wanted.
 *
 * @param info what `probe` said about the same bytes, with limits already checked
 * @param size no side longer than the picture's
 * @returns upright, straight sRGB of exactly `size`
 * @throws EngineError `InvalidImage` for damaged or truncated data
 */
export async function decodeReduced(bytes: Uint8Array, info: ImageInfo, size: Size): Promise<Raster> {
  const isWhole = size.width === info.width && size.height === info.height;
  if (!isWhole && info.format !== "bmp" && info.format !== "heic")
    return decodeWithLibvips(bytes, info, { size, kernel: "mitchell" });
  const { raster } = await decode(bytes, info);
  return resizeRaster(raster, size);
}
